"""What stands in an .xlsx file beside its values: formulas without a result, error cells, merged cells, its true extent.

The reader of values (calamine) reads a formula without a stored result as nothing, and in a form a blank deduction means
full marks: so such cells must be found. Files come from anywhere: sizes are bounded before anything is unpacked, and
document type declarations (from which entities could be expanded) are refused.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import PurePosixPath
from xml.parsers import expat

from django.utils.translation import gettext as _

from core.files_in.plain_rows import without_plain_rows
from core.files_in.problems import FileProblem

UNPACKED_MAX_BYTES = 300 * 1024 * 1024
CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True)
class Merged:
    """A merged range; rows and columns count from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class SheetFacts:
    """Of one worksheet. Cells are (row, column) from 1. last_row and last_column: how far values reach; in rows of ordinary
    cells alone (`plain_rows`) only the row is followed, for none of them reaches far to the right."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def open_archive(path) -> zipfile.ZipFile:
    """The file as an archive that is safe to unpack. Raises FileProblem for anything but a sound Excel workbook."""
    try:
        archive = zipfile.ZipFile(path)
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            raise FileProblem(_not_a_workbook(names))
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_MAX_BYTES:
            raise FileProblem(
                _("The file is too large once it is unpacked. Split it, or delete what is not needed in it.")
            )
        # Reads every part to its declared size and compares its checksum: what lies about its size ends here.
        damaged = archive.testzip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileProblem(
            _("The file is damaged or protected. Open it in Excel and save it again as .xlsx.")
        ) from error
    if damaged:
        raise FileProblem(_("The file is damaged. Open it in Excel and save it again as .xlsx."))
    return archive


def _not_a_workbook(names: set[str]) -> str:
    if "word/document.xml" in names:
        return _("This is a Word document, whatever its name says. Copy its table to Excel and save that as .xlsx.")
    if "ppt/presentation.xml" in names:
        return _("This is a presentation, whatever its name says. Copy its table to Excel and save that as .xlsx.")
    if "mimetype" in names and "content.xml" in names:
        return _("This is an OpenDocument file. Save it as .xlsx or as CSV.")
    return _("This is no Excel file, whatever its name says. Save the form as .xlsx or as CSV.")


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The archive's name of a worksheet, from the names of the workbook."""
    relations, sheets = {}, {}

    def relation(name, attributes):
        if name == "Relationship":
            relations[attributes.get("Id")] = attributes.get("Target", "")

    def entry(name, attributes):
        if name == "sheet":
            sheets[attributes.get("name")] = next((v for k, v in attributes.items() if k.endswith(":id")), None)

    _parse(archive, "xl/workbook.xml", entry)
    _parse(archive, "xl/_rels/workbook.xml.rels", relation)
    target = relations.get(sheets.get(sheet), "")
    part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return part if target and part in archive.namelist() else None


def scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetFacts:
    """Goes once through a worksheet, holding no more of it than what is looked for."""
    scan = _SheetScan()
    _parse(archive, part, scan.start, scan.end, scan.text, pieces=without_plain_rows)
    return scan.facts


class _SheetScan:
    """Listens to the parser. Called for every element of a sheet, so it does as little as it can for ordinary cells."""

    def __init__(self):
        self.facts = SheetFacts()
        self.row = self.column = 0
        self.reference = self.last_valued = None
        self.kind = ""
        self.formula = self.value = None
        self.collects = None

    def start(self, name, attributes):
        if name == "c":
            self.reference, self.kind = attributes.get("r"), attributes.get("t", "")
            self.column += 1
            self.formula = self.value = None
        elif name == "v" or name == "is":
            self.value, self.collects = "", "value"
        elif name == "row":
            self.row, self.column, self.last_valued = int(attributes.get("r") or self.row + 1), 0, None
        elif name == "f":
            self.formula, self.collects = "", "formula"
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data):
        if self.collects == "value":
            self.value = (self.value or "") + data
        elif self.collects == "formula":
            self.formula += data

    def end(self, name):
        if name == "c":
            if self.formula is not None or self.kind == "e":
                self._keep()
            if self.value or self.formula is not None:
                self.last_valued = self.reference or f"{column_letters(self.column)}{self.row}"
        elif name in ("v", "f", "is"):
            self.collects = None
        elif name == "row" and self.last_valued:
            row, column = self._place(self.last_valued)
            self.facts.last_row = max(self.facts.last_row, row)
            self.facts.last_column = max(self.facts.last_column, column)

    def _place(self, reference) -> tuple[int, int]:
        """A cell's reference may be left out: it then follows the one before."""
        match = _REFERENCE.fullmatch(reference or "")
        return (int(match[2]), column_number(match[1])) if match else (self.row, self.column)

    def _keep(self):
        cell = self._place(self.reference)
        if self.kind == "e":
            self.facts.errors.add(cell)
        if self.formula is not None:
            self.facts.formulas[cell] = f"={self.formula[:60]}"
            # A stored empty text is a result ('str'); no stored value at all is a formula that was never worked out.
            if not self.value and self.kind != "str":
                self.facts.uncached.add(cell)

    def _merge(self, reference):
        first, _colon, last = reference.partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and end:
            self.facts.merged.append(Merged(int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1])))


def _whole(source) -> Iterator[bytes]:
    return iter(partial(source.read, CHUNK), b"")


def _parse(archive, part, start, end=None, text=None, pieces: Callable[..., Iterable[bytes]] = _whole) -> None:
    """Feeds a part to handlers that are given local names; files that put a prefix before every name are rare but sound."""
    local = cache(lambda name: name.rpartition(":")[2])
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    parser.EndElementHandler = end and (lambda name: end(local(name)))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(part) as source:
            for piece in pieces(source):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise FileProblem(_("The file is damaged. Open it in Excel and save it again as .xlsx.")) from error


def _refuse_doctype(*_declaration):
    raise FileProblem(
        _("The file holds a declaration that no Excel file needs. Open it in Excel and save it again as .xlsx.")
    )
