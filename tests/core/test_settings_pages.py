"""What the office keeps itself: thresholds with their trail, the working calendar, the last daily run."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import thresholds
from core.errors import DomainError, NotAllowed
from core.models import CalendarDay, DailyRun, ThresholdValue, TrailEntry
from core.settings_places import PLACES, Group
from core.thresholds import DECLARED, set_thresholds
from core.workdays.calendar import WorkCalendar
from core.workdays.year import months_of
from rectification.thresholds import TALK_MISSED, WARN_PERCENT

pytestmark = pytest.mark.django_db


def test_a_changed_figure_counts_and_says_who_changed_it(office, town, now):
    set_thresholds(values={WARN_PERCENT.name: 60, TALK_MISSED.name: TALK_MISSED.default}, by=office, now=now)
    assert WARN_PERCENT.value() == 60
    entry = TrailEntry.objects.about(town.home).get()
    assert (entry.by, entry.changes) == (office, {WARN_PERCENT.name: [75, 60]})
    assert thresholds.last_changes(town.home) == {WARN_PERCENT.name: entry}


def test_figures_stay_in_their_range_and_with_the_office(office, leader, now):
    with pytest.raises(DomainError):
        set_thresholds(values={WARN_PERCENT.name: 100}, by=office, now=now)
    with pytest.raises(DomainError):
        set_thresholds(values={"no.such": 1}, by=office, now=now)
    with pytest.raises(NotAllowed):
        set_thresholds(values={WARN_PERCENT.name: 60}, by=leader, now=now)
    assert not ThresholdValue.objects.exists()


def form_data(page) -> dict:
    """The page's form as a browser sends it back untouched."""
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return data | {form[name].html_initial_name: form[name].value() for name in form.fields}


def test_the_page_lists_every_declared_figure_and_saves_only_what_differs(client_for, office, town, frozen_now):
    client, url = client_for("office"), reverse("settings_thresholds")
    data = form_data(client.get(url))
    assert set(DECLARED) <= set(data)
    set_thresholds(values={TALK_MISSED.name: 5}, by=office, now=frozen_now)  # somebody else, in the meantime
    assert client.post(url, data | {WARN_PERCENT.name: 80}).status_code == 302
    assert (WARN_PERCENT.value(), TALK_MISSED.value()) == (80, 5)
    page = client.get(url).content.decode()
    assert "李敏" in page


def test_a_figure_out_of_range_is_marked_and_kept(client_for, town):
    client, url = client_for("office"), reverse("settings_thresholds")
    page = client.post(url, form_data(client.get(url)) | {WARN_PERCENT.name: 500})
    assert page.status_code == 200 and 'value="500"' in page.content.decode()
    assert page.context["form"].errors and not ThresholdValue.objects.exists()


def test_places_of_one_group_stand_together_in_the_order_of_the_groups():
    order = list(Group)
    positions = [order.index(place.group) for place in PLACES]
    assert positions == sorted(positions)
    assert set(positions) == set(range(len(order)))


def test_the_index_shows_what_the_last_daily_run_did(client_for, town, now):
    DailyRun.objects.create(
        day=date(2026, 11, 23), started_at=now, finished_at=now,
        outcome={"escalation": {"amber": 4}, "gone": {"failed": "ValueError"}},
    )  # fmt: skip
    page = client_for("office").get(reverse("settings")).content.decode()
    assert "转为临期" in page and "ValueError" in page


def days(year, calendar=None, notes=None):
    months = months_of(year, calendar or WorkCalendar(), notes or {}, date(2026, 11, 23))
    return {day.date: day for month in months for week in month.weeks for day in week if day}


def test_a_year_has_all_its_days_in_weeks_from_monday():
    shown = days(2026)
    assert len(shown) == 365
    months = months_of(2026, WorkCalendar(), {}, date(2026, 11, 23))
    assert all(len(week) == 7 for month in months for week in month.weeks)
    assert months[10].weeks[0][6].date == date(2026, 11, 1), "a Sunday"
    assert [day.date for day in shown.values() if day.is_today] == [date(2026, 11, 23)]


def test_holidays_make_up_days_and_corrections_are_told_apart():
    corrected = WorkCalendar({date(2026, 11, 24): False, date(2026, 11, 28): True})
    shown = days(2026, corrected, {date(2026, 11, 24): "停电"})
    assert (shown[date(2026, 10, 1)].kind, shown[date(2026, 10, 1)].why) == ("holiday", "国庆节")
    assert (shown[date(2026, 10, 10)].kind, shown[date(2026, 10, 10)].why) == ("makeup", "国庆节")
    assert shown[date(2026, 10, 17)].kind == "rest" and shown[date(2026, 10, 12)].kind == "work"
    off, on = shown[date(2026, 11, 24)], shown[date(2026, 11, 28)]
    assert (off.kind, off.why, off.corrected) == ("holiday", "停电", True) and (on.kind, on.corrected) == (
        "makeup",
        True,
    )


def test_a_year_that_is_not_published_yet_has_weekends_only_and_says_so(client_for, town):
    assert {day.kind for day in days(2035).values()} == {"work", "rest"}
    client, url = client_for("office"), reverse("settings_calendar")
    assert "2035" in client.get(url, {"year": "2035"}).content.decode()
    assert client.get(url, {"year": "2035"}).context["is_known"] is False
    assert client.get(url, {"year": "2026"}).context["is_known"] is True


@pytest.mark.parametrize("year", ["", "x", "1900", "9999", "²"])
def test_a_year_that_makes_no_sense_is_this_year(year, client_for, town, frozen_now):
    assert client_for("office").get(reverse("settings_calendar"), {"year": year}).context["year"] == 2026


def test_a_correction_that_says_what_is_published_is_none():
    day = date(2026, 11, 24)
    once = WorkCalendar().corrected(day, False)
    assert not once.is_working(day) and once.corrected(day, True).overrides == {}
    assert WorkCalendar().corrected(day, True).overrides == {}


def test_the_calendar_costs_the_same_however_many_corrections(client_for, town, django_assert_max_num_queries):
    client, url = client_for("office"), reverse("settings_calendar")
    for n in range(40):
        CalendarDay.objects.create(day=date(2026, 1, 1) + timedelta(days=n), is_working=False)
    with django_assert_max_num_queries(20):
        client.get(url)
