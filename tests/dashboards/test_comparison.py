"""The arithmetic of comparing: gaps stay gaps, rounding is half-up and once."""

from decimal import Decimal

from dashboards.comparison import (
    Coverage,
    Scored,
    Sums,
    axis_for,
    difference,
    over_same_rounds,
    places_gained,
    rate,
    rate_pair,
    weighted_mean,
)

D = Decimal


def scored(**rounds):
    return {key: Scored(D(score), D(1)) for key, score in rounds.items()}


def test_a_mean_is_rounded_half_up_once():
    assert weighted_mean([Scored(D("90.00"), D(1)), Scored(D("90.01"), D(1))]) == D("90.01")
    assert weighted_mean([Scored(D("1.00"), D(1))] * 2 + [Scored(D("1.01"), D(1))]) == D("1.00")


def test_rounds_count_by_their_weight():
    assert weighted_mean([Scored(D("80.00"), D(70)), Scored(D("90.00"), D(30))]) == D("83.00")


def test_the_mean_of_nothing_is_a_gap():
    assert weighted_mean([]) is None


def test_a_difference_needs_both_sides():
    assert difference(D("94.12"), D("92.17")) == D("1.95")
    assert difference(None, D("92.17")) is None
    assert difference(D("94.12"), None) is None


def test_going_up_is_positive():
    assert places_gained(1, 3) == 2
    assert places_gained(3, 1) == -2
    assert places_gained(2, 2) == 0
    assert places_gained(None, 1) is None
    assert places_gained(1, None) is None


def test_years_are_compared_over_the_rounds_that_both_have():
    pair = over_same_rounds(scored(a="90", b="92"), scored(a="88", c="50"))
    assert (pair.this, pair.last, pair.rounds, pair.difference) == (D("90.00"), D("88.00"), 1, D("2.00"))


def test_without_a_common_round_nothing_is_compared():
    pair = over_same_rounds(scored(a="90"), scored(b="88"))
    assert (pair.this, pair.last, pair.rounds, pair.difference) == (None, None, 0, None)


def test_a_part_of_a_year_is_not_whole():
    part = Coverage(frozenset({1, 2}), frozenset({1, 2, 3}))
    assert not part.is_whole
    assert part.same == {1, 2}
    assert Coverage(frozenset({1}), frozenset({1})).is_whole


def test_a_rate_is_pooled_over_its_items():
    assert rate([Sums(D("8.5"), D(10)), Sums(D(6), D(10)), Sums(D(5), D(5))]) == D("78.00")
    assert rate([]) is None
    assert rate([Sums(D(2), D(0))]) is None


def test_like_for_like_leaves_out_what_one_year_alone_has():
    this = {"1.1": Sums(D(9), D(10)), "1.2": Sums(D(0), D(10))}
    last = {"1.1": Sums(D(8), D(10)), "9.9": Sums(D(10), D(10))}
    raw, common = rate_pair(this, last), rate_pair(this, last, {"1.1"})
    assert (raw.this, raw.last) == (D("45.00"), D("90.00"))
    assert (common.this, common.last, common.difference) == (D("90.00"), D("80.00"), D("10.00"))


def test_the_axis_leaves_room_around_the_values():
    low, high = axis_for([D("90.72"), None, D("94.12")])
    assert low <= D("90.72") and high >= D("94.12")
    assert (low % 2, high % 2) == (0, 0)
    assert axis_for([D("0.10")])[0] == 0
    assert axis_for([None]) is None
