"""What the results of a round are made of: its official sheets and their scores, summed up by whose result they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain

from django.db.models import Count, Sum

from core.models import Unit
from inspections import scoring
from inspections.models import Basis, Round, Score, Sheet, SheetState
from inspections.services.entries import widest_veto

Key = tuple[str, int | None]
"""(basis, unit id): whose result it is; a unit of None is 'none given'."""


@dataclass
class Tally:
    """What a result is made of: sums by item, and the visits."""

    items: dict[int, list] = field(default_factory=dict)
    visits: list[scoring.Visit] = field(default_factory=list)
    veto: str = ""

    def add_item(self, item_id, awarded, maximum, observations):
        sums = self.items.setdefault(item_id, [Decimal(0), Decimal(0), 0])
        sums[0] += awarded
        sums[1] += maximum
        sums[2] += observations

    @property
    def points(self) -> int:
        return len({visit.point for visit in self.visits})


def score_of_sheet(standard, awarded: Decimal, maximum: Decimal, capped: bool) -> Fraction | None:
    """A stored sheet's score, 0..100, exact; None where nothing on it applied."""
    return scoring.sheet_score(scoring.Award(awarded, maximum), standard.veto_cap if capped else None)


class Ground:
    """The territory of a round as a tree: whose results a unit's sheets belong to. One query."""

    def __init__(self, round: Round):
        self.territory_id = round.territory_id
        self.paths = dict(Unit.objects.below(round.territory).values_list("pk", "path"))
        self.ids_by_path = {path: pk for pk, path in self.paths.items()}
        self.upwards = cache(self._upwards)

    def _upwards(self, unit_id: int | None) -> list[int | None]:
        """The unit and those above it up to the territory; itself alone where it lies outside, None for none given."""
        path = self.paths.get(unit_id)
        if path is None:
            return [unit_id]
        units = []
        while path in self.ids_by_path:
            units.append(self.ids_by_path[path])
            path = path[: -Unit.steplen]
        return units


class RoundTally:
    """All results of one round, worked out from its official sheets in four queries, whatever their number."""

    def __init__(self, round: Round):
        self.round = round
        self.standard = round.standard
        self.tallies: dict[Key, Tally] = defaultdict(Tally)
        self.ground = Ground(round)
        self.departments = self._departments()
        self.keys_of_unit = cache(self._keys_of_unit)
        self._count_sheets()
        self._sum_items()

    def _official(self):
        return Sheet.objects.filter(round=self.round).official()

    def _departments(self) -> dict[int, list[int]]:
        by_sheet = defaultdict(list)
        links = Sheet.departments.through.objects.filter(sheet__round=self.round, sheet__state=SheetState.SUBMITTED)
        for sheet_id, unit_id in links.values_list("sheet_id", "unit_id"):
            by_sheet[sheet_id].append(unit_id)
        return by_sheet

    def _keys_of_unit(self, unit_id: int | None) -> list[Key]:
        """A sheet's unit and those above it up to the territory, and the total over everything."""
        own = [(Basis.TERRITORY, above) for above in self.ground.upwards(unit_id)]
        return [(Basis.TOTAL, self.ground.territory_id), *own]

    def keys_of_departments(self, unit_ids: Iterable[int]) -> list[Key]:
        return [(Basis.DEPARTMENT, unit_id) for unit_id in unit_ids or [None]]

    def _count_sheets(self):
        rows = self._official().values_list(
            "pk", "unit_id", "point_id", "point__kind_id", "awarded", "maximum", "vetoed", "capped"
        )
        score_of = cache(self._sheet_score)  # an exact fraction takes long to work out, and many sheets share theirs
        for pk, unit_id, point_id, kind_id, awarded, maximum, veto, capped in rows:
            visit = scoring.Visit(kind_id, point_id, score_of(awarded, maximum, capped))
            for key in chain(self.keys_of_unit(unit_id), self.keys_of_departments(self.departments.get(pk))):
                tally = self.tallies[key]
                tally.visits.append(visit)
                if veto:
                    tally.veto = widest_veto([tally.veto, veto])

    def _sheet_score(self, awarded: Decimal, maximum: Decimal, capped: bool) -> Fraction | None:
        return score_of_sheet(self.standard, awarded, maximum, capped)

    def _sum_items(self):
        counted = Score.objects.counted_in(self.round)
        sums = {"won": Sum("awarded"), "possible": Sum("maximum"), "times": Count("pk")}
        for row in counted.values("sheet__unit_id", "item_id").annotate(**sums).order_by():
            for key in self.keys_of_unit(row["sheet__unit_id"]):
                self.tallies[key].add_item(row["item_id"], row["won"], row["possible"], row["times"])
        for row in counted.values("sheet__departments", "item_id").annotate(**sums).order_by():
            key = (Basis.DEPARTMENT, row["sheet__departments"])
            self.tallies[key].add_item(row["item_id"], row["won"], row["possible"], row["times"])

    def keys_of_sheet(self, sheet: Sheet) -> set[Key]:
        return {*self.keys_of_unit(sheet.unit_id), *self.keys_of_departments(self.departments.get(sheet.pk))}
