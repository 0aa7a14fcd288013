"""The service that takes a list back from a file: all of it or nothing, every row that cannot be taken named."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key
from core.files_in.columns import find_header
from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Table, Workbook
from core.maps.datum import Datum, to_wgs84
from core.models import Unit, User, Word
from core.table_in.columns import Column, Known, Wrong
from core.table_in.one_owner import fields_of_one, give_up, held_by_others
from core.table_in.stored import Stored, key_word, word
from core.trail import entry_of, record_many

BATCH = 500


def told_with(row: models.Model) -> tuple[models.Model, str]:
    """A part is told of in the trail of what it is a part of."""
    subject = getattr(row, "told_with", row)
    return subject, "" if subject is row else row.told_as


@dataclass(frozen=True)
class TableIn:
    """A list that comes back from Excel.

    code: at most 20 characters, in the address and in ImportRun.kind. key: the fields by which a stored row is known; a row
    whose key is blank or unknown is new. alike: of a table whose keys are given here, the columns by which a row without one is
    known all the same, so that a file read twice adds nothing twice; it then changes nothing either. stored(town): the rows that
    may be changed, with their joins. new(town): a row that isn't stored yet. ready(row, by, now): fills in what the file doesn't
    say (numbers, times), for new rows, before they are stored. check(row): raises ValidationError for what the fields alone
    don't show, check_on(row, today) for what depends on the day. check_together(new rows): the same for what shows only in the
    stored rows and the file together: the place of a row > what is wrong with it. carry_out(row, by, now): does with a stored
    row what its columns that are no fields ask for.
    told(row): in whose trail it is told that the row came in, and what is said of it there.
    """

    code: str
    label: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stored: Callable[[Unit], models.QuerySet]
    new: Callable[[Unit], models.Model]
    list_url: str
    ready: Callable[[Any, User | None, datetime], None] = lambda row, by, now: None
    check: Callable[[Any], None] = lambda row: None
    check_on: Callable[[Any, date], None] = lambda row, today: None
    check_together: Callable[[list], dict[int, ValidationError]] = lambda rows: {}
    carry_out: Callable[[Any, User | None, datetime], None] = lambda row, by, now: None
    alike: tuple[str, ...] = ()
    told: Callable[[Any], tuple[models.Model, str]] = told_with
    roles: tuple[str, ...] = ("office",)

    @property
    def export_columns(self) -> tuple:
        """For the list page: the same headings and words that come back."""
        return tuple((column.heading, column.write) for column in self.columns)

    @cached_property
    def fields_of_one(self) -> list[models.Field]:
        """Its columns whose value stands with one record at most, beside the key."""
        return fields_of_one(
            self.model, [one.field for one in self.columns if one.is_stored and one.field not in self.key]
        )

    @property
    def is_placed(self) -> bool:
        """Has it positions, which a file may hold as a map app gives them?"""
        return {"latitude", "longitude"} <= {column.field for column in self.columns}

    def take(self, **options) -> Report:
        """`take_table` for this list: what the registry asks of every list that comes back."""
        return take_table(table_in=self, **options)


@dataclass
class Plan:
    """What a file asks for. changed: stored rows with the columns that differ."""

    new: list[tuple[int, models.Model]] = field(default_factory=list)
    changed: list[tuple[int, models.Model, dict[str, list[str]]]] = field(default_factory=list)


def take_table(
    *,
    table_in: TableIn,
    path: Path,
    by: User | None,
    now: datetime,
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
    datum: str = Datum.WGS84,
) -> Report:
    """Makes the town's list say what the file says: unknown keys are added, known ones changed where they differ, what is not
    in the file stays. A column that the file lacks leaves its field as it is. A row that cannot be taken is named, and then
    nothing is written. datum: in which the file has its positions.

    Raises FileProblem where the file cannot be used at all.
    """
    town = kept_town(by, table_in.roles)
    table = Workbook(path).table(sheet or None)
    with transaction.atomic():
        report, known, plan = Report(), Known(table_in.model, town, timezone.localdate(now), datum), Plan()
        _read(table_in, table, known, plan, report)
        report.imported = len(plan.new) + len(plan.changed)
        report.created = {kind: [str(row) for row in rows] for kind, rows in known.made.items()}
        if not report.stopped and not dry_run:
            _write(table_in, known, plan, by, now)
            report.written = report.imported > 0
            if also:
                also(report)
    return report


def kept_town(by: User | None, roles: Iterable[str]) -> Unit:
    """The town whose list it is. Raises FileProblem for somebody who doesn't keep it; by None: the command line."""
    town = Unit.objects.home()
    if town is None or (by and not by.access.covers(town.path, *roles)):
        raise FileProblem(_("This list is kept for your own town, and this account does not keep it."))
    return town


