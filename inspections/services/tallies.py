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
from core.units.history import paths_on
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
    """The territory of a round as a tree, as it stood when the round began: whose results a unit's sheets belong to. One query;
    a second one where units were moved since."""

    def __init__(self, round: Round):
        self.territory_id = round.territory_id
        self.paths = paths_on(round.territory, round.starts_on)
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


Observation = tuple[int | None, int, Decimal, Decimal, int]
"""(unit or department, item, points awarded, their maximum, how often it was judged)"""


class StoredObservations:
    """What a round's results are summed up from, as the database has it: four queries, whatever the number of its sheets."""

    def __init__(self, round: Round):
        self.round = round

    def departments(self) -> dict[int, list[int]]:
        """Who answers, by sheet."""
        by_sheet = defaultdict(list)
        links = Sheet.departments.through.objects.filter(sheet__round=self.round, sheet__state=SheetState.SUBMITTED)
        for sheet_id, unit_id in links.values_list("sheet_id", "unit_id"):
            by_sheet[sheet_id].append(unit_id)
        return by_sheet

    def sheets(self) -> Iterable[tuple]:
        """(sheet, unit, point, kind of point, awarded, maximum, scope of a veto or '', capped) of each official one."""
        return (
            Sheet.objects.filter(round=self.round)
            .official()
            .values_list("pk", "unit_id", "point_id", "point__kind_id", "awarded", "maximum", "vetoed", "capped")
        )

    def by_unit(self) -> Iterable[Observation]:
        return self._sums("sheet__unit_id")

    def by_department(self) -> Iterable[Observation]:
        return self._sums("sheet__departments")

    def _sums(self, whose: str) -> Iterable[Observation]:
        sums = {"won": Sum("awarded"), "possible": Sum("maximum"), "times": Count("pk")}
        rows = Score.objects.counted_in(self.round).values(whose, "item_id").annotate(**sums).order_by()
        return rows.values_list(whose, "item_id", *sums)


class RoundTally:
    """All results of one round, worked out from its official sheets: those that are stored, or whatever else is given."""

    def __init__(self, round: Round, observations: StoredObservations | None = None):
        self.round = round
        self.standard = round.standard
        self.observations = observations or StoredObservations(round)
        self.tallies: dict[Key, Tally] = defaultdict(Tally)
        self.ground = Ground(round)
        self.departments = self.observations.departments()
        self.keys_of_unit = cache(self._keys_of_unit)
        self._count_sheets()
        self._sum_items()

    def _keys_of_unit(self, unit_id: int | None) -> list[Key]:
        """A sheet's unit and those above it up to the territory, and the total over everything."""
        own = [(Basis.TERRITORY, above) for above in self.ground.upwards(unit_id)]
        return [(Basis.TOTAL, self.ground.territory_id), *own]

    def keys_of_departments(self, unit_ids: Iterable[int]) -> list[Key]:
        return [(Basis.DEPARTMENT, unit_id) for unit_id in unit_ids or [None]]

    def _count_sheets(self):
        score_of = cache(self._sheet_score)  # an exact fraction takes long to work out, and many sheets share theirs
        for pk, unit_id, point_id, kind_id, awarded, maximum, veto, capped in self.observations.sheets():
            visit = scoring.Visit(kind_id, point_id, score_of(awarded, maximum, capped))
            for key in chain(self.keys_of_unit(unit_id), self.keys_of_departments(self.departments.get(pk))):
                tally = self.tallies[key]
                tally.visits.append(visit)
                if veto:
                    tally.veto = widest_veto([tally.veto, veto])

    def _sheet_score(self, awarded: Decimal, maximum: Decimal, capped: bool) -> Fraction | None:
        return score_of_sheet(self.standard, awarded, maximum, capped)

    def _sum_items(self):
        for unit_id, item_id, *sums in self.observations.by_unit():
            for key in self.keys_of_unit(unit_id):
                self.tallies[key].add_item(item_id, *sums)
        for unit_id, item_id, *sums in self.observations.by_department():
            self.tallies[Basis.DEPARTMENT, unit_id].add_item(item_id, *sums)

    def keys_of_sheet(self, sheet: Sheet) -> set[Key]:
        return {*self.keys_of_unit(sheet.unit_id), *self.keys_of_departments(self.departments.get(sheet.pk))}
