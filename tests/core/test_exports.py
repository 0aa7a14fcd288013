"""Tables as files: what is in them, and what a spreadsheet must not make of it."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest

from core.files_out.exports import ExcelBook, ExcelTable, safe_text, table_response, value_of

ROW = {
    "name": "马桥村",
    "score": Decimal("78.005"),
    "places": 3,
    "day": date(2026, 11, 23),
    "at": datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    "nothing": None,
    "yes": True,
    "evil": "=1+1",
}
COLUMNS = [(name, name) for name in ROW]


def read_csv(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")  # by it Excel reads the Chinese
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def read_xlsx(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_csv_holds_what_the_rows_hold():
    head, row = read_csv(table_response("csv", "台账", COLUMNS, [ROW]))
    assert head == list(ROW)
    assert row[:6] == ["马桥村", "78.01", "3", "2026-11-23", "2026-11-20 17:30", ""]
    assert row[7] == "'=1+1"


def test_excel_has_numbers_and_dates_as_such():
    head, row = read_xlsx(table_response("xlsx", "台账", COLUMNS, [ROW]))
    assert head == list(ROW)
    assert row[:6] == ["马桥村", 78.01, 3, datetime(2026, 11, 23), datetime(2026, 11, 20, 17, 30), None]
    assert row[7] == "'=1+1"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_file_carries_its_chinese_name(format):
    response = table_response(format, "整改台账", COLUMNS, [])
    assert f"%E6%95%B4%E6%94%B9%E5%8F%B0%E8%B4%A6.{format}" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("text", ["=SUM(A1)", "+1+1", "-1+1", "@x", "\tx", "\rx", "-", "=1", " =1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_made_text(text):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["马桥村", "", "-0.50", "12", "a=b", " 1"])
def test_other_text_and_numbers_stay(text):
    assert safe_text(text) == text


def test_heads_are_made_safe_too():
    (head,) = read_csv(table_response("csv", "x", [("=cmd", "name")], []))
    assert head == ["'=cmd"]


def test_a_value_is_had_by_path_method_or_function():
    unit = SimpleNamespace(name="马桥村", get_kind_display=lambda: "村")
    row = {"unit": unit, "none": None}
    assert value_of(row, "unit.name") == "马桥村"
    assert value_of(row, "unit.get_kind_display") == "村"
    assert value_of(row, "none.name") is None
    assert value_of(row, lambda r: r["unit"].name * 2) == "马桥村马桥村"


def test_csv_is_written_while_it_is_sent():
    taken = []

    def rows():
        for number in range(1000):
            taken.append(number)
            yield {"n": number}

    stream = iter(table_response("csv", "x", [("n", "n")], rows()).streaming_content)
    next(stream), next(stream)
    assert len(taken) < 10


def test_a_text_longer_than_a_cell_is_cut_and_not_lost():
    _head, row = read_xlsx(table_response("xlsx", "x", [("t", "t")], [{"t": "长" * 40_000}]))
    assert len(row[0]) == 32_767


def test_control_characters_do_not_break_the_file():
    _head, row = read_xlsx(table_response("xlsx", "x", [("t", "t")], [{"t": "a\x00\x0bb"}]))
    assert row[0].startswith("a") and row[0].endswith("b")


def test_a_full_sheet_is_followed_by_another():
    book = ExcelBook()
    table = ExcelTable(book, "得分", [("n", "n")], most_rows=3)
    for n in range(5):
        table.add({"n": n})
    with book.finish() as file:
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(file)}
    assert sheets == {"得分": [("n",), (0,), (1,)], "得分 2": [("n",), (2,), (3,)], "得分 3": [("n",), (4,)]}
