"""The figures of charts: the contract of the page's module, nothing of the program's insides, cheap when unchanged."""

import pytest
from django.urls import reverse

from inspections.models import Standing
from tests.dashboards.scenes import make_round

CHARTS = ["rankings_chart", "compare_chart", "course_chart"]


@pytest.fixture
def figures(client_for):
    return lambda name, **query: client_for("leader").get(reverse(name), query).json()


@pytest.fixture
def years(town):
    make_round(town.city, {town.home: "90", town.peer: "91"}, year=2025, number=1)
    make_round(town.city, {town.home: "92", town.peer: "91"}, year=2025, number=2)
    make_round(town.city, {town.home: "94.12", town.peer: "99"}, number=1, standings={town.peer: Standing.TOO_FEW})


@pytest.mark.parametrize("name", CHARTS)
def test_the_view_tells_nothing_of_itself(figures, years, name):
    found = figures(name)
    assert {"view", "datasets"}.isdisjoint(found)
    assert {"kind", "labels", "series", "labelTitle", "unit", "digits", "file"} <= found.keys()


@pytest.mark.parametrize("name", CHARTS)
def test_unchanged_figures_are_not_sent_twice(client_for, years, name):
    client = client_for("leader")
    first = client.get(reverse(name))
    again = client.get(reverse(name), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "private" in first["Cache-Control"]


@pytest.mark.parametrize("name", CHARTS)
def test_charts_are_for_signed_in_people(client, years, name):
    assert client.get(reverse(name)).status_code == 302


def test_bars_mark_ones_own_unit_and_who_is_not_ranked(figures, years):
    found = figures("rankings_chart", round=1)
    assert found["kind"] == "rank-bars"
    assert found["labels"] == ["枫河街道", "柳林街道"]
    assert (found["own"], found["rank"], found["max"]) == (0, [1, None], 100)


def test_a_missing_round_is_null(figures, years):
    found = figures("course_chart")
    assert found["kind"] == "lines"
    own, last = found["series"]
    assert (own["role"], own["data"]) == ("own", ["94.12", None])
    assert (last["role"], last["data"]) == ("last", ["90.00", "92.00"])
    assert found["min"] <= 90 and found["max"] >= 95


def test_scores_above_100_fit_on_the_axis(figures, town):
    make_round(town.city, {town.home: "104.50"})
    assert figures("rankings_chart", round=1)["max"] == 120
