"""The rows of an assessment form, read and checked; nothing is written here and no row is left out without a word."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.imports.files.cells import cell_number, cell_text, decimal_places, match_key, several
from inspections.imports.files.columns import Header, find_header
from inspections.imports.files.problems import FileProblem, Rejected
from inspections.imports.files.workbook import Table
from inspections.imports.files.xlsx import column_letters
from inspections.imports.form.dictionary import Dictionary, ItemMatch
from inspections.imports.form.mapping import Reading

LONGEST_ITEM, LONGEST_NAME = 40, 80
PROGRESS_EVERY = 2000
MERGED_NOTES = 20


@dataclass(frozen=True, slots=True)
class FormRow:
    """One observation. row: as Excel counts; awarded: 0..points_per_observation; occurrence: the how-manieth row of its
    item and point, from 1."""

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

    count: int = 0
    rows: list[FormRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class RowProblem(ValueError):
    """Why a row cannot be taken: the heading of the column, the value, and the reason in the user's words."""

    def __init__(self, heading: str, value, reason: str):
        super().__init__(reason)
        self.heading, self.value, self.reason = heading, cell_text(value)[:80], reason


def read_form(
    table: Table, mapping: Reading, accept: bool = False, progress: Callable[[int, int], None] | None = None
) -> FormContent:
    """Reads a sheet by its mapping. accept: take the dictionary's proposals. progress(done, all) is called now and then.

    Raises FileProblem where the sheet as a whole cannot be used.
    """
    reader = _Reader(table, mapping, accept)
    body = list(enumerate(table.rows[reader.header.row :], start=reader.header.row + 1))
    for done, (number, cells) in enumerate(body):
        if progress and done % PROGRESS_EVERY == 0:
            progress(done, len(body))
        reader.take(number, cells)
    if not reader.content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    reader.content.notes = [*_unknown_keys(mapping), *reader.notes()]
    return reader.content


def _unknown_keys(mapping: Reading) -> list[str]:
    return [_("Mapping: “%(key)s” is not known and was not used.") % {"key": key} for key in mapping.unknown]


