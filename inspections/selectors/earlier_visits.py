"""What a blind revisit goes by: who was at a point in the earlier round, and on which days it may be visited again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from inspections.draw import revisit_window
from inspections.models import Draw, Round, Sheet

Window = tuple[date | None, date | None]


@dataclass(frozen=True)
class Earlier:
    """The visits of a point in an earlier round: who came, and the last day."""

    inspectors: frozenset[int]
    day: date


def earlier_visits(earlier: Round) -> dict[int, Earlier]:
    """{point id: its visits in a round}, of the sheets that count."""
    visits: dict[int, Earlier] = {}
    rows = Sheet.objects.official().filter(round=earlier, inspector__isnull=False)
    for point, inspector, visited, submitted in rows.values_list("point", "inspector", "visited_at", "submitted_at"):
        day, known = timezone.localdate(visited or submitted), visits.get(point)
        people = known.inspectors | {inspector} if known else frozenset([inspector])
        visits[point] = Earlier(people, max(day, known.day) if known else day)
    return visits


def window_of(round: Round, before: Earlier | None) -> Window | None:
    """The days of the round on which a point may be visited again; None where there is no such day."""
    return revisit_window(before.day, round.starts_on, round.ends_on) if before else None


@dataclass(frozen=True)
class Lot:
    """What a round's draw asks of visits that are given out by hand. Of a round that was not drawn: nothing.

    twice: ids of the points drawn for two inspectors. before: the earlier visits; None where the round is no blind revisit.
    """

    round: Round
    twice: frozenset[int] = frozenset()
    before: Mapping[int, Earlier] | None = None

    def visits(self, point_id: int) -> int:
        """How many inspectors the point is to have."""
        return 2 if point_id in self.twice else 1

    def days(self, point_id: int) -> Window | None:
        """On which days it is to be visited (None, None: on any of the round's); None where it can't be visited again."""
        return (None, None) if self.before is None else window_of(self.round, self.before.get(point_id))

    def seen_by(self, point_id: int) -> frozenset[int]:
        """Who made the earlier visit: a blind revisit is somebody else's."""
        before = self.before.get(point_id) if self.before else None
        return before.inspectors if before else frozenset()


def lot_of(round: Round) -> Lot:
    draw = Draw.objects.filter(round=round).select_related("earlier").first()
    if draw is None:
        return Lot(round)
    points = draw.keys.get("points", {})
    twice = frozenset(points[code][0] for code, _first, second in draw.result if second)
    return Lot(round, twice, earlier_visits(draw.earlier) if draw.earlier else None)
