"""The arithmetic of the indicators and the periods they are about: examples and laws."""

from datetime import date, datetime
from decimal import Decimal as D
from fractions import Fraction
from itertools import pairwise
from statistics import median as median_of_floats
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectification.indicators import RATES, Rate, Tally, difference, hours, median, rounded, total
from rectification.periods import days_so_far, month_so_far, quarter_so_far, written_period, year_before, year_so_far

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 0, 30, 500, tzinfo=SHANGHAI)
numbers = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(118, 135, "87.4"), (4, 4, None), (5, 5, "100.0"), (0, 0, None), (1, 8, "12.5"), (1, 16, "6.3"), (0, 7, "0.0")],
)
def test_a_rate_of_few_tasks_has_no_percentage(part, whole, percent):
    assert Rate(part, whole).percent(least=5) == (percent and D(percent))


def test_nothing_of_nothing_never_has_a_percentage_whatever_the_rules():
    assert Rate(0, 0).percent(least=0) is None
    assert Rate(0, 0).share is None


@given(numbers, numbers)
def test_a_percentage_is_the_exact_share_to_half_of_its_last_place(part, more):
    rate = Rate(part, part + more)
    percent = rate.percent(1)
    if percent is None:
        assert rate.whole == 0
    else:
        assert 0 <= percent <= 100
        assert abs(Fraction(percent) - 100 * rate.share) <= Fraction(1, 20)


def test_halves_are_rounded_up():
    assert rounded(Fraction(1, 20)) == D("0.1")
    assert rounded(Fraction(49, 1000)) == D("0.0")


def test_a_difference_needs_both():
    assert difference(D("87.4"), D("82.1")) == D("5.3")
    assert difference(D("87.4"), None) is None


@given(st.lists(st.integers(0, 100_000), min_size=1))
def test_the_median_splits_the_values_in_halves(values):
    middle = median(values)
    assert float(middle) == median_of_floats(values)
    assert sum(v < middle for v in values) <= len(values) / 2 >= sum(v > middle for v in values)


def test_hours_are_minutes_with_one_place():
    assert hours(median([90, 100])) == D("1.6")
    assert hours(median([])) is None


@given(st.lists(st.tuples(st.dictionaries(st.sampled_from(["due", "closed"]), numbers), st.lists(numbers)), max_size=6))
def test_all_rows_together_are_their_sum(rows):
    tallies = [Tally(dict(counts), list(minutes)) for counts, minutes in rows]
    everything = total(tallies)
    for name in ("due", "closed"):
        assert everything.n(name) == sum(tally.n(name) for tally in tallies)
    assert len(everything.minutes) == sum(len(minutes) for _counts, minutes in rows)


def test_there_are_five_rates_and_two_of_them_are_better_when_less():
    assert [rate.key for rate in RATES] == ["registered", "closed", "on_time", "reworked", "came_back"]
    assert [rate.key for rate in RATES if rate.less_is_better] == ["reworked", "came_back"]


def test_a_running_year_is_set_against_the_same_part_of_the_year_before():
    period = year_so_far(2026, NOW)
    before = year_before(period)
    assert period.is_part and before.is_part
    assert (period.first_day, period.last_day) == (date(2026, 1, 1), date(2026, 11, 23))
    assert (before.first_day, before.last_day) == (date(2025, 1, 1), date(2025, 11, 23))
    assert period.end == NOW.replace(second=1, microsecond=0)
    assert before.end == period.end.replace(year=2025)


def test_a_year_that_is_over_is_whole():
    period = year_so_far(2025, NOW)
    assert not period.is_part
    assert (period.first_day, period.last_day) == (date(2025, 1, 1), date(2025, 12, 31))


def test_what_lies_ahead_is_empty():
    period = month_so_far(2027, 3, NOW)
    assert period.start == period.end
    assert period.is_part


def test_the_leap_day_has_its_neighbour_a_year_before():
    now = datetime(2028, 2, 29, 8, tzinfo=SHANGHAI)
    assert year_before(month_so_far(2028, 2, now)).last_day == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_written_period_has_these_days(text, first, last):
    period = written_period(text, NOW)
    assert (period.first_day, period.last_day) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-0", "2026-Q5", "2026-1", "x", "20260", "2026-", "１０２６"]
)
def test_anything_else_is_no_period(text):
    assert written_period(text, NOW) is None


@given(st.integers(2001, 2150), st.integers(1, 12))
def test_quarters_are_made_of_their_months_and_years_of_their_quarters(year, month):
    now = datetime(2199, 1, 1, tzinfo=SHANGHAI)
    quarter = (month + 2) // 3
    months = [month_so_far(year, 3 * quarter - 2 + n, now) for n in range(3)]
    assert months[0].start == quarter_so_far(year, quarter, now).start
    assert months[-1].end == quarter_so_far(year, quarter, now).end
    assert all(one.end == following.start for one, following in pairwise(months))
    assert quarter_so_far(year, 4, now).end == year_so_far(year, now).end


def test_days_from_to_hold_both_ends():
    period = days_so_far(date(2026, 3, 1), date(2026, 3, 2), NOW)
    assert (period.first_day, period.last_day, period.is_part) == (date(2026, 3, 1), date(2026, 3, 2), False)