class _Reader:
    def __init__(self, table: Table, mapping: Reading, accept: bool):
        self.table, self.mapping, self.accept = table, mapping, accept
        self.header: Header = find_header(table, mapping.headings)
        self.dictionary: Dictionary = mapping.entries()
        self.content = FormContent()
        self.seen: Counter = Counter()
        self.columns = {key: self.header.columns[heading] for key, heading in mapping.columns.items()}
        self.used = {self.header.columns[heading]: heading for heading in mapping.headings}

    def take(self, number: int, cells: list) -> None:
        if not any(
            cell_text(cells[column]) or self._stands_in(number, column) for column in self.used if column < len(cells)
        ):
            return
        self.content.count += 1
        try:
            self._check_cells(number)
            self.content.rows.append(self._row(number, cells))
        except RowProblem as problem:
            self.content.rejected.append(Rejected(number, problem.heading, problem.value, problem.reason))

    def _stands_in(self, number: int, column: int) -> bool:
        """A formula without a result, or an error: a cell that looks blank and is not."""
        return (number, column + 1) in self.table.uncached or (number, column + 1) in self.table.errors

    def _check_cells(self, number: int) -> None:
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

    def _row(self, number: int, cells: list) -> FormRow:
        item = self._name(cells, "item", LONGEST_ITEM)
        match = self._match(number, item)  # first, so that a row is named here even if something else is wrong with it
        point = self._name(cells, "point", LONGEST_NAME)
        unit = self._name(cells, "unit", LONGEST_NAME, needed=False)
        departments, awarded = self._departments(cells), self._awarded(cells)
        key = (match_key(item), match_key(point))
        self.seen[key] += 1
        return FormRow(number, item, match, point, unit, departments, awarded, occurrence=self.seen[key])

    def _match(self, number: int, item: str) -> ItemMatch:
        match = self.dictionary.match(item)
        if not match.unmatched:
            return match
        self.content.unmatched.append(Unmatched(number, self.mapping.columns["item"], item, match.proposal))
        if self.accept and match.proposal:
            return ItemMatch(match.section, match.branch, alias=match.proposal)
        return match

    def _value(self, cells: list, key: str):
        column = self.columns.get(key)
        return cells[column] if column is not None and column < len(cells) else None

    def _name(self, cells: list, key: str, longest: int, needed: bool = True) -> str:
        value = self._value(cells, key)
        text = cell_text(value)
        if needed and not text:
            raise RowProblem(self.mapping.columns[key], value, _("It is blank."))
        if len(text) > longest:
            raise RowProblem(self.mapping.columns[key], value, _too_long(longest))
        return text

    def _departments(self, cells: list) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for heading in self.mapping.departments:
            column = self.header.columns[heading]
            for name in several(cells[column]) if column < len(cells) else ():
                if len(name) > LONGEST_NAME:
                    raise RowProblem(heading, name, _too_long(LONGEST_NAME))
                names[name] = None
        return tuple(names)

    def _awarded(self, cells: list) -> Decimal:
        """Points won. Blank deducted is nothing deducted; where points won are given too, both must agree."""
        most = self.mapping.points_per_observation
        deducted, score = self._points(cells, "deducted"), self._points(cells, "score")
        if "deducted" not in self.columns:
            if score is None:
                raise RowProblem(self.mapping.columns["score"], "", _("It is blank: no points, nothing to take."))
            return score
        won = most - (deducted or Decimal(0))
        if score is not None and score != won:
            reason = _("It does not agree with what is deducted: %(most)s − %(deducted)s = %(won)s.")
            values = {"most": most, "deducted": deducted or 0, "won": won}
            raise RowProblem(self.mapping.columns["score"], self._value(cells, "score"), reason % values)
        return won

    def _points(self, cells: list, key: str) -> Decimal | None:
        value, most = self._value(cells, key), self.mapping.points_per_observation
        try:
            points = cell_number(value)
        except ValueError as error:
            reason = _("This is not a number. Leave it blank, or enter one.")
            raise RowProblem(self.mapping.columns[key], value, reason) from error
        if points is None:
            return None
        if not 0 <= points <= most:
            reason = _("It must lie between 0 and %(most)s.")
            raise RowProblem(self.mapping.columns[key], value, reason % {"most": most})
        if decimal_places(points) > 2:
            raise RowProblem(self.mapping.columns[key], value, _("It has more than two decimals."))
        return points

    def notes(self) -> list[str]:
        return [*self._formula_note(), *self._merged_notes()]

    def _formula_note(self) -> list[str]:
        used = {column + 1 for column in self.used}
        cached = sum(1 for row, column in self.table.formulas if column in used and row > self.header.row)
        if not cached:
            return []
        words = ngettext(
            "%(count)s cell holds a formula: the result that Excel stored was taken.",
            "%(count)s cells hold formulas: the results that Excel stored were taken.",
            cached,
        )
        return [words % {"count": cached}]

    def _merged_notes(self) -> list[str]:
        merged = [m for m in self.table.merged if m.first_column - 1 in self.used and m.last_row > m.first_row]
        below = [m for m in merged if m.first_row > self.header.row]
        words = _(
            "“%(heading)s”, rows %(first)s to %(last)s, is one merged cell: its value counts for each of these rows."
        )
        return [
            words % {"heading": self.used[m.first_column - 1], "first": m.first_row, "last": m.last_row}
            for m in below[:MERGED_NOTES]
        ] + [_("There are %(count)s merged cells in all.") % {"count": len(below)}] * (len(below) > MERGED_NOTES)


def _too_long(longest: int) -> str:
    return _("It has more than %(longest)s characters.") % {"longest": longest}
