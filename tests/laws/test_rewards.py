"""Laws of reward and penalty by rule: a score lies in one band at most, and better work is never paid less."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from inspections.rewards import Band, amount_of, band_of, check_bands

scores = st.decimals(min_value=0, max_value=120, places=2)
amounts = st.decimals(min_value=-500, max_value=500, places=0)
bands = st.builds(Band, scores, st.none() | scores, amounts)


def band(low, high, amount) -> Band:
    return Band(Decimal(low), None if high is None else Decimal(high), Decimal(amount))


GOOD = [band(95, None, 1000), band(90, 95, 500), band(80, 90, 0), band(0, 80, -300)]


@pytest.mark.parametrize(
    ("score", "amount"),
    [("100", 1000), ("95", 1000), ("94.99", 500), ("90", 500), ("89.99", 0), ("80", 0), ("79.99", -300), ("0", -300)],
)
def test_the_lower_end_belongs_to_a_band_and_the_upper_does_not(score, amount):
    check_bands(GOOD)
    assert amount_of(Decimal(score), GOOD) == amount


def test_without_a_score_there_is_nothing():
    assert amount_of(None, GOOD) == 0


@pytest.mark.parametrize(("score", "amount"), [("97", 0), ("85", 0), ("70", -300)])
def test_a_veto_leaves_penalties_and_takes_rewards(score, amount):
    assert amount_of(Decimal(score), GOOD, vetoed=True) == amount


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [band(90, 90, 5)],
        [band(90, 80, 5)],
        [band(0, 90, -5), band(89, None, 5)],
        [band(90, None, 5), band(95, None, 9)],
        [band(90, None, 5), band(90, None, 5)],
        [band(0, 80, 5), band(80, None, 1)],
        [band(80, 85, 200), band(90, None, 500)],  # 87 points would get nothing
        [band(95, 100, 1000)],  # 100 points would get nothing
        [band(60, 80, -300)],  # 50 points would get no penalty
    ],
)
def test_bands_that_make_no_sense_are_refused(wrong):
    with pytest.raises(DomainError):
        check_bands(wrong)


@given(st.lists(bands, max_size=6), scores, scores)
def test_of_bands_that_are_taken_each_score_lies_in_one_at_most_and_amounts_rise(found, first, second):
    try:
        check_bands(found)
    except DomainError:
        return
    low, high = sorted([first, second])
    assert sum(one.holds(low) for one in found) <= 1
    assert amount_of(low, found) <= amount_of(high, found)


@given(st.lists(st.tuples(scores, amounts), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_rising_bands_without_a_gap_are_always_taken(pairs):
    """From 0 on, each to where the next begins, the last open, the amounts in order."""
    lows = sorted(low for low, _amount in pairs)
    lows[0] = Decimal(0)
    paid = sorted(amount for _low, amount in pairs)
    found = [Band(*ends, amount) for ends, amount in zip(zip(lows, [*lows[1:], None], strict=True), paid, strict=True)]
    check_bands(found)
    assert all(band_of(low, found).amount == amount for low, amount in zip(lows, paid, strict=True))


@given(st.lists(bands, min_size=2, max_size=5), scores)
def test_a_score_that_two_bands_hold_is_always_found_out(found, score):
    if sum(one.holds(score) for one in found) > 1:
        with pytest.raises(DomainError):
            check_bands(found)
