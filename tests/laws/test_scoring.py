"""Laws of scoring and ranking, over random data."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from inspections import scoring
from inspections.ranking import competition_ranks
from inspections.scoring import Award, Caps, ItemSum, Line, Rule, Visit

points = st.decimals(min_value=0, max_value=100, places=2)
maxima = st.decimals(min_value=Decimal("0.01"), max_value=100, places=2)
shares = st.decimals(min_value=0, max_value=1, places=4)


@st.composite
def awards(draw):
    maximum = draw(maxima)
    return Award((maximum * draw(shares)).quantize(Decimal("0.000001")), maximum)


@st.composite
def lines(draw):
    bonus = draw(st.booleans())
    award = Award(draw(points), Decimal(0)) if bonus else draw(awards())
    return Line(draw(st.integers(0, 2)), award)


caps = st.builds(
    Caps,
    section_loss=st.dictionaries(st.integers(0, 2), points),
    section_bonus=st.dictionaries(st.integers(0, 2), points),
    bonus=st.none() | points,
)
visits = st.builds(
    Visit,
    kind=st.integers(0, 3),
    point=st.integers(0, 5),
    score=st.none() | st.fractions(min_value=0, max_value=100, max_denominator=1000),
)


@st.composite
def item_sums(draw):
    observed = draw(st.lists(awards(), min_size=1, max_size=5))
    maximum = Decimal(0) if draw(st.booleans()) else sum(a.maximum for a in observed)
    return ItemSum(draw(st.integers(0, 2)), sum(a.awarded for a in observed), maximum, len(observed))


@given(st.lists(lines(), max_size=12), caps, st.none() | points)
def test_a_sheet_score_stays_in_0_to_100(entered, limits, veto_cap):
    score = scoring.sheet_score(scoring.sheet_points(entered, limits), veto_cap)
    assert score is None or 0 <= score <= 100


@given(st.lists(visits, max_size=15), st.dictionaries(st.integers(0, 3), maxima))
def test_a_base_score_by_point_stays_in_0_to_100(seen, weights):
    score = scoring.score_by_point(seen, weights)
    assert score is None or 0 <= score <= 100


@given(st.lists(item_sums(), max_size=10), caps)
def test_a_base_score_by_item_stays_in_0_to_100(items, limits):
    score = scoring.score_by_item(items, limits)
    assert score is None or 0 <= score <= 100


@given(maxima, st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_more_places_found_is_never_a_better_score(maximum, count, more, repeated):
    rule = Rule("deduct", maximum, each=Decimal("0.5"), repeat_factor=Decimal(2))
    fewer = scoring.award_deduct(rule, count, repeated).awarded
    assert 0 <= scoring.award_deduct(rule, count + more, repeated).awarded <= fewer <= maximum


@given(st.lists(lines(), min_size=1, max_size=10), caps, st.randoms())
def test_order_of_entry_does_not_matter(entered, limits, random):
    shuffled = random.sample(entered, len(entered))
    assert scoring.sheet_points(entered, limits) == scoring.sheet_points(shuffled, limits)


@given(st.lists(visits, max_size=12), st.dictionaries(st.integers(0, 3), maxima), st.randoms())
def test_order_of_visits_does_not_matter(seen, weights, random):
    assert scoring.score_by_point(seen, weights) == scoring.score_by_point(random.sample(seen, len(seen)), weights)


@given(st.lists(visits, min_size=1, max_size=12), st.dictionaries(st.integers(0, 3), maxima), maxima)
def test_weights_are_renormalised(seen, weights, factor):
    scaled = {kind: weight * factor for kind, weight in weights.items()}
    assert scoring.score_by_point(seen, weights) == scoring.score_by_point(seen, scaled)


@given(st.fractions(min_value=-1000, max_value=1000))
def test_rounding_is_half_up_and_off_by_half_a_hundredth_at_most(value):
    result = scoring.rounded(value)
    assert abs(Fraction(result) - value) <= Fraction(1, 200)
    assert result == result.quantize(Decimal("0.01"))


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_rounding_a_fraction_and_a_decimal_agree(value):
    assert scoring.rounded(Fraction(value)) == scoring.rounded(value)


@given(points, st.decimals(min_value=-100, max_value=100, places=2), st.booleans())
def test_a_final_score_is_never_below_0_and_above_100_only_if_allowed(base, adjustment, above):
    score = scoring.final_score(base, adjustment, above)
    assert score >= 0
    assert above or score <= 100


@given(st.dictionaries(st.integers(), st.decimals(min_value=0, max_value=5, places=1), max_size=12))
def test_ranks_agree_with_a_naive_count(scores):
    for key, place in competition_ranks(scores).items():
        assert place.rank == 1 + sum(other > scores[key] for other in scores.values())
        assert place.tied == (list(scores.values()).count(scores[key]) > 1)


@given(st.dictionaries(st.integers(0, 50), points, max_size=12), st.sets(st.integers(51, 60), max_size=4))
def test_vetoed_units_stand_behind_everybody(scores, vetoed):
    places = competition_ranks(scores, last=vetoed)
    assert all(places[key].rank == len(scores) + 1 for key in vetoed)
    assert set(places) == set(scores) | vetoed
