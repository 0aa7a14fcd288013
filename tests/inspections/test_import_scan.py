"""Plain rows are left out when a worksheet is looked through; what is found is the same as if each had been parsed."""

import io
import zipfile
from functools import partial

import pytest

from core.files_in import plain_rows, xlsx
from core.files_in.plain_rows import without_plain_rows
from core.files_in.xlsx import scan_sheet

HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="u"><sheetData>'
TAIL = '</sheetData><mergeCells><mergeCell ref="B2:B4"/></mergeCells></worksheet>'
PLAIN = (
    '<row r="{0}" spans="1:4" x14ac:dyDescent="0.25"><c r="A{0}" s="3"/><c r="B{0}" t="s"><v>7</v></c>'
    '<c r="C{0}" s="1" t="inlineStr"><is><t xml:space="preserve"> 社区 </t></is></c><c r="D{0}"><v>0.5</v></c></row>'
)
ODD = {
    "a formula": '<row r="{0}"><c r="A{0}"><f>1+1</f><v>2</v></c></row>',
    "a formula without a result": '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="D{0}"><f>1-1</f></c></row>',
    "an error": '<row r="{0}"><c r="D{0}" t="e"><v>#N/A</v></c></row>',
    "formats alone": '<row r="{0}"><c r="A{0}" s="1"/><c r="XFD{0}" s="1"/></row>',
    "a row without cells": '<row r="{0}" ht="20"/>',
    "a value without a result's text": '<row r="{0}"><c r="A{0}"><v></v></c></row>',
    "single quotes": "<row r='{0}'><c r='A{0}' t='e'><v>#N/A</v></c></row>",
    "line breaks": '<row r="{0}">\n<c\nr="A{0}"\nt="e"><v>#N/A</v></c>\n</row>\n',
    "a value far to the right": '<row r="{0}"><c r="XFD{0}"><v>1</v></c></row>',
    "a cell that belongs elsewhere": '<row r="{0}"><c r="A1048576"><v>1</v></c></row>',
    "cells without references": '<row r="{0}"><c><v>1</v></c><c><f>1</f></c></row>',
    "rich text": '<row r="{0}"><c r="A{0}" t="inlineStr"><is><r><t>社</t></r><r><t>区</t></r></is></c></row>',
}


def sheet_with(odd: str, rows: int = 9) -> str:
    return HEAD + "".join((odd if n in (4, 7, rows) else PLAIN).format(n) for n in range(1, rows + 1)) + TAIL


def facts_of(sheet: str):
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("sheet.xml", sheet)
        return scan_sheet(archive, "sheet.xml")


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("piece", [64, 700, 1 << 20])
def test_what_is_found_does_not_depend_on_leaving_plain_rows_out(odd, piece, monkeypatch):
    monkeypatch.setattr(plain_rows, "PIECE", piece)
    quick = facts_of(sheet_with(odd))
    parsed = _parsed_whole(sheet_with(odd))
    for name in ("formulas", "uncached", "errors", "merged", "last_row"):
        assert getattr(quick, name) == getattr(parsed, name)
    assert quick.last_column == parsed.last_column or max(quick.last_column, parsed.last_column) <= 4


def _parsed_whole(sheet: str):
    scan = xlsx._SheetScan()
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("sheet.xml", sheet)
        xlsx._parse(archive, "sheet.xml", scan.start, scan.end, scan.text)
    return scan.facts


def test_plain_rows_are_left_out_but_for_the_last_of_a_run():
    sheet = HEAD + "".join(map(PLAIN.format, range(1, 1001))) + TAIL
    left = b"".join(without_plain_rows(io.BytesIO(sheet.encode()))).decode()
    assert left == HEAD + '<row r="1000"><c r="A1000"><v>0</v></c></row>' + TAIL


def test_a_sheet_without_rows_is_handed_on_as_it_is():
    sheet = (HEAD + TAIL).encode() * 3
    source = io.BytesIO(sheet)
    assert b"".join(without_plain_rows(source)) == sheet
    assert list(iter(partial(source.read, 10), b"")) == []
