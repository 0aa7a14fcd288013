"""Durations in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from rectification.clocks_text import span, time_left

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 9:00 in Shanghai


def weekdays(day: date) -> bool:
    return day.weekday() < 5


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=2, hours=16, minutes=30), "2 days 16 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_span_is_said_in_days_and_hours_and_never_rounded_up(length, words):
    assert span(length) == words


def test_after_the_deadline_it_says_by_how_much():
    assert time_left(NOW - timedelta(days=2, hours=16), NOW) == "overdue by 2 days 16 hours"


def test_at_the_very_deadline_nothing_is_overdue():
    assert time_left(NOW, NOW) == "0 minutes left"


def test_up_to_two_days_are_said_in_hours():
    assert time_left(NOW + timedelta(days=1, hours=7), NOW, weekdays) == "1 day 7 hours left"


def test_further_away_working_days_are_counted_without_today():
    deadline = NOW + timedelta(days=7, hours=8)  # Monday of the next week
    assert time_left(deadline, NOW, weekdays) == "5 working days left"


def test_a_limit_in_natural_days_is_said_in_natural_days():
    assert time_left(NOW + timedelta(days=7, hours=8), NOW) == "7 days left"


def test_a_long_holiday_leaves_natural_days():
    assert time_left(NOW + timedelta(days=3), NOW, lambda day: False) == "3 days left"


def test_chinese_writes_no_spaces():
    with translation.override("zh-hans"):
        assert time_left(NOW - timedelta(days=2, hours=16), NOW) == "超期2天16小时"
        assert time_left(NOW + timedelta(hours=7), NOW) == "还剩7小时"
        assert time_left(NOW + timedelta(days=7), NOW, weekdays) == "还剩5个工作日"
