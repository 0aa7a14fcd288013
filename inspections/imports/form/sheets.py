"""Writes the new rows of a form as sheets with their scores."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from uuid import uuid4

from django.utils import timezone

from core.bulk import insert_rows, know_sizes
from core.models import ImportRun
from inspections import scoring
from inspections.imports.form.known import Key
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.rows import FormRow
from inspections.models import Item, Round, Score, Sheet, SheetState
from inspections.services.results import caps_of


class Placed(NamedTuple):
    """A row with its records found: the ids of its item, point, unit and departments."""

    row: FormRow
    item: int
    point: int
    unit: int | None
    departments: frozenset[int]

    @property
    def key(self) -> Key:
        return (self.item, self.point, self.row.occurrence)

    @property
    def visit(self) -> tuple:
        """Rows with an equal visit stand on one sheet: it keeps one unit and one set of departments."""
        return (self.point, self.unit, self.departments, self.row.occurrence)


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

    def write(self, rows: list[Placed]) -> None:
        visits: dict[tuple, list[Placed]] = defaultdict(list)
        for row in rows:
            visits[row.visit].append(row)
        ids = self._write_sheets(visits)
        self._write_departments(ids, visits)
        self._write_scores(ids, visits.values())
        know_sizes(len(rows), Sheet, Sheet.departments.through, Score)

    def _write_sheets(self, visits: dict[tuple, list[Placed]]) -> list[int]:
        """Returns the ids of the sheets, in the order of the visits."""
        keys = [uuid4() for _ in visits]
        points, units, _departments, occurrences = zip(*visits, strict=True) if visits else ([],) * 4
        scored = [self.scored(self._sums(rows)) for rows in visits.values()]
        columns = {
            "key": keys, "point_id": points, "unit_id": units, "occurrence": occurrences,
            "awarded": [points.awarded for points, _ in scored], "maximum": [points.maximum for points, _ in scored],
            "score": [score for _, score in scored],
        }  # fmt: skip
        same = {
            "round_id": self.round.pk, "imported_by_id": self.run.pk, "state": SheetState.SUBMITTED,
            "started_at": self.now, "submitted_at": self.now,
            "visited_at": timezone.make_aware(datetime.combine(self.mapping.date, time())),
        }  # fmt: skip
        insert_rows(Sheet, columns, same)
        id_of = dict(Sheet.objects.filter(imported_by=self.run).order_by().values_list("key", "pk"))
        return [id_of[key] for key in keys]

    def _write_departments(self, ids: list[int], visits: Iterable[tuple]) -> None:
        links = [
            (sheet, unit)
            for sheet, (_point, _unit, departments, _occurrence) in zip(ids, visits, strict=True)
            for unit in sorted(departments)
        ]
        sheets, units = zip(*links, strict=True) if links else ((), ())
        insert_rows(Sheet.departments.through, {"sheet_id": sheets, "unit_id": units})

    def _write_scores(self, ids: list[int], visits: Iterable[list[Placed]]) -> None:
        placed = [row for rows in visits for row in rows]
        awarded = [row.row.awarded for row in placed]
        columns = {
            "sheet_id": [sheet for sheet, rows in zip(ids, visits, strict=True) for _ in rows],
            "item_id": [row.item for row in placed],
            "points": awarded,
            "awarded": awarded,
            "source_row": [row.row.row for row in placed],
        }
        insert_rows(Score, columns, same={"maximum": self.maximum})

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
