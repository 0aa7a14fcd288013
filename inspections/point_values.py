"""What each visited point says about its unit's score: the raw material of the intervals in inspections/uncertainty.py.

Pure: no database, no clock. Official scores are exact and come from inspections/scoring.py; the floats here serve
statistics only and never become a score. The rules are those of the domain, sections 4 and 5.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from inspections.scoring import NO_CAPS, Caps, ItemSum, Visit, capped_bonus, score_by_item, score_by_point


class Cell(NamedTuple):
    """The points of one kind in a unit. share: of the unit's score, > 0, 1 over all cells. values: one a point, ascending.

    known: the degrees of freedom in them, where these are not one less than the points (several rounds together).
    """

    kind: Hashable
    share: float
    values: tuple[float, ...]
    known: int | None = None

    @property
    def degrees(self) -> int:
        """>= 0; 0: the points say nothing of how much they differ."""
        return len(self.values) - 1 if self.known is None else self.known


@dataclass(frozen=True)
class Sample:
    """A unit's points. base: the rule-book's score 0..100, exact. centre: the same as a float, before it is capped at 100.

    centre = sum over cells of share x mean of its values. visited: kind > point > value, the cells' values by name.
    """

    base: Fraction
    centre: float
    cells: tuple[Cell, ...]
    visited: Mapping[Hashable, Mapping[Hashable, float]] = field(default_factory=dict, compare=False)

    @property
    def points(self) -> int:
        """How many points the score rests on."""
        return sum(len(cell.values) for cell in self.cells)


def by_point(visits: Iterable[Visit], weights: Mapping[Hashable, Decimal]) -> Sample | None:
    """The points of a unit whose standard weighs kinds of point; the arguments are those of `score_by_point`.

    A point's value is the mean of its sheets' scores, a cell's share the kind's weight renormalised over those that count.
    None where no sheet has a score.
    """
    visits = [visit for visit in visits if visit.score is not None]
    base = score_by_point(visits, weights)
    if base is None:
        return None
    sheets: dict = defaultdict(lambda: defaultdict(list))
    for visit in visits:
        sheets[visit.kind][visit.point].append(float(visit.score))
    counting = {kind: float(weights[kind]) for kind in sheets if kind in weights} or dict.fromkeys(sheets, 1.0)
    total = sum(counting.values())
    values = {kind: {point: sum(scores) / len(scores) for point, scores in sheets[kind].items()} for kind in counting}
    shares = {kind: weight / total for kind, weight in counting.items()}
    return Sample(base, float(base), _cells(values, shares), values)


class Observed(NamedTuple):
    """An item over all its observations at one point. maximum 0: a bonus. observations >= 1."""

    kind: Hashable
    point: Hashable
    item: Hashable
    section: Hashable
    awarded: Decimal
    maximum: Decimal
    observations: int


def by_item(rows: Iterable[Observed], caps: Caps = NO_CAPS) -> Sample | None:
    """The points of a unit that is scored item by item (得分率). None where only bonuses were observed, or nothing.

    A point's value is its linearised value: the score moves by (value - centre) / points when the point counts once more.
    Where every point shows the same items equally often this is the point's own score; else it is the first term of the
    score's Taylor series, as is usual for ratios (Woodruff 1971; Särndal, Swensson & Wretman 1992, section 5.5). Bonuses that
    a cap cuts off move nothing. A department's pooled score is this with one item that holds everything.
    """
    rows = list(rows)
    sums = _item_sums(rows)
    base = score_by_item(sums.values(), caps)
    if base is None:
        return None
    possible, centre = _centre(sums.values(), caps)
    live = _live_sections(sums.values(), caps)
    kinds, moves = {row.point: row.kind for row in rows}, defaultdict(float)
    means = {
        item: (float(one.awarded) / one.observations, float(one.maximum) / one.observations, one.observations)
        for item, one in sums.items()
    }
    for row in rows:
        awarded, maximum, times = means[row.item]
        if maximum or row.section in live:
            more = float(row.awarded) - row.observations * awarded
            room = float(row.maximum) - row.observations * maximum
            moves[row.point] += (100 * more - centre * room) / possible / times
    values: dict = defaultdict(dict)
    for point, kind in kinds.items():
        values[kind][point] = centre + len(kinds) * moves[point]
    shares = {kind: len(one) / len(kinds) for kind, one in values.items()}
    return Sample(base, centre, _cells(values, shares), values)


def _item_sums(rows: list[Observed]) -> dict[Hashable, ItemSum]:
    totals: dict = {}
    for row in rows:
        _section, awarded, maximum, times = totals.get(row.item, (None, Decimal(0), Decimal(0), 0))
        totals[row.item] = (row.section, awarded + row.awarded, maximum + row.maximum, times + row.observations)
    return {item: ItemSum(*values) for item, values in totals.items()}


def _won(sums: Iterable[ItemSum]) -> dict[Hashable, Fraction]:
    """What each section's bonus items won, as a mean a visit."""
    won: dict = defaultdict(Fraction)
    for one in sums:
        if one.maximum == 0:
            won[one.section] += Fraction(one.awarded) / one.observations
    return won


def _centre(sums: Iterable[ItemSum], caps: Caps) -> tuple[float, float]:
    """(sum of the items' maxima, the score before it is capped at 100)."""
    judged = [one for one in sums if one.maximum]
    possible = sum(Fraction(one.maximum) / one.observations for one in judged)
    awarded = sum(Fraction(one.awarded) / one.observations for one in judged)
    return float(possible), float(100 * (awarded + capped_bonus(_won(sums), caps.exact)) / possible)


def _live_sections(sums: Iterable[ItemSum], caps: Caps) -> set[Hashable]:
    """The sections in which another bonus point would still count."""
    won = _won(sums)
    if caps.bonus is not None and capped_bonus(won, Caps({}, caps.exact.section_bonus)) >= caps.bonus:
        return set()
    return {section for section, value in won.items() if value < caps.section_bonus.get(section, value + 1)}


def _cells(values: Mapping[Hashable, Mapping[Hashable, float]], shares: Mapping[Hashable, float]) -> tuple[Cell, ...]:
    """In the order of the kinds' text, so that nothing hangs on the order in which a database gives its rows."""
    return tuple(Cell(kind, shares[kind], tuple(sorted(values[kind].values()))) for kind in sorted(values, key=str))
