"""The rows of an assessment form, read and checked; nothing is written here and no row is left out without a word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text
from core.files_in.columns import find_header
from core.files_in.problems import FileProblem, Rejected
from core.files_in.workbook import Table
from core.files_in.xlsx import column_letters
from inspections.imports.form.dictionary import Dictionary, ItemMatch
from inspections.imports.form.entries import Entries, RowProblem
from inspections.imports.form.mapping import Reading
from inspections.imports.form.notes import notes_on

PROGRESS_EVERY = 10_000


class FormRow(NamedTuple):
    """One observation. row: as Excel counts; awarded: 0..points_per_observation; occurrence: the how-manieth row of its
    item and point, from 1. A tuple: there are as many as the form has rows."""

    row: int
    item: str
    match: ItemMatch
    point: str
    unit: str
    departments: tuple[str, ...]
    awarded: Decimal
    occurrence: int


@dataclass(frozen=True)
class Unmatched:
    """A row whose item is not in the dictionary, and the nearest entry (None: nothing is near)."""

    row: int
    field: str
    value: str
    proposal: str | None

    def as_json(self) -> dict:
        return {"row": self.row, "field": self.field, "value": self.value, "proposal": self.proposal}


@dataclass
class FormContent:
    """All that a sheet holds: rows that can be taken, those that cannot, those whose item is unknown, and remarks."""

    rows: list[FormRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The rows that are not blank."""
        return len(self.rows) + len(self.rejected)


def read_form(
    table: Table, mapping: Reading, accept: bool = False, progress: Callable[[int, int], None] | None = None
) -> FormContent:
    """Reads a sheet by its mapping. accept: take the dictionary's proposals. progress(done, all) is called now and then.

    Raises FileProblem where the sheet as a whole cannot be used.
    """
    reader = _Reader(table, mapping, accept)
    for done, line in enumerate(reader.body()):
        if progress and done % PROGRESS_EVERY == 0:
            progress(done, len(table.rows) - reader.header.row)
        reader.take(line)
    if not reader.content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    reader.content.notes = notes_on(table, mapping, reader.header.row, reader.used)
    return reader.content


class _Reader:
    def __init__(self, table: Table, mapping: Reading, accept: bool):
        self.table, self.mapping, self.accept = table, mapping, accept
        self.header = find_header(table, mapping.headings)
        self.used = {self.header.columns[heading]: heading for heading in mapping.headings}
        self.content = FormContent()
        self.dictionary: Dictionary = mapping.entries()
        self.entries = Entries(mapping)
        self.seen: dict[tuple[str, str], int] = {}
        # A formula without a result, or an error: a cell that looks blank and is not.
        self.unsound = {row for row, column in table.uncached | table.errors if column - 1 in self.used}

    def body(self) -> Iterable[tuple]:
        """(row number, item, point, unit, deducted, score, department columns …) of each row below the headings."""
        below = self.table.rows[self.header.row :]
        headings = [*map(self.mapping.columns.get, ("item", "point", "unit", "deducted", "score"))]
        shortest = min(map(len, below), default=0)
        columns = [self._column(below, shortest, heading) for heading in [*headings, *self.mapping.departments]]
        return zip(range(self.header.row + 1, len(self.table.rows) + 1), *columns, strict=False)

    def _column(self, rows: list[list], shortest: int, heading: str | None) -> Iterable:
        """The cells of a column: None where a row is shorter, or where the mapping has no such column."""
        if heading is None:
            return repeat(None)
        column = self.header.columns[heading]
        if column < shortest:
            return map(itemgetter(column), rows)
        return [row[column] if column < len(row) else None for row in rows]

    def take(self, line: tuple) -> None:
        number = line[0]
        try:
            if number in self.unsound:
                self._refuse_unsound(number)
            self.content.rows.append(self._row(*line))
        except RowProblem as problem:
            if number in self.unsound or not self._is_blank(number):
                self.content.rejected.append(Rejected(number, problem.heading, problem.value, problem.reason))

    def _row(self, number: int, item, point, unit, deducted, score, *departments) -> FormRow:
        entries = self.entries
        item, item_key = entries.item(item)
        match = self.dictionary.match(item)
        if match.unmatched:  # noted first: the row is named even if something else is wrong with it
            match = self._note_unmatched(number, item, match)
        point, point_key = entries.point(point)
        unit, answering, awarded = (
            entries.unit(unit),
            entries.departments(*departments),
            entries.awarded(deducted, score),
        )
        key = item_key, point_key
        self.seen[key] = occurrence = self.seen.get(key, 0) + 1
        return FormRow(number, item, match, point, unit, answering, awarded, occurrence)

    def _is_blank(self, number: int) -> bool:
        cells = self.table.rows[number - 1]
        return not any(cell_text(cells[column]) for column in self.used if column < len(cells))

    def _refuse_unsound(self, number: int) -> None:
        for column, heading in self.used.items():
            cell = (number, column + 1)
            name = f"{column_letters(column + 1)}{number}"
            if cell in self.table.uncached:
                reason = _(
                    "The formula in %(cell)s has no stored result. Open the file in Excel, save it, import it again."
                )
                raise RowProblem(heading, self.table.formulas[cell], reason % {"cell": name})
            if cell in self.table.errors:
                reason = _("%(cell)s shows an error. Correct it in Excel.")
                raise RowProblem(heading, self.table.formulas.get(cell, ""), reason % {"cell": name})

    def _note_unmatched(self, number: int, item: str, match: ItemMatch) -> ItemMatch:
        self.content.unmatched.append(Unmatched(number, self.mapping.columns["item"], item, match.proposal))
        if self.accept and match.proposal:
            return ItemMatch(match.section, match.branch, alias=match.proposal)
        return match