def _read(table_in: TableIn, table: Table, known: Known, plan: Plan, report: Report) -> None:
    stored = Stored(table_in, known.town)
    seen: dict[tuple, int] = {}
    rows = _rows(table_in, table)
    if table_in.alike:  # first those with a key: what they are about is no other row's
        rows = sorted(rows, key=lambda row: not cell_text(row[1].get(table_in.key[0], "")))
    for number, cells, places in rows:
        report.rows += 1
        try:
            values = _values(table_in, table, number, cells, places, known)
            _place(table_in, number, values, stored, seen, known, plan, report)
        except _Refused as refused:
            report.rejected.append(Rejected(number, refused.heading, refused.value[:80], refused.reason))
    if not report.rows:
        raise FileProblem(_("Below its headings the table has no row with content."))
    _check_together(table_in, plan, report)
    report.rejected.sort(key=lambda one: one.row)


class _Refused(Exception):
    def __init__(self, heading: str, value: str, reason: str):
        super().__init__(reason)
        self.heading, self.value, self.reason = heading, value, reason


def _rows(table_in: TableIn, table: Table):
    """(row number, field -> cell, field -> column) of each row with content; columns that aren't needed may be missing."""
    header = find_header(table, [column.heading for column in table_in.columns if column.needed])
    headings = {match_key(cell_text(cell)): at for at, cell in reversed(list(enumerate(table.rows[header.row - 1])))}
    places = {
        column.field: headings[match_key(column.heading)]
        for column in table_in.columns
        if match_key(column.heading) in headings
    }
    for number, row in enumerate(table.rows[header.row :], start=header.row + 1):
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        if any(cell_text(cell) for cell in cells.values()) or _is_faulty(table, number, places):
            yield number, cells, places


def _is_faulty(table: Table, number: int, places: dict[str, int]) -> bool:
    """A row of formulas without results looks blank, and is none."""
    return any(table.fault_at(number, at + 1) for at in places.values())


def _values(table_in: TableIn, table: Table, number: int, cells: dict, places: dict, known: Known) -> dict:
    values = {}
    for column in table_in.columns:
        if column.field not in cells:
            continue
        cell = cells[column.field]
        if fault := table.fault_at(number, places[column.field] + 1):
            raise _Refused(column.heading, cell_text(cell), fault)
        try:
            values[column.field] = column.read(cell, known)
        except Wrong as wrong:
            raise _Refused(column.heading, cell_text(cell), str(wrong)) from wrong
    return values | _kept_position(values, known.datum)


def _kept_position(values: dict, datum: str) -> dict:
    """Latitude and longitude as they are kept, where the row has both; half a position is refused with the record's own rules."""
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if latitude is None or longitude is None:
        return {}
    return dict(zip(("latitude", "longitude"), to_wgs84(latitude, longitude, datum), strict=True))


def _place(table_in, number, values, stored, seen, known, plan, report) -> None:
    key = tuple(key_word(values.get(name)) for name in table_in.key)
    if any(key):
        _once(table_in, table_in.key[0], key, number, values, seen)
    for name in _of_one_row(table_in, values):
        _once(table_in, name, (table_in.model, name, key_word(values[name])), number, values, seen)
    row = stored.find(key, values)
    if row is None:
        row = table_in.new(known.town)
        _refuse_retired(table_in, values, values)
        _fill(row, values)
        _check(table_in, row, values, known.today)
        plan.new.append((number, row))
        return
    if not any(key):
        values = {name: value for name, value in values.items() if name not in table_in.key}  # it keeps its own
    changes = _changes(table_in, row, values)
    if not changes:
        report.unchanged += 1
        return
    if not any(key):
        reason = _(
            "There is one like this, of this number. Enter the number to change it; a new one needs another name."
        )
        raise _Refused(_heading(table_in, table_in.key[0]), word(getattr(row, table_in.key[0])), reason)
    _refuse_retired(table_in, changes, values)
    _fill(row, values)
    _check(table_in, row, values, known.today)
    plan.changed.append((number, row, changes))


def _once(table_in: TableIn, name: str, what: tuple, number: int, values: dict, seen: dict[tuple, int]) -> None:
    if earlier := seen.get(what):
        reason = _("Row %(row)s is about the same.") % {"row": earlier}
        raise _Refused(_heading(table_in, name), word(values.get(name)), reason)
    seen[what] = number


def _of_one_row(table_in: TableIn, values: dict) -> Iterable[str]:
    return [field.name for field in table_in.fields_of_one if values.get(field.name) is not None]


def _refuse_retired(table_in: TableIn, names: Iterable[str], values: dict) -> None:
    """A retired word stays with the records that have it; no other takes it."""
    for name in names:
        if isinstance(word := values[name], Word) and not word.is_active:
            raise _Refused(
                _heading(table_in, name), str(word), _("This word is retired: it stands on old records only.")
            )


