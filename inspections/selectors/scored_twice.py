"""How far two inspectors agree where a point was scored by both: by places, never by people."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from facilities.models import Point
from inspections.models import Round, Sheet
from inspections.scoring import rounded

FARTHEST = 5
"""So many points are named, those first on which the scores lie farthest apart."""


@dataclass(frozen=True)
class ScoredTwice:
    """A point with the sheets of different inspectors, the lowest score first."""

    point: Point
    sheets: list[Sheet]

    @property
    def apart(self) -> Decimal:
        """Between the lowest and the highest score, in points, to two places."""
        return rounded(self.sheets[-1].score - self.sheets[0].score)


@dataclass(frozen=True)
class Agreement:
    """count: points scored by more than one inspector. mean: by how many points their scores differ on average."""

    count: int
    mean: Decimal
    farthest: list[ScoredTwice]


def agreement_in(round: Round, user) -> Agreement | None:
    """Of a round that is over, so that nobody is led by the other score; None where no point was scored by two inspectors whose
    sheets this user sees. One query."""
    if not round.is_final:
        return None
    sheets = Sheet.objects.visible_to(user).official().filter(round=round, inspector__isnull=False, score__isnull=False)
    people = sheets.order_by().values("point").annotate(people=Count("inspector", distinct=True))
    by_point: dict[int, list[Sheet]] = defaultdict(list)
    by_both = sheets.filter(point__in=people.filter(people__gt=1).values("point"))
    for sheet in by_both.select_related("point").order_by("score", "pk"):
        by_point[sheet.point_id].append(sheet)
    twice = [ScoredTwice(found[0].point, found) for found in by_point.values()]
    if not twice:
        return None
    twice.sort(key=lambda one: (-one.apart, one.point.code))
    return Agreement(len(twice), rounded(sum(one.apart for one in twice) / len(twice)), twice[:FARTHEST])
