"""Every figure on the leader's first page is followed to its records and added up there."""

from decimal import Decimal

import pytest
from django.urls import reverse

from dashboards import strips
from dashboards.selectors import tasks
from dashboards.words import beside, notes
from tests.dashboards import overview_scene
from tests.dashboards.followed import Follower, links_of
from tests.dashboards.recounts import RECOUNTS, faults_on, walk


@pytest.fixture
def reader(client_for, town, frozen_now):
    overview_scene.fill(town)
    return Follower(client_for("leader"))


def test_every_link_of_the_overview_leads_to_records_that_add_up(reader):
    walked, faults = walk(reader)
    assert not faults, "\n".join(faults)
    assert set(walked) == RECOUNTS.keys()  # every kind of figure was there
    assert len(walked) > 50


def test_a_figure_that_nobody_can_add_up_is_a_fault(reader, monkeypatch):
    monkeypatch.setattr(notes, "coverage_words", lambda coverage, year: "本年共7项重点任务")
    with pytest.raises(AssertionError, match="nobody recounts"):
        walk(reader)


def test_every_number_of_the_strip_is_a_link(reader):
    figures = reader.client.get(reverse("overview")).context["figures"]
    assert len(figures) == 5
    assert all(figure.href for figure in figures)


@pytest.mark.parametrize("role", ["office", "unit", "inspector", "admin"])
def test_everybody_is_led_only_to_what_they_may_read(client_for, town, frozen_now, role):
    overview_scene.fill(town)
    client = client_for(role)
    addresses = {link.href for link in links_of(client.get(reverse("overview")).text)}
    assert len(addresses) > 10
    for address in addresses:
        assert client.get(address, follow=True).status_code == 200, address


WRONG = Decimal("0.01")


def a_fault(reader) -> str | None:
    """The first one."""
    return next(faults_on(reader, reader.page(reverse("overview"))), None)


@pytest.mark.parametrize(
    ("module", "name"), [(strips, "score"), (beside, "wan"), (beside, "score"), (beside, "signed")]
)
def test_a_wrong_figure_is_found(reader, monkeypatch, module, name):
    right = getattr(module, name)
    monkeypatch.setattr(module, name, lambda value: right(value + WRONG * 100_00 if name == "wan" else value + WRONG))
    assert a_fault(reader)


def test_a_task_too_many_is_found(reader, monkeypatch):
    right = tasks.TaskFigures.__init__
    monkeypatch.setattr(
        tasks.TaskFigures,
        "__init__",
        lambda self, lights, *others: right(self, {light: n + 1 for light, n in lights.items()}, *others),
    )
    assert a_fault(reader)
