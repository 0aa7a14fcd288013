"""What putting losses right would be worth: agrees with scoring the changed sheets, and never takes points away."""

from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from inspections.scoring import ItemSum, Visit, score_by_item, score_by_point
from inspections.what_if import PointLoss, gain_by_item, gain_by_point

KINDS = ("street", "market", "school")
amounts = st.integers(0, 100).map(D)


def test_the_worked_example_gains_what_its_street_wins_back():
    """Streets 80 and 90 (weight 60), a market 70 (weight 40): 10 points back on the first street are 3.00 in the score."""
    loss = PointLoss("street", D(80), D(100), 1, D(10))
    gain = gain_by_point([loss], {"street": 2, "market": 1}, {"street": D(60), "market": D(40)})
    assert gain == 3


def test_no_more_comes_back_than_was_lost():
    assert PointLoss("street", D(98), D(100), 1, D(10)).won_back == 2


def test_a_point_on_which_nothing_applied_wins_nothing():
    assert PointLoss("street", D(0), D(0), 1, D(10)).won_back == 0


def test_nothing_visited_wins_nothing():
    assert gain_by_point([], {}, {}) == 0
    assert gain_by_item([], {"a": D(3)}) == 0


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(KINDS), st.integers(0, 4)), st.tuples(amounts, amounts), min_size=1, max_size=9
    ),
    st.dictionaries(st.sampled_from(KINDS), st.integers(1, 60).map(D)),
)
def test_gain_by_point_is_what_scoring_the_mended_visits_gives(points, weights):
    def visits(mended: bool):
        for (kind, point), (lost, stake) in points.items():
            back = min(lost, stake) if mended else D(0)
            yield Visit(kind, (kind, point), Fraction(100 - lost + back))

    visited = {kind: sum(key[0] == kind for key in points) for kind in {key[0] for key in points}}
    losses = [
        PointLoss(kind, 100 - lost, D(100), 1, stake) for (kind, _point), (lost, stake) in points.items() if stake
    ]
    gain = gain_by_point(losses, visited, weights)
    assert gain == score_by_point(visits(True), weights) - score_by_point(visits(False), weights)
    assert gain >= 0


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.tuples(st.integers(1, 9), st.integers(0, 10), st.integers(0, 100)), min_size=1
    )
)
def test_gain_by_item_is_what_scoring_the_mended_items_gives(items):
    def sums(mended: bool):
        for code, (times, lost_each, stake) in items.items():
            lost = D(lost_each) * times
            back = min(D(stake), lost) if mended else D(0)
            yield ItemSum(code, 10 * times - lost + back, D(10) * times, times)

    stakes = {code: D(stake) for code, (_times, _lost, stake) in items.items()}
    gain = gain_by_item(list(sums(False)), stakes)
    assert gain == score_by_item(sums(True)) - score_by_item(sums(False))
    assert gain >= 0
