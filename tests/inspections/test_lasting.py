"""The gap between announced and unannounced visits: arithmetic, coverage, and that it follows every publication."""

import random
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.lasting import FEWEST, gap_of, student_quantile

scores = st.integers(0, 10000).map(lambda cents: D(cents) / 100)


def test_the_gap_is_the_difference_of_the_means_over_the_same_points():
    gap = gap_of([(D(90), D(80)), (D(95), D(91))])
    assert (gap.points, gap.announced, gap.unannounced, gap.gap) == (2, D("92.50"), D("85.50"), D("7.00"))


def test_without_a_point_in_common_there_is_no_gap():
    assert gap_of([]) is None


def test_few_points_give_no_interval():
    assert gap_of([(D(90), D(80))] * (FEWEST - 1)).low is None


def test_points_that_all_differ_alike_give_an_interval_without_width():
    gap = gap_of([(D(90), D(80))] * 6)
    assert (gap.low, gap.high) == (D(10), D(10))


@given(st.lists(st.tuples(scores, scores), min_size=FEWEST, max_size=40))
def test_the_gap_lies_in_its_interval_and_turns_with_the_sides(pairs):
    gap, turned = gap_of(pairs), gap_of([(other, one) for one, other in pairs])
    assert gap.low <= gap.gap <= gap.high
    assert gap.gap == -turned.gap


@pytest.mark.parametrize(("freedom", "known"), [(4, 2.1318), (9, 1.8331), (29, 1.6991), (120, 1.6577)])
def test_students_quantiles_are_those_of_the_tables(freedom, known):
    assert student_quantile(0.95, freedom) == pytest.approx(known, rel=0.01)


@pytest.mark.parametrize("points", [5, 12, 40])
def test_the_interval_covers_the_true_gap_about_nine_times_of_ten(points):
    dice, hits, tries = random.Random(20261123), 0, 600
    for _try in range(tries):
        pairs = [(D(80) + D(str(round(dice.gauss(4, 6), 4))), D(80)) for _point in range(points)]
        gap = gap_of(pairs)
        hits += gap.low <= 4 <= gap.high
    assert 0.86 <= hits / tries <= 0.94
