"""Clocks by example, over real holidays, and by law."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workcalendar import Span, WorkCalendar
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
    assert clocks.deadline_after_pause(deadline, paused, resumed, unit, CALENDAR) >= deadline


@given(moments, st.integers(1, 40))
def test_working_time_added_is_working_time_between(start, hours):
    end = CALENDAR.add_working_time(start, timedelta(hours=hours))
    assert CALENDAR.working_time_between(start, end) == timedelta(hours=hours)
