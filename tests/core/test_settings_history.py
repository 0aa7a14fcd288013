"""Each place of the settings says who changed it last and when, and leads to all its changes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.colours.choice import set_colours
from core.models import Measure, Role
from core.settings_places import PLACES, place_of
from core.thresholds import set_thresholds
from core.trail import record
from core.workdays.changes import set_day
from facilities.thresholds import CLEARED_BASICALLY, basic_percent_of
from rectification.services.indicator_rules import change_rules
from rectification.thresholds import TALK_MISSED, WARN_PERCENT
from tests.factories import PointFactory, SheetFactory, make_person
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def changed(office, town, now):
    set_thresholds(values={WARN_PERCENT.name: 60}, by=office, now=now)
    set_day(day=date(2026, 12, 24), is_working=False, note="停电", by=office, now=now)
    measure = Measure.objects.create(name="吨")
    record(subject=measure, by=office, verb="create", at=now)


def test_every_place_has_an_address_of_its_own():
    codes = [place.code for place in PLACES]
    assert len(set(codes)) == len(codes)


def test_the_index_says_who_changed_what_last(client_for, changed, frozen_now):
    page = client_for("office").get(reverse("settings")).content.decode()
    for code in ("settings-thresholds", "settings-calendar", "dictionaries"):
        assert reverse("settings_history", args=[code]) in page
    assert reverse("settings_history", args=["robots"]) not in page  # nobody changed one
    assert "李敏" in page


def test_a_history_tells_from_what_to_what_in_the_users_words(client_for, changed, frozen_now):
    client = client_for("office")
    figures = client.get(reverse("settings_history", args=["settings-thresholds"])).content.decode()
    assert "75 → 60" in figures and WARN_PERCENT.name not in figures
    days = client.get(reverse("settings_history", args=["settings-calendar"])).content.decode()
    assert "停电" in days and "工作日 → " in days and "working" not in days
    assert "75 → 60" not in days
    words = client.get(reverse("settings_history", args=["dictionaries"])).content.decode()
    assert "吨" in words


def test_the_history_of_the_colours_names_them(client_for, office, town, now, frozen_now):
    set_colours(accent=2, lights=1, by=office, now=now)
    page = client_for("office").get(reverse("settings_history", args=["settings-colours"])).content.decode()
    assert "深青 → 蓝色" in page and "系统主色" in page


def test_the_history_of_the_indicators_says_switches_and_choices_in_words(client_for, office, town, now, frozen_now):
    change_rules(
        by=office, starts_on=date(2027, 1, 1), note="市里统一口径", now=now, today=now.date(), on_time_by="submitted",
        leave_out_suspended=False, leave_out_transferred=True, recurs_within_days=90, least_for_percent=5,
    )  # fmt: skip
    page = client_for("office").get(reverse("settings_history", args=["rectification-report-rules"])).text
    assert "是 → 否" in page and "指标口径已修改" in page
    assert "change_rules" not in page and "submitted" not in page


def test_what_has_no_history_is_not_found(client_for, town):
    client = client_for("office")
    assert client.get(reverse("settings_history", args=["deliveries"])).status_code == 404
    assert client.get(reverse("settings_history", args=["no-such-place"])).status_code == 404


def test_the_limits_are_a_place_of_their_own(office, town):
    place = place_of("dictionary-problem-kinds", office)
    assert place.path == "/settings/dictionaries/problem-kinds/"


def test_a_historys_cost_does_not_grow_with_its_entries(client_for, office, town, now, frozen_now):
    def make_one():
        number = Measure.objects.count()
        record(subject=Measure.objects.create(name=f"单位{number}"), by=office, verb="create", at=now)

    assert_same_query_count(client_for("office"), reverse("settings_history", args=["dictionaries"]), make_one, n2=6)


# ---- what would alter the past ----


def test_a_figure_is_known_for_every_moment_of_the_past(office, town, now):
    for days, value in ((1, 60), (3, 80)):
        set_thresholds(values={WARN_PERCENT.name: value}, by=office, now=now + days * DAY)
    assert [WARN_PERCENT.value_at(now + days * DAY) for days in (0, 1, 2, 3, 9)] == [75, 60, 60, 80, 80]
    assert TALK_MISSED.value_at(now) == TALK_MISSED.value()


def test_what_was_said_of_a_past_month_is_not_said_otherwise_later(office, town, now):
    set_thresholds(values={CLEARED_BASICALLY.name: 60}, by=office, now=now)
    assert basic_percent_of(date(2026, 10, 5)) == CLEARED_BASICALLY.default
    assert basic_percent_of(date(2026, 11, 5)) == 60


def edited(client, point, kind):
    data = {
        "code": point.code, "name": point.name, "kind": kind.pk, "is_active": "on",
        "responsibilities-TOTAL_FORMS": 0, "responsibilities-INITIAL_FORMS": 0,
    }  # fmt: skip
    return client.post(reverse("inspections:point_edit", args=[point.pk]), data)


def test_the_kind_of_a_point_stays_once_it_was_scored(client_for, town, frozen_now):
    client, point, other = client_for("office"), PointFactory(unit=town.village), PointFactory(kind__name="农贸市场")
    assert edited(client, point, other.kind).status_code == 302
    point.refresh_from_db()
    SheetFactory(point=point, state="submitted", inspector=make_person("刘志强", Role.INSPECTOR))
    page = edited(client, point, PointFactory(kind__name="学校").kind)
    assert page.status_code == 200 and "农贸市场" in page.content.decode()
    point.refresh_from_db()
    assert point.kind == other.kind
