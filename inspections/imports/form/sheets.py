"""Writes the new rows of a form as sheets with their scores."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from uuid import uuid4

from django.utils import timezone

from core.bulk import inserting, know_sizes, next_keys
from core.models import ImportRun
from inspections import scoring
from inspections.imports.form.known import Key
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.observed import NewObservations
from inspections.imports.form.rows import FormRow
from inspections.models import Item, Round, Score, Sheet, SheetState
from inspections.services.results import caps_of

Visit = tuple[int, int | None, frozenset[int], int]
"""(point, unit, departments, how-manieth): rows with an equal visit stand on one sheet, which keeps one unit and one set of
departments."""


class Placed(NamedTuple):
    """A row with its records found: the ids of its item and of its visit."""

    row: FormRow
    item: int
    visit: Visit

    @property
    def key(self) -> Key:
        return (self.item, self.visit[0], self.row.occurrence)

    @property
    def unit(self) -> int | None:
        return self.visit[1]

    @property
    def departments(self) -> frozenset[int]:
        return self.visit[2]


SectionSum = tuple[int, Decimal, int]
"""(section, points won in it, number of its items)"""


class SheetWriter:
    """The sheets of one import. The rows go into the tables in bulk: there may be a hundred thousand."""

    def __init__(self, round: Round, items: Iterable[Item], mapping: FormMapping, run: ImportRun, now: datetime):
        self.round, self.mapping, self.run, self.now = round, mapping, run, now
        self.section_of = {item.pk: item.section_id for item in items}
        self.caps = caps_of(round.standard)
        self.maximum = mapping.points_per_observation
        self.scored = cache(self._scored)

    def write(self, rows: list[Placed]) -> NewObservations:
        """Gives what the results of the round are summed up from, if it holds nothing else."""
        visits: dict[Visit, list[Placed]] = defaultdict(list)
        for row in rows:
            visits[row.visit].append(row)
        ids = next_keys(Sheet, len(visits))
        scored = [self.scored(self._sums(rows)) for rows in visits.values()]
        with inserting() as insert:
            insert(Sheet, *self._sheets(ids, visits, scored))
            insert(Sheet.departments.through, self._departments(ids, visits))
            insert(Score, self._scores(ids, visits.values()), {"maximum": self.maximum})
            observed = NewObservations(self.round, ids, visits, [points for points, _ in scored], self.maximum)
        know_sizes(len(rows), Sheet, Sheet.departments.through, Score)
        return observed

    def _sheets(self, ids: Sequence[int], visits: dict[Visit, list[Placed]], scored: list) -> tuple[dict, dict]:
        """The columns of the sheets, and what all share."""
        points, units, _departments, occurrences = zip(*visits, strict=True) if visits else ([],) * 4
        columns = {
            "id": ids, "key": [uuid4() for _ in ids], "point_id": points, "unit_id": units, "occurrence": occurrences,
            "awarded": [points.awarded for points, _ in scored], "maximum": [points.maximum for points, _ in scored],
            "score": [score for _, score in scored],
        }  # fmt: skip
        same = {
            "round_id": self.round.pk, "imported_by_id": self.run.pk, "state": SheetState.SUBMITTED,
            "started_at": self.now, "submitted_at": self.now,
            "visited_at": timezone.make_aware(datetime.combine(self.mapping.date, time())),
        }  # fmt: skip
        return columns, same

    def _departments(self, ids: Sequence[int], visits: Iterable[Visit]) -> dict:
        links = [
            (sheet, unit)
            for sheet, (_point, _unit, departments, _occurrence) in zip(ids, visits, strict=True)
            for unit in sorted(departments)
        ]
        sheets, units = zip(*links, strict=True) if links else ((), ())
        return {"sheet_id": sheets, "unit_id": units}

    def _scores(self, ids: Sequence[int], visits: Iterable[list[Placed]]) -> dict:
        sheets, items, awarded, numbers = [], [], [], []
        for sheet, rows in zip(ids, visits, strict=True):
            sheets += [sheet] * len(rows)
            items += [row.item for row in rows]
            awarded += [row.row.awarded for row in rows]
            numbers += [row.row.row for row in rows]
        return {"sheet_id": sheets, "item_id": items, "points": awarded, "awarded": awarded, "source_row": numbers}

    def _sums(self, rows: list[Placed]) -> tuple[SectionSum, ...]:
        won: dict[int, list[Decimal]] = defaultdict(list)
        for row in rows:
            won[self.section_of[row.item]].append(row.row.awarded)
        return tuple((section, sum(points), len(points)) for section, points in won.items())

    def _scored(self, sums: tuple[SectionSum, ...]) -> tuple[scoring.Award, Decimal | None]:
        """A sheet's points and its score. No item of a form is a bonus, so a section's items may be summed beforehand."""
        lines = (scoring.Line(section, scoring.Award(won, number * self.maximum)) for section, won, number in sums)
        points = scoring.sheet_points(lines, self.caps)
        return points, scoring.rounded(scoring.sheet_score(points), places=6)
