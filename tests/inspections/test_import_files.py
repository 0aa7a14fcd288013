"""Files that are not what they seem, and what is read from those that are: each refusal says what to do."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.test import override_settings

from core.files_in.columns import find_header, guess_columns, headings_of
from core.files_in.problems import FileProblem
from core.files_in.workbook import Table, Workbook
from core.files_in.xlsx import scan_sheet
from inspections.imports.preview import FORM_WORDS, guess_form_columns, sample_of
from tests.inspections.import_files import HEADINGS, TWIN, drop_results, form_file

ROW = [1, "公共服务1", "社区1", 0.5, None, "马桥村", "城管中队"]


def written(folder, name, content: bytes):
    path = folder / name
    path.write_bytes(content)
    return path


def archive(folder, name, parts: dict[str, str]):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return folder / name


def problem_of(path, sheet=None) -> str:
    with pytest.raises(FileProblem) as caught:
        Workbook(path).table(sheet)
    return caught.value.messages[0]


def test_row_numbers_are_excels(tmp_path):
    path = form_file(tmp_path, [ROW, [None] * 7, ROW])
    table = Workbook(path).table()
    assert table.rows[0][:3] == ["序号", "项目", "考察点位"]
    assert table.rows[3][:3] == [1, "公共服务1", "社区1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_that_offices_send(tmp_path, encoding, delimiter):
    text = "\r\n".join(
        delimiter.join(row) for row in (HEADINGS, ["1", "公共服务1", "社区1", "0.5", "", "马桥村", ""], [], ["2"])
    )
    table = Workbook(written(tmp_path, "form.csv", text.encode(encoding))).table()
    assert table.rows[0] == HEADINGS
    assert table.rows[1][1] == "公共服务1"
    assert len(table.rows) == 4, "a blank line is a row: numbers are those that a table program shows"


def test_a_quoted_cell_may_hold_the_delimiter_and_a_line_break(tmp_path):
    table = Workbook(written(tmp_path, "form.csv", '项目,考察点位\n"公共服务,1","社区\n1"\n'.encode())).table()
    assert table.rows[1] == ["公共服务,1", "社区\n1"]


def test_a_title_line_does_not_hide_the_delimiter(tmp_path):
    table = Workbook(written(tmp_path, "form.csv", "2016年测评表\n项目\t考察点位\n".encode())).table()
    assert table.rows[1] == ["项目", "考察点位"]


def test_a_word_document_renamed(tmp_path):
    path = archive(tmp_path, "form.xlsx", {"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"})
    assert "Word" in problem_of(path)


def test_any_other_archive_renamed(tmp_path):
    assert "Excel" in problem_of(archive(tmp_path, "form.xlsx", {"a.txt": "x"}))


def test_a_web_page_saved_as_xls(tmp_path):
    assert "XML" in problem_of(written(tmp_path, "form.xls", b"<html><table><tr><td>1</td></tr></table></html>"))


def test_a_picture_renamed(tmp_path):
    assert "CSV" in problem_of(written(tmp_path, "form.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))


def test_half_a_file(tmp_path):
    whole = form_file(tmp_path, [ROW]).read_bytes()
    assert "Excel" in problem_of(written(tmp_path, "half.xlsx", whole[: len(whole) // 2]))


def test_an_old_word_document_renamed_xls(tmp_path):
    assert "Excel" in problem_of(written(tmp_path, "form.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600))


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_an_empty_file(tmp_path, content):
    assert problem_of(written(tmp_path, "form.csv", content))


def test_a_file_that_is_not_there(tmp_path):
    assert "nowhere.xlsx" in problem_of(tmp_path / "nowhere.xlsx")


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are():
    message = problem_of(TWIN, "模版")
    assert "模版" in message and "模板" in message and "Sheet2" in message


@override_settings(IMPORT_MAX_ROWS=100)
def test_too_many_rows_are_refused_by_their_number(tmp_path):
    assert "101" in problem_of(form_file(tmp_path, [ROW] * 101))
    assert "101" in problem_of(written(tmp_path, "form.csv", b"a,b\n" + b"1,2\n" * 101))
    assert len(Workbook(form_file(tmp_path, [ROW] * 100)).table().rows) == 101


def test_a_lone_cell_far_out_is_refused_before_it_costs_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "项目"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "far.xlsx")
    assert problem_of(tmp_path / "far.xlsx")


def test_formats_without_content_far_out_do_no_harm(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "项目"
    book.active["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", "FF0000")
    book.save(tmp_path / "ruled.xlsx")
    assert Workbook(tmp_path / "ruled.xlsx").table().rows[0][0] == "项目"


@override_settings(IMPORT_MAX_BYTES=1000)
def test_a_file_that_is_too_big_is_not_opened():
    assert "MB" in problem_of(TWIN)


def test_a_bomb_is_refused_by_what_it_declares(tmp_path, monkeypatch):
    monkeypatch.setattr("core.files_in.xlsx.UNPACKED_MAX_BYTES", 1000)
    assert problem_of(form_file(tmp_path, [ROW]))


def test_entities_are_never_expanded(tmp_path):
    whole = form_file(tmp_path, [ROW])
    parts = {name: zipfile.ZipFile(whole).read(name).decode() for name in zipfile.ZipFile(whole).namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
    assert problem_of(archive(tmp_path, "evil.xlsx", parts))


def test_formulas_with_and_without_a_result_are_told_apart(tmp_path):
    path = form_file(tmp_path, [["=ROW()-1", "公共服务1", "社区1", ("=1-0.5", 0.5)]])
    table = Workbook(drop_results(path)).table()
    assert table.uncached == {(2, 1), (2, 4)}
    assert table.formulas[(2, 4)] == "=1-0.5"
    assert Workbook(path).table().uncached == set()
    assert Workbook(path).table().rows[1][3] == 0.5


def test_cells_without_references_are_counted_on():
    sheet = (
        '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:f>1+1</x:f></x:c></x:row>'
        '<x:row><x:c t="e"><x:v>#DIV/0!</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(), "w") as file:
        file.writestr("sheet.xml", sheet)
        facts = scan_sheet(file, "sheet.xml")
    assert facts.uncached == {(1, 2)}
    assert facts.errors == {(2, 1)}
    assert (facts.last_row, facts.last_column) == (2, 2)


def test_merged_cells_are_filled_down_and_known(tmp_path):
    rows = [[1, None, "社区1"], [2, None, "社区2"], [3, None, "社区3"], [4, "群众参与", "社区4"]]
    table = Workbook(form_file(tmp_path, rows, merged={"B2:B4": "公共服务1"})).table()
    assert [row[1] for row in table.rows[1:]] == ["公共服务1"] * 3 + ["群众参与"]
    assert table.filled() == {(3, 2), (4, 2)}
    sample = sample_of(table)
    assert [(number, cells[1].filled) for number, cells in sample.rows] == [
        (2, False),
        (3, True),
        (4, True),
        (5, False),
    ]


def test_dates_come_as_dates(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([date(2023, 3, 15)])
    book.save(tmp_path / "dates.xlsx")
    assert Workbook(tmp_path / "dates.xlsx").table().rows[0][0] == date(2023, 3, 15)


def test_headings_may_stand_below_a_title():
    table = Table("", [["测评表"], [], ["序 号", "项目", "考察点位"], [1, "公共服务1", "社区1"]])
    header = find_header(table, ["项目", "序号"])
    assert (header.row, header.columns) == (3, {"项目": 1, "序号": 0})


def test_a_missing_heading_is_named_with_those_that_are_there():
    with pytest.raises(FileProblem) as caught:
        find_header(Table("", [["序号", "项目", "点位"]]), ["项目", "考察点位"])
    assert "考察点位" in caught.value.messages[0] and "点位" in caught.value.messages[0]


def test_columns_are_guessed_by_their_usual_words():
    assert guess_form_columns(["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位2", "责任单位3"]) == {
        "serial": "序号",
        "item": "项目",
        "point": "考察点位",
        "deducted": "扣分",
        "score": "得分",
        "unit": "区域",
        "departments": ["责任单位2", "责任单位3"],
    }
    assert guess_columns(["测评项目", "点位名称", "实际扣分"], FORM_WORDS) == {
        "item": "测评项目",
        "point": "点位名称",
        "deducted": "实际扣分",
    }


def test_headings_are_found_below_a_merged_title(tmp_path):
    path = form_file(tmp_path, [HEADINGS, ROW], headings=["2016年测评表"])
    assert headings_of(Workbook(path).table()) == HEADINGS
