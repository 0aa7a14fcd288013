"""What may be said of a month's clearance. Pure."""

from datetime import date
from decimal import Decimal

import pytest

from facilities.clearing import Claim, Tally, days_expected, end_of_month, month_before, telling_month, total_of


@pytest.mark.parametrize(
    ("expected", "same_day", "late", "claim", "percent"),
    [
        (30, 30, 0, Claim.ALL, 100),
        (30, 29, 1, Claim.BASIC, 96),
        (30, 29, 0, Claim.BASIC, 100),  # a gap: of what was recorded all, but 'achieved' is not said
        (30, 27, 3, Claim.BASIC, 90),
        (30, 26, 4, Claim.NOT_YET, 86),
        (30, 26, 0, Claim.NOT_YET, 100),
        (30, 0, 5, Claim.NOT_YET, 0),
        (30, 0, 0, Claim.UNKNOWN, None),
        (1000, 999, 1, Claim.BASIC, 99),
    ],
)
def test_cleared_the_same_day_is_said_of_a_whole_only(expected, same_day, late, claim, percent):
    tally = Tally(expected, same_day, late)
    assert (tally.claim(90), tally.percent) == (claim, percent)


def test_the_office_chooses_from_when_basically_is_said():
    tally = Tally(100, 95, 5)
    assert (tally.claim(95), tally.claim(96)) == (Claim.BASIC, Claim.NOT_YET)


def test_a_day_without_a_record_is_a_gap_and_never_a_late_one():
    tally = Tally(expected=10, same_day=6, late=1)
    assert (tally.gaps, tally.recorded) == (3, 7)


def test_tallies_add_up():
    total = total_of([Tally(10, 8, 1, Decimal("3.5")), Tally(5, 5, 0, Decimal(2))])
    assert total == Tally(15, 13, 1, Decimal("5.5"))


def test_days_before_a_facility_was_in_use_are_not_expected():
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert [days_expected(first, last, since) for since in (None, date(2020, 1, 1), date(2026, 11, 30))] == [30, 30, 1]
    assert days_expected(first, last, date(2026, 12, 1)) == 0


def test_months():
    assert end_of_month(date(2026, 2, 9)) == date(2026, 2, 28)
    assert month_before(date(2026, 1, 15)) == date(2025, 12, 1)
    assert (telling_month(date(2026, 11, 7)), telling_month(date(2026, 11, 8))) == (
        date(2026, 10, 1),
        date(2026, 11, 1),
    )
