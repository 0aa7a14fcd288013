"""A standard comes in from a file and goes out as one that comes back unchanged."""

from decimal import Decimal

import pytest
from xlsxwriter import Workbook

from core.files_in.problems import FileProblem
from facilities.models import PointKind
from inspections.imports.standard.draft import COLUMNS, SCALE_COLUMNS, SETTING_COLUMNS, draft_of
from inspections.imports.standard.export import standard_file
from inspections.imports.standard.service import import_standard
from inspections.models import Grade, Item, KindWeight, Method, Section, Standard, VetoScope
from tests.factories import ItemFactory, ProblemKindFactory, SectionFactory, StandardFactory

pytestmark = pytest.mark.django_db
NAME = "集镇考核细则"
GOOD = {
    "section": "环境卫生", "code": "HW-01", "name": "地面无垃圾", "method": "每处扣分", "max_points": "10", "each": "0.5",
}  # fmt: skip


@pytest.fixture
def bring_in(now, tmp_path):
    def run(*rows: dict, path=None, name=NAME, **options):
        path = path or csv_file(tmp_path, rows)
        return import_standard(path=path, name=name, by=None, now=now, **options)

    return run


def csv_file(folder, rows):
    lines = [",".join(COLUMNS.values()), *(",".join(row.get(key, "") for key in COLUMNS) for row in rows)]
    path = folder / "细则.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def full_standard(now):
    """A standard that uses everything a standard can say."""
    standard = StandardFactory(
        name="全套细则", aggregation="by_item", veto_cap=Decimal("59.99"), bonus_cap=Decimal(5), above_100=True,
        repeat_factor=Decimal("1.5"), minimum_points=3, frozen_at=now,
    )  # fmt: skip
    first = SectionFactory(standard=standard, name="环境卫生", alias="环境", loss_cap=Decimal(8), order=1)
    second = SectionFactory(standard=standard, name="=经营秩序", bonus_cap=Decimal(2), order=2)
    market = PointKind.objects.create(name="农贸市场")
    graded = ItemFactory(
        section=first, code="HW-02", method=Method.GRADE, order=1, rule="按档，给分", name="摊位，整洁"
    )
    Grade.objects.filter(scale=graded.scale, label="B").update(description="有零星问题，当场可改")
    graded.kinds.add(market)
    ItemFactory(section=first, code="HW-01", order=2, each=Decimal("0.25"), problem_kind=ProblemKindFactory())
    ItemFactory(section=second, code="ZX-01", method=Method.PASS_FAIL, veto=VetoScope.ROUND, order=1)
    ItemFactory(section=second, code="ZX-02", method=Method.BONUS, max_points=Decimal("1.5"), order=2)
    KindWeight.objects.create(standard=standard, kind=market, weight=Decimal("12.5"))
    return standard


def exported(standard, folder):
    path = folder / "export.xlsx"
    with standard_file(standard) as file:
        path.write_bytes(file.read())
    return path


def test_a_standard_with_all_methods_comes_in(bring_in):
    report = bring_in(
        GOOD,
        GOOD | {"code": "HW-02", "method": "分级", "each": "", "scale": "三级：A=1、B=0.6、C=0"},
        GOOD | {"code": "HW-03", "method": "符合/不符合", "each": "", "veto": "本表", "kinds": "农贸市场、垃圾房"},
        GOOD | {"section": "经营秩序", "code": "ZX-01", "method": "直接打分", "each": ""},
        GOOD | {"section": "经营秩序", "code": "ZX-02", "method": "加分", "each": "", "max_points": "2"},
    )
    assert (report.rows, report.imported, report.rejected) == (5, 5, [])
    standard = Standard.objects.get()
    assert [item.method for item in standard.items.order_by("order")] == [
        Method.DEDUCT,
        Method.GRADE,
        Method.PASS_FAIL,
        Method.DIRECT,
        Method.BONUS,
    ]
    assert list(standard.sections.values_list("name", flat=True)) == ["环境卫生", "经营秩序"]
    grades = standard.items.get(code="HW-02").scale.grades
    assert list(grades.values_list("label", "share")) == [("A", Decimal(1)), ("B", Decimal("0.6")), ("C", Decimal(0))]
    assert standard.items.get(code="HW-03").veto == VetoScope.SHEET
    assert report.created["kinds"] == ["农贸市场", "垃圾房"]


def test_what_was_exported_comes_back_unchanged(full_standard, bring_in, tmp_path):
    report = bring_in(path=exported(full_standard, tmp_path), name=full_standard.name)
    assert (report.unchanged, report.imported, report.created) == (4, 0, {})
    assert Standard.objects.count() == 1


def test_what_a_former_method_asked_for_a_second_space_and_an_empty_section_are_no_change(
    full_standard, bring_in, tmp_path
):
    graded = full_standard.items.get(code="HW-02")
    full_standard.items.filter(code="ZX-01").update(each=Decimal("0.5"), scale=graded.scale, name="不乱  停放")
    full_standard.sections.filter(name="环境卫生").update(name="环境  卫生")
    SectionFactory(standard=full_standard, name="还没有测评项", order=3)
    report = bring_in(path=exported(full_standard, tmp_path), name=full_standard.name)
    assert (report.unchanged, report.imported) == (4, 0)
    assert draft_of(full_standard).items[2].each is None


