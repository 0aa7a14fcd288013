"""Intervals hold the truth about as often as they say, and the point estimate is the rule-book's, over random data."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspections import scoring
from inspections.point_values import Observed, by_item, by_point
from inspections.ranking import competition_ranks
from inspections.resampling import Pools, column_ranks, distances, list_chances, standard_error
from inspections.scoring import Caps, ItemSum, Visit
from inspections.uncertainty import Entrant, assess_group

D = Decimal
KINDS = ("街道", "市场", "垃圾房")
scores = st.none() | st.fractions(min_value=0, max_value=100, max_denominator=40)
visits = st.lists(
    st.builds(Visit, kind=st.sampled_from(KINDS), point=st.integers(0, 3), score=scores), min_size=1, max_size=9
)
weights = st.dictionaries(st.sampled_from(KINDS), st.decimals(min_value=1, max_value=90, places=1))
vetoes = st.sampled_from([False, False, False, True])
adjustments = st.decimals(min_value=-5, max_value=5, places=2)


@st.composite
def groups(draw):
    """A group scored by point: its entrants."""
    given_weights = draw(weights)
    return [
        Entrant(f"村{n}", by_point(draw(visits), given_weights), draw(adjustments), draw(st.booleans()), draw(vetoes))
        for n in range(draw(st.integers(0, 6)))
    ]


@given(visits, weights)
def test_by_point_the_sample_is_the_rule_books_score(seen, given_weights):
    one, score = by_point(seen, given_weights), scoring.score_by_point(seen, given_weights)
    assert (one and one.base) == score
    if one:
        assert sum(cell.share for cell in one.cells) == pytest.approx(1)
        assert sum(cell.share * np.mean(cell.values) for cell in one.cells) == pytest.approx(float(score))


@st.composite
def observations(draw):
    """Rows of a unit scored by item: items 1 to 4 have so many points, items 5 and 6 are bonuses."""
    rows = []
    for place, item in draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), unique=True, max_size=20)):
        times, maximum = draw(st.integers(1, 3)), D(item if item < 5 else 0)
        awarded = times * draw(st.decimals(min_value=0, max_value=1, places=2)) * (maximum or 1)
        rows.append(Observed(KINDS[place % 3], place, item, item % 2, awarded, times * maximum, times))
    return rows


caps = st.builds(
    Caps,
    section_loss=st.just({}),
    section_bonus=st.dictionaries(st.integers(0, 1), st.decimals(min_value=0, max_value=2, places=1)),
    bonus=st.none() | st.decimals(min_value=0, max_value=2, places=1),
)


@given(observations(), caps)
def test_by_item_the_sample_is_the_rule_books_score(seen, limits):
    sums = {}
    for row in seen:
        sums.setdefault(row.item, []).append(row)
    score = scoring.score_by_item(
        [
            ItemSum(
                one[0].section,
                sum(r.awarded for r in one),
                sum(r.maximum for r in one),
                sum(r.observations for r in one),
            )
            for one in sums.values()
        ],
        limits,
    )
    one = by_item(seen, limits)
    assert (one and one.base) == score
    if one:
        assert min(one.centre, 100) == pytest.approx(float(score))
        assert sum(cell.share * np.mean(cell.values) for cell in one.cells) == pytest.approx(one.centre)


@settings(max_examples=60)
@given(groups(), st.integers(0, 3), st.booleans(), st.randoms(use_true_random=False))
def test_scores_and_ranks_are_the_official_ones_and_stand_within_their_intervals(group, listed, above, random):
    outcome = assess_group(group, seed="s", listed=listed, above_100=above, replicates=40)
    official = {
        one.key: scoring.final_score(scoring.rounded(one.sample.base), one.adjustment, above)
        for one in group
        if one.sample
    }
    places = competition_ranks(
        {one.key: official[one.key] for one in group if one.sample and one.competes},
        last=[one.key for one in group if one.sample and one.vetoed],
    )
    assert {key: unit.score for key, unit in outcome.units.items()} == official
    assert {key: unit.rank for key, unit in outcome.units.items() if unit.rank} == {
        key: place.rank for key, place in places.items()
    }
    for unit in outcome.units.values() if outcome.known else ():
        assert unit.score_low <= unit.score <= unit.score_high
        assert unit.rank is None or 1 <= unit.rank_low <= unit.rank <= unit.rank_high <= len(places)
    random.shuffle(group)
    assert assess_group(group, seed="s", listed=listed, above_100=above, replicates=40) == outcome


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=8), st.integers(1, 8))
def test_ranks_and_lists_in_each_replicate_are_those_of_the_rule_book(table, listed):
    table, listed = np.array(table, np.int32), min(listed, len(table))
    ranks, (top, bottom) = column_ranks(table), list_chances(table, listed)
    on_top, on_bottom = np.zeros(len(table)), np.zeros(len(table))
    for replicate in range(3):
        column = {row: D(int(score)) for row, score in enumerate(table[:, replicate])}
        places = competition_ranks(column)
        assert {row: place.rank for row, place in places.items()} == dict(enumerate(ranks[:, replicate]))
        for row, score in column.items():
            red = places[row].rank <= listed
            on_top[row] += red
            on_bottom[row] += not red and sum(other < score for other in column.values()) < listed
    assert np.allclose(top, on_top / 3) and np.allclose(bottom, on_bottom / 3)


@given(st.lists(st.fractions(min_value=0, max_value=100, max_denominator=400), min_size=1, max_size=4), adjustments)
def test_without_spread_every_replicate_rounds_as_the_official_score_does(values, adjustment):
    group = [
        Entrant(f"村{n}", by_point([Visit("街道", point, value) for point in range(3)], {}), adjustment)
        for n, value in enumerate(values)
    ]
    for unit in assess_group(group, seed="", replicates=5).units.values():
        assert unit.score_low == unit.score == unit.score_high


def test_by_item_the_spread_is_that_of_whole_points_drawn_again_and_scored_by_the_rule_book():
    """Thirty points that show different items: 3,000 plain draws of points, each scored item by item, against the sample."""
    chance = np.random.Generator(np.random.PCG64(5))
    shown = chance.random((30, 6)) < 0.6
    awarded = np.round(chance.beta(4, 1, (30, 6)) * 0.7 + 0.3 * chance.random((30, 1)), 2) * np.arange(1, 7) * shown
    one = by_item(
        Observed("街道", point, item, "", D(str(round(awarded[point, item], 2))), D(item + 1), 1)
        for point, item in np.argwhere(shown).tolist()
    )
    times = chance.multinomial(30, [1 / 30] * 30, 3000)
    drawn = 100 * ((times @ awarded) / (times @ shown)).sum(axis=1) / np.arange(1, 7).sum()
    assert standard_error(one, Pools([one])) == pytest.approx(drawn.std() * (30 / 29) ** 0.5, rel=0.05)
    again = distances(one, Pools([one]), 3000, "s") + one.centre
    assert np.quantile(again, [0.05, 0.95]) == pytest.approx(np.quantile(drawn, [0.05, 0.95]), abs=0.35)


def coverage(sizes, units, times, spread=6.0, gap=1.0, alike=True):
    """How often 90% intervals hold the true score, and the true rank: shares 0..1. Points of a unit vary by `spread`."""
    chance = np.random.Generator(np.random.PCG64(11))
    level, hits, places = 80 + gap * np.arange(units), 0, 0
    for time in range(times):
        group = []
        for number in range(units):
            own = spread if alike else spread * (0.5 + 1.5 * number / units)
            seen = [
                Visit(kind, f"{kind}{n}", Fraction(float(value)))
                for kind, size in enumerate(sizes)
                for n, value in enumerate(chance.normal(level[number] - 60, own, size))
            ]
            group.append(Entrant(f"{number:02}", by_point(seen, {})))
        outcome = assess_group(group, seed=str(time), replicates=500)
        for number in range(units):
            unit = outcome.units[f"{number:02}"]
            hits += float(unit.score_low) <= level[number] - 60 <= float(unit.score_high)
            places += unit.rank_low <= units - number <= unit.rank_high
    return hits / units / times, places / units / times


def test_ninety_in_a_hundred_intervals_hold_the_truth():
    """600 intervals: by chance alone 0.90 comes out within 0.875 to 0.925."""
    of_scores, of_ranks = coverage(sizes=[3, 3], units=10, times=60)
    assert 0.87 <= of_scores <= 0.95
    assert 0.87 <= of_ranks <= 0.98


def test_three_points_of_a_unit_alone_hold_the_truth_as_often_as_students_t_says():
    """A plain bootstrap of three points holds it in some 60 of 100 cases."""
    of_scores, _ranks = coverage([3], units=1, times=400)
    assert 0.85 <= of_scores <= 0.94


@pytest.mark.long
@pytest.mark.parametrize("alike", [True, False])
@pytest.mark.parametrize("sizes", [[2], [3], [1, 3], [2, 2, 2], [1, 1, 1, 5], [10, 5, 5]])
def test_few_points_single_points_and_unlike_units_keep_the_level(sizes, alike):
    of_scores, of_ranks = coverage(sizes, units=10, times=200, alike=alike)
    assert 0.88 <= of_scores <= 0.95
    assert of_ranks >= 0.88


@pytest.mark.long
def test_among_units_that_are_all_but_equal_ranks_hold_the_truth_less_often():
    of_scores, of_ranks = coverage([5, 5], units=20, times=60, gap=0.2)
    assert 0.88 <= of_scores <= 0.93
    assert 0.80 <= of_ranks <= 0.92


@pytest.mark.long
@pytest.mark.parametrize("size", [2, 5])
def test_a_unit_alone_has_only_its_own_points_to_go_by(size):
    of_scores, _ranks = coverage([size], units=1, times=1500)
    assert 0.85 <= of_scores <= 0.93
