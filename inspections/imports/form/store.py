"""Writes the rows of a form: round, sheets and scores. What is there already is left; a row that changed is proposed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import ImportRun
from core.trail import record
from inspections import scoring
from inspections.imports.files.cells import match_key
from inspections.imports.files.problems import FileProblem, Rejected
from inspections.imports.form.known import Key, Known, known_rows
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.places import Units, points_for, town_named
from inspections.imports.form.report import FormReport
from inspections.imports.form.rows import FormRow
from inspections.imports.form.standard import items_by_key, standard_for
from inspections.models import Amendment, AmendmentState, Item, Round, RoundState, Score, Sheet, SheetState
from inspections.services.results import caps_of
from inspections.services.rounds import freeze_standard

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Placed:
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


class FormStore:
    """One form on its way into the database. Call it inside a transaction; `report` is filled as it goes."""

    def __init__(self, mapping: FormMapping, worksheet: str, report: FormReport, by, now: datetime):
        self.mapping, self.worksheet, self.report, self.by, self.now = mapping, worksheet, report, by, now

    @property
    def for_the_record(self) -> dict:
        return {**self.mapping.source, "sheet": self.worksheet}

    def place(self, rows: list[FormRow]) -> None:
        """Finds or makes what the rows refer to, and sorts them into new, changed, unchanged and rejected ones."""
        town = town_named(self.mapping.town, self.by, self.report)
        self.round, self.made = self._round(town, rows)
        units = Units(town, self.report)
        placed = self._placed(rows, units)
        self.known = {} if self.made else known_rows(self.round, self.worksheet)
        self.pending = {} if self.made else self._pending()
        self.new: list[Placed] = []
        self.changed: list[tuple[Placed, Known]] = []
        for row in placed:
            self._sort(row)
        self.report.imported = len(self.new) + len(self.changed)
        self.report.note_gone(len(self.known.keys() - {row.key for row in placed}))

    def write(self, run: ImportRun) -> None:
        """Sheets, scores, proposed amendments and the trail. The caller works the results out afterwards."""
        freeze_standard(self.round, self.now)
        self.caps = caps_of(self.round.standard)
        visits = defaultdict(list)
        for row in self.new:
            visits[row.visit].append(row)
        for batch in batches(visits.items(), BATCH):
            self._write_sheets(batch, run)
        Amendment.objects.bulk_create(
            (self._amendment(row, known, run) for row, known in self.changed), batch_size=BATCH
        )
        self._record(run)

    def _round(self, town, rows) -> tuple[Round, bool]:
        mapping = self.mapping
        identity = {"year": mapping.year, "level": mapping.level, "series": mapping.series, "number": 1}
        round = Round.objects.select_for_update(of=("self",)).select_related("standard", "territory").filter(**identity)
        if found := round.first():
            self._check(found, town)
            return found, False
        standard = standard_for(rows, mapping, self.report, by=self.by, now=self.now)
        self.report.note_created("rounds", mapping.round)
        made = Round.objects.create(
            **identity,
            name=mapping.round,
            territory=town,
            standard=standard,
            starts_on=mapping.date,
            ends_on=mapping.date,
            state=RoundState.CLOSED,
        )
        return made, True

    def _check(self, round: Round, town) -> None:
        if round.territory_id != town.pk:
            raise FileProblem(
                _("The round “%(round)s” of %(year)s is one of %(town)s. Give this one another name.")
                % {"round": round.name, "year": round.year, "town": round.territory.name}
            )
        if round.standard is None or round.standard.name != self.mapping.standard:
            raise FileProblem(
                _("The round “%(round)s” was scored by another standard: “%(standard)s”.")
                % {"round": round.name, "standard": round.standard.name if round.standard else "—"}
            )
        if round.state == RoundState.DRAFT:
            raise FileProblem(_("The round “%(round)s” is still a draft: open it first.") % {"round": round.name})

    def _placed(self, rows: list[FormRow], units: Units) -> list[Placed]:
        items = items_by_key(self.round.standard, self.mapping.points_per_observation)
        self.section_of = {item.pk: item.section_id for item in items.values()}
        rows = [row for row in rows if self._has_item(row, items)]
        points = points_for(rows, units, self.report)
        return [
            Placed(
                row,
                items[match_key(row.item)].pk,
                points[row.point],
                units.area(row.unit),
                frozenset(units.department(name) for name in row.departments),
            )
            for row in rows
        ]

    def _has_item(self, row: FormRow, items: dict[str, Item]) -> bool:
        if match_key(row.item) in items:
            return True
        self._reject(row, "item", row.item, _("The standard of this round is in use and does not have this item."))
        return False

    def _pending(self) -> dict[int, Decimal]:
        open_ones = Amendment.objects.filter(state=AmendmentState.PROPOSED, score__sheet__round=self.round)
        return dict(open_ones.values_list("score", "new_awarded"))

    def _sort(self, row: Placed) -> None:
        known = self.known.get(row.key)
        if known is None:
            self._take_new(row)
        elif (known.unit, known.departments) != (row.unit, row.departments):
            heading = "unit" if known.unit != row.unit else "departments"
            value = row.row.unit if known.unit != row.unit else "、".join(row.row.departments)
            self._reject(
                row.row, heading, value, _("The row was imported with other units: those are not changed by a file.")
            )
        elif row.row.awarded in (known.awarded, self.pending.get(known.score)):
            self.report.unchanged += 1
        elif known.score in self.pending:
            self._reject(
                row.row, "deducted", "", _("Another correction of this row is proposed: decide that one first.")
            )
        else:
            self.changed.append((row, known))
            self.report.note_amendment(row.row, known.awarded)

    def _take_new(self, row: Placed) -> None:
        if self.round.is_published:
            self._reject(row.row, "item", row.row.item, _("The round is published: no row can be added to it."))
        else:
            self.new.append(row)

    def _reject(self, row: FormRow, key: str, value: str, reason: str) -> None:
        heading = self.mapping.heading(key)
        self.report.rejected.append(Rejected(row.row, heading, value, reason))

    def _write_sheets(self, visits: list[tuple[tuple, list[Placed]]], run: ImportRun) -> None:
        maximum = self.mapping.points_per_observation
        sheets = Sheet.objects.bulk_create(self._sheet(visit, rows, run) for visit, rows in visits)
        link = Sheet.departments.through
        pairs = list(zip(sheets, visits, strict=True))
        link.objects.bulk_create(
            link(sheet_id=sheet.pk, unit_id=unit) for sheet, (visit, _rows) in pairs for unit in sorted(visit[2])
        )
        Score.objects.bulk_create(
            Score(
                sheet_id=sheet.pk,
                item_id=row.item,
                points=row.row.awarded,
                awarded=row.row.awarded,
                maximum=maximum,
                source_row=row.row.row,
            )
            for sheet, (_visit, rows) in pairs
            for row in rows
        )

    def _sheet(self, visit: tuple, rows: list[Placed], run: ImportRun) -> Sheet:
        point, unit, _departments, occurrence = visit
        maximum = self.mapping.points_per_observation
        lines = (scoring.Line(self.section_of[row.item], scoring.Award(row.row.awarded, maximum)) for row in rows)
        points = scoring.sheet_points(lines, self.caps)
        return Sheet(
            round_id=self.round.pk,
            point_id=point,
            unit_id=unit,
            occurrence=occurrence,
            state=SheetState.SUBMITTED,
            started_at=self.now,
            submitted_at=self.now,
            visited_at=timezone.make_aware(datetime.combine(self.mapping.date, time())),
            awarded=points.awarded,
            maximum=points.maximum,
            score=scoring.rounded(scoring.sheet_score(points), places=6),
            imported_by=run,
        )

    def _amendment(self, row: Placed, known: Known, run: ImportRun) -> Amendment:
        return Amendment(
            score_id=known.score,
            old_awarded=known.awarded,
            new_awarded=row.row.awarded,
            reason=_("Row %(row)s of the file “%(file)s” differs.") % {"row": row.row.row, "file": run.filename[:120]},
            proposed_by=self.by,
            proposed_at=self.now,
            imported_by=run,
        )

    def _record(self, run: ImportRun) -> None:
        if not self.new and not self.changed:
            return
        record(
            subject=self.round,
            by=self.by,
            verb="import",
            at=self.now,
            old_state="" if self.made else self.round.state,
            new_state=self.round.state,
            reason=_("“%(file)s”: %(rows)s rows imported, %(amendments)s corrections proposed.")
            % {"file": run.filename, "rows": len(self.new), "amendments": len(self.changed)},
        )


def batches(things: Iterable, size: int) -> Iterator[list]:
    """Lists of at most `size` of the things, in order."""
    things = iter(things)
    while batch := list(islice(things, size)):
        yield batch
