"""How the points of a round and their kinds came out: kept when the round is closed, for what leaders look at later.

Kept in two tables that grow with points, not with scores, so that a page about losses or lasting effect reads few rows.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial

from inspections import scoring
from inspections.models import KindResult, PointResult, Round, Sheet
from inspections.services.results import store
from inspections.services.tallies import Ground, score_of_sheet

PLACES = 4
"""Decimal places of a point's score: it is read on, not published."""


@dataclass
class PointTally:
    """The official sheets of one point."""

    unit_id: int | None
    kind_id: int
    awarded: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)
    sheets: int = 0
    scores: list[Fraction] = field(default_factory=list)

    def add(self, awarded: Decimal, maximum: Decimal, score: Fraction | None) -> None:
        self.awarded += awarded
        self.maximum += maximum
        self.sheets += 1
        if score is not None:
            self.scores.append(score)

    def values(self) -> dict:
        return {
            "unit_id": self.unit_id,
            "score": scoring.rounded(scoring.mean(self.scores), PLACES) if self.scores else None,
            "awarded": self.awarded,
            "maximum": self.maximum,
            "lost": self.maximum - self.awarded,
            "sheets": self.sheets,
        }


def refresh_point_results(round: Round) -> list[str]:
    """Makes the stored results of points and kinds of a round equal to its official sheets. Three queries beside the writing.

    Call it inside a transaction that holds the round's row. Returns what differed, in words; a round that somebody else
    scored has no sheets, and none of these.
    """
    points = _points_of(round)
    found = store(round, PointResult, ("point_id",), {(pk,): tally.values() for pk, tally in points.items()}, None)
    return found + store(round, KindResult, ("unit_id", "kind_id"), _kinds_of(round, points), None)


def _points_of(round: Round) -> dict[int, PointTally]:
    points: dict[int, PointTally] = {}
    rows = Sheet.objects.filter(round=round).official().order_by("pk")
    score_of = cache(partial(score_of_sheet, round.standard))  # many sheets share theirs
    names = ("point_id", "point__kind_id", "unit_id", "awarded", "maximum", "capped")
    for point_id, kind_id, unit_id, awarded, maximum, capped in rows.values_list(*names):
        tally = points.setdefault(point_id, PointTally(unit_id, kind_id))
        tally.add(awarded, maximum, score_of(awarded, maximum, capped))
    return points


def _kinds_of(round: Round, points: dict[int, PointTally]) -> dict[tuple, dict]:
    """{(unit, kind): values}, each unit pooling what lies below it, as its results do."""
    ground = Ground(round)
    sums: dict[tuple, dict] = defaultdict(lambda: {"awarded": Decimal(0), "maximum": Decimal(0), "points": 0})
    for tally in points.values():
        for unit_id in ground.upwards(tally.unit_id):
            row = sums[unit_id, tally.kind_id]
            row["awarded"] += tally.awarded
            row["maximum"] += tally.maximum
            row["points"] += 1
    return dict(sums)