def _changes(table_in: TableIn, row: models.Model, values: dict) -> dict[str, list[str]]:
    pairs = {
        column.field: [column.write(row), column.text(values[column.field])]
        for column in table_in.columns
        if column.field in values and (column.is_stored or values[column.field])
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _fill(row: models.Model, values: dict) -> None:
    for name, value in values.items():
        if value is None and not row._meta.get_field(name).null:
            continue  # a blank cell leaves what the record begins with
        setattr(row, name, value)


def _check(table_in: TableIn, row: models.Model, values: dict, today: date) -> None:
    """The rules of fields, of the database and of the list, in the same words as on the page."""
    found = {name for name, value in values.items() if isinstance(value, models.Model)}
    unknown_yet = {name for name in found if values[name].pk is None}
    handed_on = {field.name for field in table_in.fields_of_one}  # looked at when all rows are read
    others = {one.name for one in row._meta.fields if one.name not in values}
    try:
        row.clean_fields(exclude=found | others)  # records by name were looked up already
        row.validate_unique(exclude=unknown_yet | handed_on)
        row.validate_constraints(exclude=unknown_yet)
        table_in.check(row)
        table_in.check_on(row, today)
    except ValidationError as error:
        raise _refused_by(table_in, error, values) from error


def _check_together(table_in: TableIn, plan: Plan, report: Report) -> None:
    wrong = table_in.check_together([row for _number, row in plan.new])
    for place, error in wrong.items():
        number, row = plan.new[place]
        refused = _refused_by(
            table_in, error, {column.field: getattr(row, column.field, "") for column in table_in.columns}
        )
        report.rejected.append(Rejected(number, refused.heading, refused.value[:80], refused.reason))
    plan.new = [pair for place, pair in enumerate(plan.new) if place not in wrong]
    _check_handed_on(table_in, plan, report)


def _check_handed_on(table_in: TableIn, plan: Plan, report: Report) -> None:
    held = list(held_by_others(table_in.model, table_in.fields_of_one, plan.new, plan.changed))
    rows = {number: row for number, row, *_changes in [*plan.new, *plan.changed]}
    for number, name, reason in held:
        column = next(one for one in table_in.columns if one.field == name)
        report.rejected.append(Rejected(number, column.heading, column.write(rows[number])[:80], reason))
    refused = {number for number, _name, _reason in held}
    plan.new = [one for one in plan.new if one[0] not in refused]
    plan.changed = [one for one in plan.changed if one[0] not in refused]


def _refused_by(table_in: TableIn, error: ValidationError, values: dict) -> _Refused:
    if hasattr(error, "error_dict"):
        name, errors = next(iter(error.error_dict.items()))
        heading = _heading(table_in, name)
        return _Refused(
            heading, word(values.get(name)), " ".join(message for one in errors for message in one.messages)
        )
    return _Refused("", "", " ".join(error.messages))


def _heading(table_in: TableIn, name: str) -> str:
    return next((column.heading for column in table_in.columns if column.field == name), "")


def _write(table_in: TableIn, known: Known, plan: Plan, by: User | None, now: datetime) -> None:
    for rows in known.made.values():
        for row in rows:
            row.save()
    give_up(table_in.model, table_in.fields_of_one, plan.changed)
    for _number, row in plan.new:
        _refresh_keys(row)
        table_in.ready(row, by, now)
    table_in.model._base_manager.bulk_create([row for _number, row in plan.new], batch_size=BATCH)
    for _number, row, _changes in plan.changed:
        _refresh_keys(row)
    written = [column.field for column in table_in.columns if column.is_stored]
    if plan.changed:
        rows = [row for _number, row, _changes in plan.changed]
        table_in.model._base_manager.bulk_update(rows, written, batch_size=BATCH)
    for _number, _row, changes in plan.changed:
        for name in changes.keys() - set(written):
            del changes[name]  # told by whatever carries it out
    told = [(row, None) for _number, row in plan.new] + [(row, changes) for _number, row, changes in plan.changed]
    told = [(row, changes) for row, changes in told if changes != {}]
    record_many(_entry(table_in, row, by, now, changes) for row, changes in told)
    for row in [*(row for _number, row in plan.new), *(row for _number, row, _changes in plan.changed)]:
        table_in.carry_out(row, by, now)


def _entry(table_in: TableIn, row: models.Model, by: User | None, now: datetime, changes: dict | None):
    subject, said = table_in.told(row)
    return entry_of(subject=subject, by=by, verb="import", at=now, changes=changes, reason=said)


def _refresh_keys(row: models.Model) -> None:
    """Records that were added with the file have their numbers only now."""
    for one in row._meta.fields:
        if one.is_relation and one.is_cached(row) and (related := one.get_cached_value(row)) is not None:
            setattr(row, one.attname, related.pk)