@pytest.mark.parametrize(
    ("sheet", "row", "field"),
    [
        ("分级", ["三档", "好", 1], "等级"),
        ("分级", ["三档", "差", 0, "长" * 121], "说明"),
        ("设置", ["允许超过100分", "大概"], "值"),
    ],
)
def test_a_row_beside_the_items_that_cannot_be_taken_is_named(bring_in, tmp_path, sheet, row, field):
    headings = {"分级": SCALE_COLUMNS, "设置": SETTING_COLUMNS}[sheet].values()
    first = ["三档", "好", 1] if sheet == "分级" else ["汇总方式", "按点位"]
    path = tmp_path / "standard.xlsx"
    with Workbook(path) as book:
        for name, lines in (
            ("测评项", [COLUMNS.values(), [GOOD.get(key, "") for key in COLUMNS]]),
            (sheet, [headings, first, row]),
        ):
            page = book.add_worksheet(name)
            for number, line in enumerate(lines):
                page.write_row(number, 0, list(line))
    assert [(one.row, one.field) for one in bring_in(path=path).rejected] == [(3, f"{sheet} · {field}")]


def test_what_was_exported_says_the_same_under_another_name(full_standard, bring_in, tmp_path):
    bring_in(path=exported(full_standard, tmp_path), name="另一套")
    assert draft_of(Standard.objects.get(name="另一套")) == draft_of(full_standard)


def test_a_used_standard_gets_a_new_version_that_keeps_the_codes(full_standard, bring_in, tmp_path):
    report = bring_in(GOOD, GOOD | {"code": "HW-09"}, name=full_standard.name)
    assert Standard.objects.get(pk=full_standard.pk).items.count() == 4
    newest = Standard.objects.get(version=2)
    assert sorted(newest.items.values_list("code", flat=True)) == ["HW-01", "HW-09"]
    assert report.changes == {"added": ["HW-09"], "changed": ["HW-01"], "removed": ["HW-02", "ZX-01", "ZX-02"]}
    assert newest.veto_cap == full_standard.veto_cap, "a file with items alone leaves the rest as it was"


def test_a_standard_that_no_round_uses_is_rewritten(bring_in):
    bring_in(GOOD)
    bring_in(GOOD | {"max_points": "12"}, GOOD | {"code": "HW-02"})
    assert Standard.objects.get().items.count() == 2
    assert Item.objects.get(code="HW-01").max_points == 12


def test_the_same_file_again_changes_nothing(bring_in):
    bring_in(GOOD)
    pk = Item.objects.get().pk
    assert bring_in(GOOD).unchanged == 1
    assert Item.objects.get().pk == pk


def test_a_dry_run_writes_nothing(bring_in):
    report = bring_in(GOOD, dry_run=True)
    assert (report.imported, report.written, report.changes) == (1, False, {"added": ["HW-01"]})
    assert not Standard.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"section": ""}, "section"),
        ({"code": ""}, "code"),
        ({"name": ""}, "name"),
        ({"name": "长" * 121}, "name"),
        ({"method": "凭印象"}, "method"),
        ({"method": ""}, "method"),
        ({"max_points": ""}, "max_points"),
        ({"max_points": "0"}, "max_points"),
        ({"max_points": "-1"}, "max_points"),
        ({"max_points": "十"}, "max_points"),
        ({"max_points": "1e9"}, "max_points"),
        ({"each": ""}, "each"),
        ({"each": "11"}, "each"),
        ({"method": "分级", "each": ""}, "scale"),
        ({"method": "分级", "scale": "三级：A=2"}, "scale"),
        ({"method": "分级", "scale": "三级：A=1、A=0.6"}, "scale"),
        ({"veto": "也许"}, "veto"),
        ({"loss_cap": "很多"}, "loss_cap"),
        ({"code": "HW-00"}, "code"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_stops_the_import(bring_in, change, field):
    report = bring_in(GOOD | {"code": "HW-00"}, GOOD | change)
    assert [(row.row, row.field) for row in report.rejected] == [(3, COLUMNS[field])]
    assert not Standard.objects.exists()


def test_a_kind_of_problem_that_is_not_there_is_named(bring_in):
    report = bring_in(GOOD | {"problem_kind": "不存在"})
    assert [row.value for row in report.rejected] == ["不存在"]


def test_a_section_that_contradicts_itself_is_named(bring_in):
    report = bring_in(GOOD | {"loss_cap": "5"}, GOOD | {"code": "HW-02"}, GOOD | {"code": "HW-03", "loss_cap": "6"})
    assert [row.row for row in report.rejected] == [4]


def test_a_table_without_a_needed_column(bring_in, tmp_path):
    path = tmp_path / "half.csv"
    path.write_text("编号,测评项\n1,2\n", encoding="utf-8")
    with pytest.raises(FileProblem, match="测评项目"):
        bring_in(path=path)


def test_sections_stay_in_the_order_of_the_file(bring_in):
    bring_in(GOOD | {"section": "乙"}, GOOD | {"section": "甲", "code": "2"}, GOOD | {"section": "乙", "code": "3"})
    assert list(Section.objects.order_by("order").values_list("name", flat=True)) == ["乙", "甲"]
    assert list(Item.objects.order_by("order").values_list("code", flat=True)) == ["HW-01", "3", "2"]
