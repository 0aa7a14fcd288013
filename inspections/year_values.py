"""What the points that were visited over a year say about a unit's year score: the raw material of the year's likely ranks.

Pure: no database, no clock. The year's score is the weighted mean of the unit's round scores (the domain rules, section 4), so a
point moves it in every round in which it was visited. Points, not visits, are what is drawn again: a street that is dirty in
March is likely dirty in May, and counting it twice would make a year look surer than it is (a cluster bootstrap; Davison &
Hinkley 1997, section 3.8).

A round's own mean is taken off first, so that good and bad months are no difference between points. A point's distance from it is
stretched by sqrt(n / (n - 1)), n the points of its kind in that round: right where the same points are visited again and again
and where each round has others. The degrees of freedom are those of the round with most points, the fewest that can be claimed.
A round with one point of a kind says nothing of how points of that kind differ.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from inspections.point_values import Cell, Sample

Points = Mapping[Hashable, float]
"""Point > what it says of the score, 0..100 or about."""


@dataclass(frozen=True)
class RoundPart:
    """A unit in one round. weight: of the round, >= 0; base: the score of its sheets; kinds: kind > (share of the score, points)."""

    weight: Decimal
    base: Decimal
    kinds: Mapping[Hashable, tuple[float, Points]]


def over_year(parts: Iterable[RoundPart]) -> Sample | None:
    """A unit's points over its rounds as one sample; None where no round weighs anything. Its points are counted once each."""
    parts = [part for part in parts if part.weight > 0 and part.kinds]
    total = sum((part.weight for part in parts), Decimal(0))
    if not total:
        return None
    base = sum(Fraction(part.base) * Fraction(part.weight) for part in parts) / Fraction(total)
    found: dict[Hashable, list[tuple[float, Points]]] = defaultdict(list)
    for part in parts:
        for kind, (share, points) in part.kinds.items():
            found[kind].append((share * float(part.weight / total), points))
    return Sample(base, float(base), tuple(_cell(kind, found[kind]) for kind in sorted(found, key=str)))


def _cell(kind: Hashable, rounds: list[tuple[float, Points]]) -> Cell:
    """rounds: of each its part in the year's score, and its points."""
    share = sum(part for part, _points in rounds)
    centre = sum(part * sum(points.values()) / len(points) for part, points in rounds) / share
    moves: dict[Hashable, float] = {}
    for part, points in rounds:
        mean, count = sum(points.values()) / len(points), len(points)
        stretch = sqrt(count / (count - 1)) if count > 1 else 0
        for point, value in points.items():
            moves[point] = moves.get(point, 0.0) + part * stretch * (value - mean) / count
    count = len(moves)
    # A cell of so many points is stretched once more where it is drawn from (inspections/resampling.py): that is taken off here.
    back = count / share * sqrt((count - 1) / count)
    values = sorted(centre + back * move for move in moves.values())
    return Cell(kind, share, tuple(values), max(len(points) for _part, points in rounds) - 1)
