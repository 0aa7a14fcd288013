"""What the results of a new round are summed up from while its rows are still on their way into the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from facilities.models import Point
from inspections.models import Round
from inspections.services.tallies import Observation, StoredObservations


class NewObservations(StoredObservations):
    """Of a round that has no other sheets than these: what the database would tell of it, without asking again for what is at hand.

    Made before the rows are in; asked for its points' kinds alone. ids, visits: the sheets and their rows; points: of each sheet,
    awarded and maximum; maximum: of an item.
    """

    def __init__(self, round: Round, ids: Sequence[int], visits: Mapping, points: Sequence, maximum: Decimal):
        super().__init__(round)
        self._ids, self._visits, self._points, self._maximum = ids, visits, points, maximum
        self._by_unit, self._by_department = self._sum_up()

    def departments(self) -> dict[int, list[int]]:
        return {sheet: list(visit[2]) for sheet, visit in zip(self._ids, self._visits, strict=True) if visit[2]}

    def sheets(self) -> Iterable[tuple]:
        kinds = dict(Point.objects.filter(sheets__round=self.round).values_list("pk", "kind_id"))
        for sheet, (point, unit, _departments, _occurrence), won in zip(
            self._ids, self._visits, self._points, strict=True
        ):
            yield sheet, unit, point, kinds[point], won.awarded, won.maximum, "", False

    def by_unit(self) -> Iterable[Observation]:
        return self._rows(self._by_unit)

    def by_department(self) -> Iterable[Observation]:
        return self._rows(self._by_department)

    def _sum_up(self) -> tuple[Mapping, Mapping]:
        """Points awarded by item, in one list for each unit and each department."""
        by_unit, by_department = (defaultdict(lambda: defaultdict(list)) for _ in range(2))
        for (_point, unit, departments, _occurrence), rows in self._visits.items():
            for items in (by_unit[unit], *(by_department[one] for one in departments or (None,))):
                for row in rows:
                    items[row.item].append(row.row.awarded)
        return by_unit, by_department

    def _rows(self, sums: Mapping) -> Iterable[Observation]:
        for unit, items in sums.items():
            for item, points in items.items():
                yield unit, item, sum(points), len(points) * self._maximum, len(points)
