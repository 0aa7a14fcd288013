"""Clocks by example, over real holidays, and by law."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workdays.calendar import Span, WorkCalendar
from rectification import clocks
from rectification.limit_units import LimitUnit

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_natural_days_end_at_the_same_time_of_day():
    assert clocks.deadline_of(at("2026-11-17 17:30"), 3, LimitUnit.NATURAL_DAYS, CALENDAR) == at("2026-11-20 17:30")


def test_working_days_leave_out_the_national_day_week_and_end_with_office_hours():
    # 30 September 2026 is a Wednesday; work begins again on 8 October.
    assert clocks.deadline_of(at("2026-09-30 10:00"), 1, LimitUnit.WORKING_DAYS, CALENDAR) == at("2026-10-08 17:30")


def test_a_make_up_day_is_a_working_day():
    assert CALENDAR.is_working(date(2026, 10, 10))  # a Saturday
    assert clocks.deadline_of(at("2026-10-09 10:00"), 1, LimitUnit.WORKING_DAYS, CALENDAR) == at("2026-10-10 17:30")


def test_working_hours_run_in_office_hours_only():
    assert clocks.deadline_of(at("2026-11-20 16:30"), 2, LimitUnit.WORKING_HOURS, CALENDAR) == at("2026-11-23 09:30")
    assert clocks.deadline_of(at("2026-11-20 11:30"), 1, LimitUnit.WORKING_HOURS, CALENDAR) == at("2026-11-20 14:30")


def test_the_office_corrects_a_day():
    corrected = WorkCalendar({date(2026, 11, 23): False})
    assert clocks.deadline_of(at("2026-11-20 10:00"), 1, LimitUnit.WORKING_DAYS, corrected) == at("2026-11-24 17:30")


def test_a_year_whose_holidays_are_not_published_falls_back_to_weekends_and_says_so():
    assert not CALENDAR.knows(2035)
    assert CALENDAR.is_working(date(2035, 10, 1))  # a Monday
    assert not CALENDAR.is_working(date(2035, 10, 6))
    assert CALENDAR.knows(2026)


def test_a_pause_leaves_what_was_left():
    deadline = at("2026-11-20 17:30")
    moved = clocks.deadline_after_pause(
        deadline, at("2026-11-18 17:30"), at("2026-12-01 08:00"), LimitUnit.NATURAL_DAYS, CALENDAR
    )
    assert moved == at("2026-12-03 08:00")
    working = clocks.deadline_after_pause(
        deadline, at("2026-11-18 17:30"), at("2026-12-01 08:00"), LimitUnit.WORKING_DAYS, CALENDAR
    )
    assert working == at("2026-12-03 17:30")
    hours = clocks.deadline_after_pause(
        at("2026-11-18 16:30"), at("2026-11-18 15:30"), at("2026-12-01 10:00"), LimitUnit.WORKING_HOURS, CALENDAR
    )
    assert hours == at("2026-12-01 11:00")


def test_yellow_begins_after_three_quarters_of_the_time():
    assert clocks.warn_at(at("2026-11-17 00:00"), at("2026-11-21 00:00")) == at("2026-11-20 00:00")


@pytest.mark.parametrize("unit", LimitUnit.values)
def test_what_was_overdue_before_a_pause_is_as_much_overdue_after_it(unit):
    deadline, paused, resumed = at("2026-11-16 17:30"), at("2026-11-18 10:00"), at("2026-12-01 10:00")
    moved = clocks.deadline_after_pause(deadline, paused, resumed, unit, CALENDAR)
    assert resumed - moved == paused - deadline


@pytest.mark.parametrize(
    ("resumed", "until"),
    [
        ("2026-09-30 14:00", "2026-09-30 17:30"),
        ("2026-09-30 18:00", "2026-10-08 17:30"),
        ("2026-10-03 09:00", "2026-10-08 17:30"),
        ("2026-10-09 09:00", "2026-10-09 17:30"),
    ],
)
def test_a_last_day_that_was_left_is_a_working_day_after_the_pause(resumed, until):
    """Paused in the morning of Wednesday, 30 September, with that day left: it ends neither in the evening nor on a holiday."""
    moved = clocks.deadline_after_pause(
        at("2026-09-30 17:30"), at("2026-09-30 10:00"), at(resumed), LimitUnit.WORKING_DAYS, CALENDAR
    )
    assert moved == at(until)


def test_a_pause_of_an_hour_takes_nothing_from_a_deadline_in_the_evening():
    moved = clocks.deadline_after_pause(
        at("2026-11-20 20:00"), at("2026-11-20 10:00"), at("2026-11-20 11:00"), LimitUnit.WORKING_DAYS, CALENDAR
    )
    assert moved == at("2026-11-20 20:00")


@pytest.mark.parametrize(
    ("percent", "until"),
    [(100, "2026-11-26 17:30"), (50, "2026-11-25 17:30"), (34, "2026-11-25 17:30"), (10, "2026-11-24 17:30")],
)
def test_supervision_begins_after_so_many_percent_of_the_limit_in_whole_units_rounded_up(percent, until):
    deadline = at("2026-11-23 17:30")
    assert clocks.escalate_at(deadline, 3, LimitUnit.WORKING_DAYS, percent, CALENDAR) == at(until)


def test_a_pause_is_no_time_used_for_the_yellow_light_either():
    """Three quarters of four days: paused after one, a week long, half of what is left until yellow is left again."""
    start, deadline = at("2026-11-17 00:00"), at("2026-11-21 00:00")
    warn, paused, resumed = at("2026-11-20 00:00"), at("2026-11-18 00:00"), at("2026-11-25 00:00")
    moved = clocks.deadline_after_pause(deadline, paused, resumed, LimitUnit.NATURAL_DAYS, CALENDAR)
    assert clocks.warning_after_pause(warn, deadline, paused, resumed, moved) == at("2026-11-27 00:00")
    assert clocks.warn_at(start, moved) < at("2026-11-26 12:00"), "reckoned from the start it would come too early"


def test_what_was_yellow_before_a_pause_is_yellow_after_it():
    warn, deadline = at("2026-11-20 00:00"), at("2026-11-21 00:00")
    resumed = at("2026-11-30 08:00")
    for paused in (warn, at("2026-11-20 12:00"), at("2026-11-22 00:00")):
        assert clocks.warning_after_pause(warn, deadline, paused, resumed, at("2026-12-01 08:00")) == resumed


def test_an_extension_moves_the_yellow_light_by_its_share_of_the_time_added():
    warn, deadline = at("2026-11-20 00:00"), at("2026-11-21 00:00")
    assert clocks.warning_after_extension(warn, deadline, at("2026-11-25 00:00")) == at("2026-11-23 00:00")
    half = Fraction(1, 2)
    assert clocks.warning_after_extension(warn, deadline, at("2026-11-25 00:00"), half) == at("2026-11-22 00:00")


@pytest.mark.parametrize(("amount", "half"), [(1, 1), (2, 1), (3, 2), (10, 5)])
def test_reopening_gives_half_the_limit(amount, half):
    assert clocks.half_limit(amount) == half


def test_office_hours_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="end before they start"):
        Span.parse("17:30-08:30")
    assert Span.parse("08:30-12:00") == Span(time(8, 30), time(12))


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)).map(lambda m: m.replace(tzinfo=SHANGHAI))


@given(moments, st.integers(1, 30), st.sampled_from(LimitUnit.values))
def test_a_deadline_is_later_than_its_start_and_more_time_is_never_earlier(start, amount, unit):
    deadline = clocks.deadline_of(start, amount, unit, CALENDAR)
    assert deadline > start
    assert clocks.deadline_of(start, amount + 1, unit, CALENDAR) >= deadline
    assert start < clocks.warn_at(start, deadline) < deadline


@given(
    moments, st.integers(1, 15), st.sampled_from(LimitUnit.values), st.integers(0, 5000), st.integers(0, 60 * 24 * 40)
)
def test_a_pause_never_moves_a_deadline_back(start, amount, unit, after, length):
    deadline = clocks.deadline_of(start, amount, unit, CALENDAR)
    paused = min(start + timedelta(minutes=after), deadline)
    resumed = paused + timedelta(minutes=length)
    moved = clocks.deadline_after_pause(deadline, paused, resumed, unit, CALENDAR)
    assert moved >= deadline
    warn = clocks.warn_at(start, deadline)
    if moved > resumed:
        assert resumed <= clocks.warning_after_pause(warn, deadline, paused, resumed, moved) <= moved


@given(moments, st.integers(1, 40))
def test_working_time_added_is_working_time_between(start, hours):
    end = CALENDAR.add_working_time(start, timedelta(hours=hours))
    assert CALENDAR.working_time_between(start, end) == timedelta(hours=hours)
