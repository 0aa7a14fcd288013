"""Tables as files: CSV that Excel opens with its Chinese intact, and Excel itself. Both hold exactly the rows they are given."""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.formats import two_places

Column = tuple[str, str | Callable]
"""The head of a column, and how its value is had from a row: a key ('unit.name', dots go deeper) or a function of the row."""

FORMATS = ("csv", "xlsx")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCEL_CELL = 32_767  # characters that a cell can hold
EXCEL_ROWS = 1_048_576  # rows that a sheet can hold, with its head
BOM = "\ufeff"

_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]")
"""How a formula begins; Excel for Chinese takes the wide signs for the narrow ones."""
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def table_response(format: str, filename: str, columns: Iterable[Column], rows: Iterable):
    """The rows as a download. `format` is 'csv' or 'xlsx'; `filename` is without its ending, and may be Chinese."""
    columns = list(columns)
    if format == "xlsx":
        return _xlsx_response(filename, columns, rows)
    return _csv_response(filename, columns, rows)


def safe_text(text: str) -> str:
    """Text that a spreadsheet can't take for a formula: one that starts like one gets an apostrophe. Numbers stay as they are."""
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def value_of(row, key: str | Callable):
    """A column's value: by function, or along a dotted path through attributes, mappings and methods without arguments."""
    if callable(key):
        return key(row)
    value = row
    for name in key.split("."):
        if value is None:
            return None
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
        if callable(value):
            value = value()
    return value


def _csv_response(filename: str, columns: list[Column], rows: Iterable) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{filename}.csv")
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(columns: list[Column], rows: Iterable) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([safe_text(str(head)) for head, _key in columns])
    for row in rows:
        yield writer.writerow([_csv_cell(value_of(row, key)) for _head, key in columns])


def _csv_cell(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case Decimal():
            return f"{two_places(value):f}"
        case datetime():
            return f"{_local(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case int() | float():
            return str(value)
    return safe_text(str(value))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _xlsx_response(filename: str, columns: list[Column], rows: Iterable) -> FileResponse:
    book = ExcelBook()
    table = book.add_table("", columns)
    for row in rows:
        table.add(row)
    return FileResponse(book.finish(), as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX_TYPE)


class ExcelBook:
    """An Excel file on disk, written row by row: only the row at hand of each table is in memory.

    folder: where everything that isn't finished lies; given, whoever gave it takes away what a break leaves behind. in_memory:
    for what must not lie on a disk even for a moment.
    """

    def __init__(self, folder: str | None = None, in_memory: bool = False):
        import xlsxwriter

        # whoever sends the file closes it
        self._handle = io.BytesIO() if in_memory else tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        options = {"in_memory": True} if in_memory else {"constant_memory": True, "tmpdir": folder}
        self._book = xlsxwriter.Workbook(self._handle, options)
        self.styles = {
            "head": self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
            "decimal": self._book.add_format({"num_format": "0.00"}),
            "date": self._book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }

    def add_table(self, name: str, columns: Iterable[Column]) -> "ExcelTable":
        """A table with its head, without rows. An empty name is Excel's own. Several can be filled side by side."""
        return ExcelTable(self, name, list(columns))

    def add_sheet(self, name: str):
        return self._book.add_worksheet(name or None)

    def finish(self):
        """The open file, at its beginning."""
        self._book.close()
        self._handle.seek(0)
        return self._handle


class ExcelTable:
    """Rows under a head, on as many sheets as they need: a sheet that is full is followed by 'name 2'."""

    def __init__(self, book: ExcelBook, name: str, columns: list[Column], most_rows: int = EXCEL_ROWS):
        self._book, self._name, self._columns = book, name, columns
        self._most, self._pages = most_rows, 0
        self._begin_sheet()

    def add(self, row) -> None:
        if self._at == self._most:
            self._begin_sheet()
        for at, (_head, key) in enumerate(self._columns):
            _write_cell(self._sheet, self._at, at, value_of(row, key), self._book.styles)
        self._at += 1

    def _begin_sheet(self) -> None:
        self._pages += 1
        self._sheet = self._book.add_sheet(self._name if self._pages == 1 else f"{self._name} {self._pages}".strip())
        self._sheet.freeze_panes(1, 0)
        for at, (head, _key) in enumerate(self._columns):
            self._sheet.set_column(at, at, min(max(12, 2 * len(str(head)) + 4), 40))
        for at, (head, _key) in enumerate(self._columns):
            self._sheet.write_string(0, at, safe_text(str(head)), self._book.styles["head"])
        self._at = 1


def _write_cell(sheet, row: int, column: int, value, styles: dict) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_string(row, column, _("Yes") if value else _("No"))
        case Decimal():
            sheet.write_number(row, column, two_places(value), styles["decimal"])
        case datetime():
            sheet.write_datetime(row, column, _local(value).replace(tzinfo=None), styles["moment"])
        case date():
            sheet.write_datetime(row, column, value, styles["date"])
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, safe_text(str(value))[:EXCEL_CELL])
