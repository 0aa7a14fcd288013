"""Laws of rankings and comparisons over random results: they agree with a naive recount."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from core.models import Unit
from dashboards.boards import Board
from dashboards.selectors.outcomes import Outcome, ResultBook
from dashboards.selectors.rankings import ranking
from dashboards.selectors.rounds import RoundBook
from inspections.models import Basis, Level, Round

YEAR = 2026
CITY = Unit(pk=1000, name="市", kind="city", path="0001", depth=1)

scores = st.none() | st.integers(8990, 9010).map(lambda cents: Decimal(cents) / 100)
weights = st.sampled_from([Decimal(1), Decimal("0.30"), Decimal("2.50")])


@st.composite
def worlds(draw):
    """{(year, number): (weight, {unit: score})} of two years, for one to six units."""
    units = range(1, draw(st.integers(1, 6)) + 1)
    numbers = {year: draw(st.sets(st.integers(1, 4), max_size=4)) for year in (YEAR, YEAR - 1)}
    return units, {
        (year, number): (draw(weights), {unit: draw(scores) for unit in units})
        for year, found in numbers.items()
        for number in sorted(found)
    }


def table_of(units, rounds):
    """The year's ranking that the product makes of these results."""
    by_id = {pk: Unit(pk=pk, name=f"街道{pk}", kind="subdistrict", path=f"0001{pk:04}", depth=2) for pk in units}
    stored = {
        (year, number): Round(
            pk=year * 10 + number, year=year, number=number, level=Level.CITY, series="", weight=weight,
            territory=CITY, state="published", starts_on=date(year, number, 1), ends_on=date(year, number, 1),
        )
        for (year, number), (weight, _results) in rounds.items()
    }  # fmt: skip
    outcomes = {
        (stored[key].pk, Basis.TERRITORY): {pk: Outcome(by_id[pk], score) for pk, score in results.items()}
        for key, (_weight, results) in rounds.items()
    }
    board = Board(level=Level.CITY, year=YEAR, kind="", book=RoundBook.of(stored.values(), YEAR))
    found = ranking(board, ResultBook(outcomes))
    return {row.outcome.unit.pk: row for group in found.groups for row in group.rows}


def naive_mean(pairs):
    """By the book: sum of score x weight over sum of weights, half-up to two places."""
    if not pairs:
        return None
    exact = sum(Fraction(s) * Fraction(w) for s, w in pairs) / sum(Fraction(w) for _s, w in pairs)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def naive_year(rounds, year, unit, numbers=None):
    return naive_mean(
        [
            (results[unit], weight)
            for (y, number), (weight, results) in rounds.items()
            if y == year and results[unit] is not None and (numbers is None or number in numbers)
        ]
    )


def naive_rank(means, unit):
    if means[unit] is None:
        return None
    return 1 + sum(other is not None and other > means[unit] for other in means.values())


@given(worlds())
def test_year_scores_and_ranks_agree_with_a_naive_count(world):
    units, rounds = world
    means = {unit: naive_year(rounds, YEAR, unit) for unit in units}
    rows = table_of(units, rounds)
    for unit in units if any(year == YEAR for year, _ in rounds) else ():
        assert rows[unit].outcome.score == means[unit]
        assert rows[unit].outcome.rank == naive_rank(means, unit)
        tied = sum(mean == means[unit] for mean in means.values()) > 1
        assert rows[unit].outcome.tied == (tied and means[unit] is not None)


@given(worlds())
def test_year_over_year_agrees_with_a_naive_count_over_the_same_rounds(world):
    units, rounds = world
    for unit, row in table_of(units, rounds).items():
        same = {
            number
            for year, number in rounds
            if year == YEAR
            and (YEAR - 1, number) in rounds
            and rounds[YEAR, number][1][unit] is not None
            and rounds[YEAR - 1, number][1][unit] is not None
        }
        this, last = (naive_year(rounds, year, unit, same) for year in (YEAR, YEAR - 1))
        assert (row.pair.this, row.pair.last, row.pair.rounds) == (this, last, len(same))
        assert row.pair.difference == (this - last if same else None)


@given(worlds())
def test_the_ranks_compared_are_those_over_the_same_rounds(world):
    units, rounds = world
    both = {number for year, number in rounds if year == YEAR} & {n for year, n in rounds if year == YEAR - 1}
    this, last = ({unit: naive_year(rounds, year, unit, both) for unit in units} for year in (YEAR, YEAR - 1))
    for unit, row in table_of(units, rounds).items():
        assert row.rank == naive_rank(this, unit)
        assert row.last_rank == naive_rank(last, unit)


@given(worlds(), st.randoms())
def test_the_order_of_rounds_does_not_matter(world, random):
    units, rounds = world
    shuffled = list(rounds.items())
    random.shuffle(shuffled)
    assert table_of(units, rounds) == table_of(units, dict(shuffled))
