"""Rows that cannot be taken, each with its number and the reason; nothing is half imported. Mappings that cannot be used."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.files_in.problems import FileProblem
from core.models import Unit, UnitKind
from core.units.changes import merge, rename
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.service import import_form
from inspections.models import Round, Score, Sheet
from tests.factories import UnitFactory
from tests.inspections.import_files import MAPPING, drop_results, form_file, mapping_for

GOOD = [9, "群众参与", "公园", None, None, "马桥村", "城管中队"]


@pytest.fixture
def bring_in(db, now, tmp_path):
    def run(rows, path=None, **changes):
        file = path or form_file(tmp_path, rows)
        return import_form(path=file, mapping=FormMapping.from_dict(mapping_for(**changes)), by=None, now=now)

    return run


def with_cell(column: int, value) -> list:
    row = list(GOOD)
    row[column] = value
    return row


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        (1, None, "项目"),
        (2, " ", "考察点位"),
        (1, "长" * 41, "项目"),
        (2, "长" * 81, "考察点位"),
        (5, "长" * 81, "区域"),
        (6, "长" * 81, "责任单位"),
        (3, "一处", "扣分"),
        (3, "nan", "扣分"),
        (3, -0.1, "扣分"),
        (3, 1.01, "扣分"),
        (3, 1e9, "扣分"),
        (3, 0.125, "扣分"),
        (3, True, "扣分"),
        (4, 0.5, "得分"),
        (4, "满分", "得分"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_stops_the_import(bring_in, column, value, field):
    report = bring_in([GOOD, with_cell(column, value), with_cell(2, "广场")])
    assert [(row.row, row.field) for row in report.rejected] == [(3, field)]
    assert report.rejected[0].reason
    assert report.rows == report.imported + report.unchanged + len(report.rejected) == 3
    assert not report.written and not Round.objects.exists()


def test_a_cell_is_read_by_its_own_kind_though_an_equal_one_stood_before(bring_in):
    report = bring_in([with_cell(3, 1), [*with_cell(2, "广场")[:3], True, *GOOD[4:]]])
    assert [(row.row, row.value) for row in report.rejected] == [(3, "TRUE")]


def test_points_won_that_agree_are_taken(bring_in):
    report = bring_in([[1, "群众参与", "公园", 0.25, 0.75], [2, "群众参与", "广场", None, 1]])
    assert report.imported == 2
    assert sorted(map(str, Score.objects.values_list("awarded", flat=True))) == ["0.750000", "1.000000"]


def test_with_points_won_alone_a_blank_is_not_full_marks(bring_in):
    columns = {"item": "项目", "point": "考察点位", "score": "得分"}
    report = bring_in([[1, "群众参与", "公园", None, 0.75], [2, "群众参与", "广场", None, None]], columns=columns)
    assert [row.row for row in report.rejected] == [3]


def test_blank_rows_are_no_rows(bring_in):
    report = bring_in([GOOD, [None] * 7, [" "] * 7, with_cell(2, "广场"), [None] * 7])
    assert (report.rows, report.imported) == (2, 2)


def test_a_row_with_nothing_but_its_serial_number_is_not_lost_silently(bring_in):
    report = bring_in([GOOD, [10, None, None, None, None, None, None]])
    assert [(row.row, row.field) for row in report.rejected] == [(3, "项目")]


def test_a_formula_without_a_result_is_refused_and_never_full_marks(bring_in, tmp_path):
    path = form_file(tmp_path, [GOOD, with_cell(3, ("=0.5+0.1", 0.6))])
    report = bring_in(None, path=drop_results(path))
    assert [(row.row, row.field, row.value) for row in report.rejected] == [(3, "扣分", "=0.5+0.1")]
    assert "D3" in report.rejected[0].reason
    assert not Round.objects.exists()


def test_a_formula_with_a_result_is_taken_with_a_note(bring_in):
    report = bring_in([GOOD, [*with_cell(2, "广场")[:3], ("=0.5+0.1", 0.6)]])
    assert report.imported == 2 and len(report.notes) == 1
    assert str(Score.objects.get(sheet__point__name="广场").awarded) == "0.400000"


def test_an_error_cell_is_refused(bring_in):
    report = bring_in([with_cell(3, ("=1/0", "#DIV/0!"))])
    assert [(row.row, row.field) for row in report.rejected] == [(2, "扣分")]


def test_a_formula_in_a_column_that_is_not_used_is_nobodys_business(bring_in, tmp_path):
    path = form_file(
        tmp_path, [[*GOOD, "=1+1"]], headings=["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位", "备注"]
    )
    assert bring_in(None, path=drop_results(path)).imported == 1


def test_merged_cells_count_for_each_of_their_rows_and_are_mentioned(bring_in, tmp_path):
    rows = [[1, None, "社区1", 0.5], [2, None, "社区2"], [3, "群众参与", "社区3"]]
    report = bring_in(None, path=form_file(tmp_path, rows, merged={"B2:B3": "公共服务1", "G2:G4": "城管中队"}))
    assert report.imported == 3
    assert any("2" in note and "3" in note and "项目" in note for note in report.notes)
    assert Score.objects.filter(item__code="公共服务1").count() == 2
    assert Score.objects.filter(sheet__departments__name="城管中队").count() == 3


def test_several_departments_in_one_cell(bring_in):
    bring_in([with_cell(6, "城管中队、派出所")])
    assert sorted(Score.objects.values_list("sheet__departments__name", flat=True)) == ["城管中队", "派出所"]


def test_headings_below_a_title_row(bring_in, tmp_path):
    path = form_file(
        tmp_path, [["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位"], GOOD], headings=["2016年测评表"]
    )
    report = bring_in(None, path=path)
    assert (report.imported, Score.objects.get().source_row) == (1, 3)


def test_a_csv_form_is_as_good(bring_in, tmp_path):
    path = tmp_path / "form.csv"
    path.write_bytes(
        "序号,项目,考察点位,扣分,得分,区域,责任单位\n1,公共服务1,社区1,0.5,,马桥村,城管中队\n".encode("gb18030")
    )
    assert bring_in(None, path=path).imported == 1
    assert bring_in(None, path=path).unchanged == 1


def test_a_spelling_of_the_same_item_is_the_same_item(bring_in):
    bring_in([with_cell(1, "公共服务10"), [2, "公共服务１０", "广场"]])
    assert Score.objects.values("item").distinct().count() == 1


def test_thousands_of_rows_take_few_queries(bring_in, tmp_path, django_assert_max_num_queries):
    rows = [
        [n, f"公共服务{n % 40 + 1}", f"点位{n // 40}", None, None, f"第{n // 500}村", "城管中队"] for n in range(4000)
    ]
    path = form_file(tmp_path, rows)
    with django_assert_max_num_queries(150):
        assert bring_in(None, path=path).imported == 4000


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sheet": "模版"}, "模版"),
        ({"columns": MAPPING["columns"] | {"item": "测评内容", "departments": []}}, "测评内容"),
        ({"columns": {"item": "项目", "point": "考察点位"}}, "deducted"),
        ({"columns": {"item": "项目", "deducted": "扣分"}}, "point"),
        ({"columns": {"item": "项目", "point": "考察点位", "deducted": 4}}, "columns"),
        ({"columns": {"items": "项目"}}, "items"),
        ({"columns": "项目"}, "columns"),
        ({"year": "二〇一六"}, "year"),
        ({"year": 16}, "year"),
        ({"date": "2016年7月"}, "date"),
        ({"round": " "}, "round"),
        ({"town": None}, "town"),
        ({"standard": "长" * 81}, "standard"),
        ({"aggregation": "by_magic"}, "by_magic|aggregation"),
        ({"level": "galaxy"}, "level"),
        ({"points_per_observation": 0}, "points_per_observation"),
        ({"points_per_observation": "一"}, "points_per_observation"),
        ({"dictionary": 7}, "dictionary"),
        ({"matches": []}, "matches"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_which_part(bring_in, changes, words):
    with pytest.raises(FileProblem) as caught:
        bring_in([GOOD], **changes)
    assert any(word in caught.value.messages[0] for word in words.split("|"))
    assert not Round.objects.exists()


def test_an_unknown_key_of_the_mapping_is_mentioned(bring_in):
    assert any("aggregaton" in note for note in bring_in([GOOD], aggregaton="by_item").notes)


def test_a_sheet_without_rows(bring_in):
    with pytest.raises(FileProblem):
        bring_in([])


@override_settings(IMPORT_MAX_ROWS=50)
def test_a_form_that_is_too_long_is_refused_whole(bring_in):
    with pytest.raises(FileProblem):
        bring_in([GOOD] * 60)
    assert not Round.objects.exists()


@pytest.mark.parametrize("content", ["", "[]", "{", '"x"', json.dumps({"columns": {}})])
def test_a_mapping_file_that_is_no_mapping(tmp_path, content):
    path = tmp_path / "map.json"
    path.write_text(content)
    with pytest.raises(FileProblem):
        FormMapping.from_file(path)


def test_the_dictionary_is_looked_for_beside_the_mapping(tmp_path):
    (tmp_path / "items.csv").write_text("项目\n公共服务\n", encoding="utf-8")
    (tmp_path / "map.json").write_text(json.dumps(mapping_for(dictionary="items.csv")), encoding="utf-8")
    assert FormMapping.from_file(tmp_path / "map.json").dictionary == ("公共服务",)


def test_a_dictionary_without_a_column_of_items(tmp_path):
    (tmp_path / "items.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"items\.csv"):
        FormMapping.from_dict(mapping_for(dictionary="items.csv"), folder=tmp_path)


# ---- units that have another name by now ----


@pytest.fixture
def changed(town, office, now):
    """马桥村 is 新桥村 since 1 March 2026, the department 城管中队 is 综合执法队, 枫河街道 is 枫河新城; 焦山村 went into 新桥村 today."""
    about = {"day": date(2026, 3, 1), "reason": "民政〔2026〕3号", "by": office, "now": now}
    for unit, name in ((town.village, "新桥村"), (town.department, "综合执法队"), (town.home, "枫河新城")):
        rename(unit=unit, name=name, kind=unit.kind, **about)
    merge(units=[town.other_village], into=town.village, **about | {"day": date(2026, 11, 23)})
    return town


def test_names_of_the_rounds_day_are_the_units_that_had_them_and_the_report_says_so(changed, bring_in):
    about = {"town": "枫河街道", "date": "2025-07-15", "year": 2025}
    report = bring_in([GOOD, [*with_cell(2, "广场")[:5], "焦山村", "综合执法队"]], **about)
    assert (report.imported, report.rejected) == (2, []) and not {"town", "units", "departments"} & set(report.created)
    sheets = Sheet.objects.order_by("pk")
    assert [sheet.unit_id for sheet in sheets] == [changed.village.pk, changed.other_village.pk]
    assert {unit for sheet in sheets for unit in sheet.departments.all()} == {changed.department}
    assert Round.objects.get().territory_id == changed.home.pk
    told = [note for note in report.notes if "名" in note or "称" in note or "叫" in note]
    assert [name for name in ("枫河新城", "新桥村", "综合执法队", "城管中队") if any(name in note for note in told)] == [
        "枫河新城", "新桥村", "综合执法队", "城管中队",
    ]  # fmt: skip
    assert bring_in([GOOD, [*with_cell(2, "广场")[:5], "焦山村", "城管中队"]], **about).unchanged == 2


def test_a_name_that_had_passed_is_refused_with_the_right_one_and_makes_no_unit(changed, bring_in):
    before = Unit.objects.count()
    rows = [GOOD, [*with_cell(2, "广场")[:5], "新桥村", "城管中队"], [*with_cell(2, "河边")[:5], "焦山村", None]]
    report = bring_in(rows, town="枫河新城", date="2026-12-15", year=2026)
    assert [(row.row, row.field, row.value) for row in report.rejected] == [
        (2, "区域", "马桥村"), (3, "责任单位", "城管中队"), (4, "区域", "焦山村"),
    ]  # fmt: skip
    assert ["新桥村" in row.reason for row in report.rejected] == [True, False, True]
    assert not report.written and Unit.objects.count() == before
    with pytest.raises(FileProblem, match="枫河新城"):
        bring_in([GOOD], town="枫河街道", date="2026-12-15", year=2026)


def test_a_name_that_another_unit_has_by_then_is_whose_it_was_on_the_day(changed, bring_in):
    taken = UnitFactory(name="马桥村", kind=UnitKind.VILLAGE, parent=changed.home, starts_on=date(2026, 3, 1))
    for year, unit in ((2025, changed.village), (2026, taken)):
        bring_in([GOOD[:6]], town="枫河新城", date=f"{year}-07-15", year=year)
        assert Sheet.objects.get(round__year=year).unit_id == unit.pk


def test_units_that_never_changed_cost_no_look_at_their_past(town, bring_in):
    with CaptureQueriesContext(connection) as asked:
        bring_in([GOOD], town="枫河街道")
    assert not [query for query in asked if "core_unitstep" in query["sql"]]
