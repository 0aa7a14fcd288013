"""What a unit's score would be if certain losses had not happened: the value of putting them right before the next round.

Pure: no database, no clock. An estimate under one assumption: the next round visits the same points and finds everything else
as it was. Scores are of 100, points are Decimal, results exact fractions; the rules are those of scoring.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from inspections.scoring import ItemSum


@dataclass(frozen=True)
class PointLoss:
    """A visited point with something to win back: its kind, its sums over `sheets` sheets (>= 1), and what would come back.

    stake: points that its open tasks would win back on one sheet, > 0; counted once for each sheet, never above what was lost.
    """

    kind: object
    awarded: Decimal
    maximum: Decimal
    sheets: int
    stake: Decimal

    @property
    def won_back(self) -> Fraction:
        """By how much the point's own score rises, 0..100; 0 where nothing on it applied."""
        if not self.maximum:
            return Fraction(0)
        back = min(self.stake * self.sheets, max(self.maximum - self.awarded, Decimal(0)))
        return 100 * Fraction(back) / Fraction(self.maximum)


def gain_by_point(
    losses: Iterable[PointLoss], visited: Mapping[object, int], weights: Mapping[object, Decimal]
) -> Fraction:
    """By how much a unit's score by point rises (>= 0).

    visited: points of the unit by kind, those without a loss too. weights: of the standard, by kind; as in
    `scoring.score_by_point` a kind without one doesn't count, unless none of those visited has one.
    """
    weighed = {kind: Fraction(weights[kind]) for kind in visited if kind in weights} or dict.fromkeys(
        visited, Fraction(1)
    )
    total = sum(weighed.values())
    if not total:
        return Fraction(0)
    return sum((weighed.get(one.kind, 0) * one.won_back / visited[one.kind] for one in losses), Fraction(0)) / total


def gain_by_item(items: Iterable[ItemSum], stakes: Mapping[object, Decimal]) -> Fraction:
    """By how much a unit's score by item (得分率) rises (>= 0).

    items: all items observed in the unit, with the item itself as `section`. stakes: points to win back by the same key, summed
    over the unit's observations; never more counts than the item lost.
    """
    back = possible = Fraction(0)
    for item in items:
        if not item.maximum:
            continue
        possible += Fraction(item.maximum) / item.observations
        stake = min(stakes.get(item.section, Decimal(0)), max(item.maximum - item.awarded, Decimal(0)))
        back += Fraction(stake) / item.observations
    return 100 * back / possible if possible else Fraction(0)
