"""Units come in from Excel: all rows or none, each wrong one named; names may repeat from town to town."""

import csv
from datetime import date

import pytest

from core.files_in.problems import FileProblem
from core.models import RankingGroup, TrailEntry, Unit, UnitKind
from core.table_in.registry import TABLES
from core.units.names import tidy
from core.units.rows import EXPORT
from tests.factories import NOW, RoundResultFactory, UnitFactory

HEAD = ["名称", "类型", "上级单位", "考核分组", "起始", "截止"]


@pytest.fixture
def take(tmp_path, office):
    def run(*rows, head=HEAD, dry_run=False, by=office):
        path = tmp_path / "units.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return TABLES["units"].take(path=path, by=by, now=NOW, dry_run=dry_run)

    return run


def wrong(report) -> list[tuple[int, str]]:
    return [(row.row, row.field) for row in report.rejected]


def test_new_units_come_in_below_those_above_them_in_any_order(town, take):
    report = take(
        ["东组", "片区", "新桥村", "", "", ""],
        ["新桥村", "村", "柳林街道", "大村", "2026年1月1日", ""],
        ["环卫队", "保洁公司", "", "", "", ""],
    )
    assert (report.rows, report.imported, report.written, report.rejected) == (3, 3, True, [])
    village, zone, team = (Unit.objects.get(name=name) for name in ("新桥村", "东组", "环卫队"))
    assert (village.parent_path, zone.parent_path, team.parent_path) == (town.peer.path, village.path, town.home.path)
    assert (village.kind, village.starts_on, village.ranking_group.name) == ("village", date(2026, 1, 1), "大村")
    assert team.kind == UnitKind.CLEANING_TEAM
    assert TrailEntry.objects.about(village).get().verb == "import"


def test_a_dry_run_writes_nothing(town, take):
    report = take(["新桥村", "村", "", "大村", "", ""], dry_run=True)
    assert (report.imported, report.written) == (1, False)
    assert report.created["units"] == ["新桥村"]
    assert not Unit.objects.filter(name="新桥村").exists() and not RankingGroup.objects.exists()


def test_one_name_under_two_towns_is_two_units_and_a_vague_one_is_named(town, take):
    rows = [["马桥村", "村", "柳林街道", "", "", ""], ["北组", "片区", "马桥村", "", "", ""]]
    report = take(*rows)
    assert wrong(report) == [(3, "上级单位")]
    assert (
        "临江市/枫河街道/马桥村" in report.rejected[0].reason and "临江市/柳林街道/马桥村" in report.rejected[0].reason
    )
    assert not report.written
    report = take(rows[0], ["北组", "片区", "柳林街道／马桥村", "", "", ""])
    assert report.written
    twin = Unit.objects.get(name="马桥村", path__startswith=town.peer.path)
    assert Unit.objects.get(name="北组").parent_path == twin.path


def test_spaces_and_full_width_digits_are_one_name_and_rare_characters_stay(town, take):
    assert take(["第 １ 居民区", "居委会", "", "", "", ""], ["𠮷㛃村", "村", "", "", "", ""]).written
    assert Unit.objects.filter(name__in=["第 1 居民区", "第1居民区"]).count() == 1
    assert Unit.objects.get(name="𠮷㛃村")
    again = take(["第１居民区", "社区", "枫 河 街 道", "", "", ""], ["𠮷㛃村", "行政村", "枫河街道", "", "", ""])
    assert (again.unchanged, again.imported, again.rejected) == (2, 0, [])
    assert tidy("马 桥 村 Ａ１") == "马桥村 A1" and tidy("﨑村") == "﨑村"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (["", "村", "", "", "", ""], "名称"),
        (["甲" * 81, "村", "", "", "", ""], "名称"),
        (["新村", "公司", "", "", "", ""], "类型"),
        (["新村", "村", "没有的镇", "", "", ""], "上级单位"),
        (["新村", "村", "", "", "去年", ""], "起始"),
        (["新村", "村", "", "", "2026-02-01", "2026-01-01"], "截止"),
        (["新村", "村", "", "", "", "2027-01-01"], "截止"),
        (["马桥村", "村", "", "", "", "2026-01-01"], "截止"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(town, take, row, field):
    before = Unit.objects.count()
    report = take(["好村", "村", "", "", "", ""], row)
    assert wrong(report) == [(3, field)]
    assert not report.written and Unit.objects.count() == before


def test_the_same_unit_twice_is_named_with_its_row(town, take):
    report = take(["新村", "村", "", "", "", ""], ["新 村", "村", "枫河街道", "", "", ""])
    assert wrong(report) == [(3, "名称")] and "2" in report.rejected[0].reason


def test_a_unit_with_results_is_not_grouped_anew_by_a_file(town, take):
    assert take(["焦山村", "社区", "枫河街道", "", "", ""]).written
    RoundResultFactory(unit=town.village)
    report = take(["马桥村", "村", "枫河街道", "大村", "", ""])
    assert wrong(report) == [(2, "考核分组")]
    assert take(["马桥村", "村", "枫河街道", "", "2020-01-01", ""]).written


def test_what_goes_out_comes_back_unchanged(town, take):
    UnitFactory(name="东片区", kind=UnitKind.ZONE, parent=town.village, starts_on=date(2025, 1, 1))
    rows = [
        [write(unit) for _head, write in EXPORT] for unit in Unit.objects.select_related("ranking_group").with_above()
    ]
    report = take(*rows, head=[head for head, _write in EXPORT])
    assert (report.unchanged, report.imported, report.rejected) == (len(rows), 0, [])


def test_only_who_keeps_units_brings_them_in(town, take, unit):
    with pytest.raises(FileProblem):
        take(["新村", "村", "", "", "", ""], by=unit)
