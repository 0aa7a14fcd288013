"""Kinds of problem and their limits, kept by the office on pages of their own."""

import pytest
from django.urls import reverse

from core.errors import NotAllowed
from core.models import TrailEntry
from rectification.models import Limit, LimitUnit, ProblemKind
from rectification.services.limits import save_kind
from tests.factories import ProblemKindFactory

pytestmark = pytest.mark.django_db


def test_limits_are_set_changed_and_taken_away_with_a_trail(office, now):
    kind = ProblemKindFactory()
    limits = {"normal": (24, LimitUnit.WORKING_HOURS), "serious": (2, LimitUnit.WORKING_DAYS), "urgent": None}
    save_kind(kind=kind, name="环境卫生", limits=limits, by=office, now=now)
    assert set(kind.limits.values_list("severity", "amount", "unit")) == {
        ("normal", 24, LimitUnit.WORKING_HOURS), ("serious", 2, LimitUnit.WORKING_DAYS)
    }  # fmt: skip
    entry = TrailEntry.objects.about(kind).get()
    assert entry.verb == "set_limits" and set(entry.changes) == {"limit_normal", "limit_urgent"}
    save_kind(kind=kind, name="环境卫生", limits=limits, by=office, now=now)
    assert TrailEntry.objects.about(kind).count() == 1, "nothing changed, nothing written"


def test_only_the_office_keeps_them(leader, now):
    with pytest.raises(NotAllowed):
        save_kind(kind=None, name="违建", limits={}, by=leader, now=now)


def test_a_new_kind_on_the_page(client_for, office, frozen_now):
    client, url = client_for("office"), reverse("settings_limit_new")
    units = {f"unit_{one}": "working_days" for one in ("normal", "serious", "urgent")}
    answer = client.post(url, units | {"name": "违法建筑", "amount_normal": "5"})
    assert answer.status_code == 302
    kind = ProblemKind.objects.get(name="违法建筑")
    assert [(limit.severity, limit.amount) for limit in kind.limits.all()] == [("normal", 5)]
    page = client.get(reverse("dictionary", args=["problem-kinds"])).content.decode()
    assert "违法建筑" in page and str(kind.limits.get()) in page


def test_a_taken_name_and_a_limit_of_nothing_are_refused_and_kept(client_for, office):
    kind = ProblemKindFactory()
    client, url = client_for("office"), reverse("settings_limit_new")
    units = {f"unit_{one}": "working_days" for one in ("normal", "serious", "urgent")}
    page = client.post(url, units | {"name": kind.name, "amount_normal": "0"})
    assert page.status_code == 200 and {"name", "amount_normal"} <= set(page.context["form"].errors)
    assert ProblemKind.objects.count() == 1 and Limit.objects.count() == 3
