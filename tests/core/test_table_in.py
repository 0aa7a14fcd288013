"""Lists that go out to Excel and come back."""

from datetime import date
from decimal import Decimal

import pytest

from core.files_in.problems import FileProblem
from core.files_out.exports import ExcelBook, value_of
from core.models import Measure, TrailEntry, Unit
from core.table_in.columns import Choice, Column, Day, Named, Number, YesNo
from core.table_in.service import TableIn, take_table
from facilities.models import Condition, Facility, FacilityKind

WORDS = {Condition.GOOD: "完好", Condition.WORN: "陈旧", Condition.BROKEN: "损坏", Condition.OUT_OF_USE: "停用"}
FACILITIES = TableIn(
    code="test_facilities",
    label="设施",
    model=Facility,
    columns=(
        Column("code", "编号", needed=True),
        Column("name", "名称", needed=True),
        Named("kind", "类别", needed=True, rows=lambda town: FacilityKind.objects.all(), make=True),
        Named("unit", "所在村", rows=lambda town: Unit.objects.below(town)),
        Number("quantity", "数量"),
        Named("measure", "单位", rows=lambda town: Measure.objects.all(), make=True),
        Choice("condition", "状况", words=WORDS, blank=Condition.GOOD),
        Day("built_on", "启用日期"),
    ),
    key=("code",),
    stored=lambda town: Facility.objects.filter(town=town).select_related("kind", "unit", "measure"),
    new=lambda town: Facility(town=town),
    list_url="home",
)
HEADINGS = [column.heading for column in FACILITIES.columns]


@pytest.fixture
def take(tmp_path, town, office, now):
    def run(*rows, headings=HEADINGS, **options):
        path = tmp_path / "设施.csv"
        lines = [",".join(headings), *(",".join(row) for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return take_table(table_in=FACILITIES, path=path, by=office, now=now, **options)

    return run


BINS = ("SS-01", "果壳箱", "垃圾桶", "马桥村", "300", "只", "完好", "2026-03-01")


def test_new_rows_are_added_with_what_they_name(take):
    report = take(BINS)
    facility = Facility.objects.get()
    assert (report.imported, report.written) == (1, True)
    assert (facility.kind.name, facility.unit.name, facility.quantity) == ("垃圾桶", "马桥村", Decimal(300))
    assert (facility.measure.name, facility.condition, facility.built_on) == ("只", Condition.GOOD, date(2026, 3, 1))
    assert TrailEntry.objects.about(facility).get().verb == "import"


def test_the_same_file_again_changes_nothing(take):
    take(BINS)
    report = take(BINS)
    assert (report.imported, report.unchanged, report.written) == (0, 1, False)


def test_a_known_row_changes_where_it_differs_and_the_trail_says_what(take):
    take(BINS)
    report = take((*BINS[:4], "320", *BINS[5:]))
    facility = Facility.objects.get()
    assert (report.imported, facility.quantity) == (1, Decimal(320))
    assert TrailEntry.objects.about(facility).first().changes == {"quantity": ["300", "320"]}


def test_a_column_that_the_file_lacks_stays_as_it_is(take):
    take(BINS)
    take(("SS-01", "果壳箱（新）", "垃圾桶"), headings=HEADINGS[:3])
    facility = Facility.objects.get()
    assert (facility.name, facility.quantity) == ("果壳箱（新）", Decimal(300))


def test_a_dry_run_writes_nothing(take):
    report = take(BINS, dry_run=True)
    assert (report.imported, report.written) == (1, False)
    assert not Facility.objects.exists()
    assert not FacilityKind.objects.exists()


@pytest.mark.parametrize(
    ("at", "value", "heading"),
    [
        (0, "", "编号"),
        (3, "没有这个村", "所在村"),
        (4, "三百", "数量"),
        (4, "-1", "数量"),
        (6, "很好", "状况"),
        (7, "2026-13-01", "启用日期"),
        (1, "长" * 81, "名称"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(take, at, value, heading):
    wrong = (*BINS[:at], value, *BINS[at + 1 :])
    report = take(("SS-02", *BINS[1:]), wrong)
    assert [(row.row, row.field, row.value) for row in report.rejected] == [(3, heading, value[:80])]
    assert report.rows == report.imported + report.unchanged + len(report.rejected)
    assert not Facility.objects.exists()


def test_the_same_key_twice_is_refused(take):
    report = take(BINS, BINS)
    assert [row.row for row in report.rejected] == [3]


def test_a_file_without_a_needed_column_says_which(take):
    with pytest.raises(FileProblem, match="编号"):
        take(("果壳箱",), headings=["名称"])


def test_what_goes_out_comes_back_unchanged(take, tmp_path, town, office, now):
    take(BINS, ("SS-02", "=垃圾房", "垃圾房", "", "", "", "损坏", ""))
    path = tmp_path / "out.xlsx"
    book = ExcelBook()
    table = book.add_table("设施", FACILITIES.export_columns)
    for facility in Facility.objects.order_by("code"):
        table.add(facility)
    path.write_bytes(book.finish().read())
    report = take_table(table_in=FACILITIES, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (2, 0, [])


def test_queries_do_not_grow_with_the_rows_that_are_unchanged(take, django_assert_max_num_queries):
    take(*[(f"SS-{n:02}", *BINS[1:]) for n in range(40)])
    with django_assert_max_num_queries(12):
        take(*[(f"SS-{n:02}", *BINS[1:]) for n in range(40)])


def test_columns_write_what_they_read(take):
    take(BINS)
    facility = Facility.objects.get()
    assert [value_of(facility, key) for _heading, key in FACILITIES.export_columns] == list(BINS)
    assert YesNo("is_active", "在用").text(True) == "是"
