"""Opens what offices send, Excel or CSV, into tables whose row numbers are those that Excel shows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.files_in.problems import FileProblem
from core.files_in.xlsx import Merged, column_letters, open_archive, scan_sheet, sheet_part

COLUMNS_MAX = 200
DELIMITERS = ",\t;，"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass
class Table:
    """A sheet as it stands: rows[0] is row 1. Merged cells are filled; cells here are (row, column) from 1."""

    sheet: str
    rows: list[list]
    merged: list[Merged] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)

    def fault_at(self, row: int, column: int) -> str:
        """Why the value of a cell (from 1) says nothing, in the user's words; '' for a sound one."""
        if (row, column) not in self.uncached and (row, column) not in self.errors:
            return ""
        words = _("%(cell)s holds a formula without a result, or an error. Open the file in Excel and save it again.")
        return words % {"cell": f"{column_letters(column)}{row}"}

    def filled(self) -> set[tuple[int, int]]:
        """The cells whose value came down from the top of a merged range."""
        return {
            (row, merge.first_column)
            for merge in self.merged
            for row in range(merge.first_row + 1, min(merge.last_row, len(self.rows)) + 1)
        }


class Workbook:
    """A file that could be opened: its sheets by name (a CSV file has one, without a name)."""

    def __init__(self, path):
        self.path = Path(path)
        self.kind = _kind_of(self.path)
        self._archive = open_archive(self.path) if self.kind == "xlsx" else None
        self._text = _decoded(self.path.read_bytes()) if self.kind == "csv" else ""
        self._book = None if self.kind == "csv" else self._opened()
        self.sheets = self._sheet_names() if self._book else [""]

    def _opened(self):
        from python_calamine import CalamineError, PasswordError, load_workbook

        try:
            return load_workbook(str(self.path))
        except PasswordError as error:
            raise FileProblem(_("The file is protected by a password. Save it without one.")) from error
        except (CalamineError, ValueError, OSError) as error:
            raise FileProblem(
                _("The file cannot be read as an Excel workbook. Save the form as .xlsx or as CSV.")
            ) from error

    def _sheet_names(self) -> list[str]:
        names = [sheet.name for sheet in self._book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
        if not names:
            raise FileProblem(_("The workbook has no sheet with a table."))
        return names

    def table(self, sheet: str | None = None) -> Table:
        """The sheet of that name; without a name the first one. A CSV file has one table, whatever is asked for."""
        if self.kind == "csv":
            return Table(sheet or "", list(_csv_rows(self._text)))
        name = sheet or self.sheets[0]
        if name not in self.sheets:
            raise FileProblem(
                _("The file has no sheet named “%(name)s”. It has: %(sheets)s.")
                % {"name": name, "sheets": "、".join(self.sheets)}
            )
        return self._excel_table(name)

    def _excel_table(self, name: str) -> Table:
        part = self._archive and sheet_part(self._archive, name)
        facts = scan_sheet(self._archive, part) if part else None
        if facts:
            _check_extent(facts.last_row, facts.last_column)
        rows = self._excel_rows(name)
        _check_extent(len(rows), max(map(len, rows), default=0))
        if not facts:
            return Table(name, rows)
        rows.extend(
            [""] * max(map(len, rows), default=0) for _row in range(facts.last_row - len(rows))
        )  # of formulas alone
        table = Table(name, rows, facts.merged, facts.formulas, facts.uncached, facts.errors)
        _fill_down(table)
        return table

    def _excel_rows(self, name: str) -> list[list]:
        """All cells of a sheet from A1 on, every row as long as the longest; a blank cell is ''."""
        from python_calamine import CalamineError

        try:
            return self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, ValueError, OSError) as error:
            raise FileProblem(_("The sheet “%(name)s” cannot be read.") % {"name": name}) from error


def _kind_of(path: Path) -> str:
    """By what the file holds, not by what it is called."""
    try:
        size = path.stat().st_size
        with path.open("rb") as source:
            head = source.read(4096)
    except OSError as error:
        raise FileProblem(_("The file %(name)s cannot be opened.") % {"name": path.name}) from error
    if size > settings.IMPORT_MAX_BYTES:
        raise FileProblem(
            _("The file has %(size)s MB; at most %(limit)s MB are taken.")
            % {"size": round(size / 1048576, 1), "limit": settings.IMPORT_MAX_BYTES // 1048576}
        )
    if not head.strip():
        raise FileProblem(_("The file is empty."))
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLE):
        return "xls"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise FileProblem(
            _("This is a web page or XML file, whatever its name says. Open it in Excel and save it as .xlsx.")
        )
    return "csv"


def _csv_rows(text: str) -> Iterator[list[str]]:
    """Rows as a table program counts them: a blank line is a row."""
    delimiter = max(DELIMITERS, key=text[:4096].count)
    try:
        for count, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            _check_extent(count, len(row))
            yield row
    except csv.Error as error:
        raise FileProblem(_("The file cannot be read as a table: is it really CSV?")) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise FileProblem(_("This is neither an Excel file nor CSV. Save the form as .xlsx or as CSV."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileProblem(_("The characters of the file cannot be read. Save it as .xlsx, or as CSV in UTF-8."))


def _check_extent(rows: int, columns: int) -> None:
    if rows > settings.IMPORT_MAX_ROWS + 1:
        raise FileProblem(
            _(
                "The table reaches beyond row %(limit)s, more than is taken at once. Split the file, or delete what stands below."
            )
            % {"limit": settings.IMPORT_MAX_ROWS + 1}
        )
    if columns > COLUMNS_MAX:
        raise FileProblem(
            _("The table has more than %(limit)s columns. Delete what stands to the right of it.")
            % {"limit": COLUMNS_MAX}
        )


def _fill_down(table: Table) -> None:
    """A merged range counts for each of its rows, in its first column."""
    for merge in table.merged:
        top, column = merge.first_row - 1, merge.first_column - 1
        if top < len(table.rows) and column < len(table.rows[top]):
            for row in table.rows[top + 1 : merge.last_row]:
                row[column] = table.rows[top][column]
