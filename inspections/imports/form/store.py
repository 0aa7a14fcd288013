"""Sorts the rows of a form into its round: what is new, what is there already, what differs and is proposed as a correction."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from campaign.models.years import why_closed
from core.files_in.cells import match_key
from core.files_in.problems import FileProblem, Rejected
from core.models import ImportRun
from core.trail import record
from inspections.imports.form.known import Known, known_rows
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.places import Units, points_for, town_named
from inspections.imports.form.report import FormReport
from inspections.imports.form.rows import FormRow
from inspections.imports.form.sheets import Placed, SheetWriter
from inspections.imports.form.standard import items_by_key, standard_for
from inspections.models import Amendment, AmendmentState, Item, Round, RoundState
from inspections.services.aftermath import put_off
from inspections.services.results import refresh_results
from inspections.services.rounds import freeze_standard

BATCH = 1000


class FormStore:
    """One form on its way into the database. Call it inside a transaction; `report` is filled as it goes."""

    def __init__(self, mapping: FormMapping, worksheet: str, report: FormReport, by, now: datetime):
        self.mapping, self.worksheet, self.report, self.by, self.now = mapping, worksheet, report, by, now

    def place(self, rows: list[FormRow]) -> None:
        """Finds or makes what the rows refer to, and sorts them into new, changed, unchanged and rejected ones."""
        town = town_named(self.mapping.town, self.by, self.report, self.mapping.date)
        self.round, self.made = self._round(town, rows)
        units = Units(town, self.report, self.mapping.date)
        placed = self._placed(rows, units)
        self.new: list[Placed] = placed if self.made else []
        self.changed: list[tuple[Placed, Known]] = []
        if not self.made:
            self._sort_all(placed)
        self.report.imported = len(self.new) + len(self.changed)

    def write(self, run: ImportRun) -> None:
        """Sheets, scores, the results that follow, proposed amendments and the trail."""
        freeze_standard(self.round, self.now)
        observed = SheetWriter(self.round, self.items, self.mapping, run, self.now).write(self.new)
        refresh_results(round=self.round, observations=observed if self.made else None)
        put_off(round=self.round)
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
        if reason := why_closed([mapping.year]):
            raise FileProblem(reason)
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
        by_key = items_by_key(self.round.standard, self.mapping.points_per_observation)
        self.items = list(by_key.values())
        ids = {name: self._item_id(name, by_key) for name in {row.item for row in rows}}
        if None in ids.values():
            self._reject_unknown([row for row in rows if ids[row.item] is None])
            rows = [row for row in rows if ids[row.item] is not None]
        if units.passed:
            rows = [row for row in rows if not self._names_what_has_passed(row, units)]
        points = points_for(rows, units, self.report)
        return [
            Placed(
                row, ids[row.item], (points[row.point], *units.place_as_set(row.unit, row.departments), row.occurrence)
            )
            for row in rows
        ]

    def _item_id(self, name: str, by_key: dict[str, Item]) -> int | None:
        item = by_key.get(match_key(name))
        return item and item.pk

    def _reject_unknown(self, rows: list[FormRow]) -> None:
        for row in rows:
            self._reject(row, "item", row.item, _("The standard of this round is in use and does not have this item."))

    def _names_what_has_passed(self, row: FormRow, units: Units) -> bool:
        found = units.passed_in(row.unit, row.departments)
        if found:
            self._reject(row, *found)
        return bool(found)

    def _pending(self) -> dict[int, Decimal]:
        open_ones = Amendment.objects.filter(state=AmendmentState.PROPOSED, score__sheet__round=self.round)
        return dict(open_ones.values_list("score", "new_awarded"))

    def _sort_all(self, rows: list[Placed]) -> None:
        self.known, self.pending = known_rows(self.round, self.worksheet), self._pending()
        for row in rows:
            self._sort(row)
        self.report.note_gone(len(self.known.keys() - {row.key for row in rows}))

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
