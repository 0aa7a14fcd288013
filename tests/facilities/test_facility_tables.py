"""Facilities and clearance, out to Excel and back."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import DomainError
from core.files_out.exports import ExcelBook
from core.maps.datum import Datum
from core.models import TrailEntry, UnitKind
from core.quantities import Exactness
from core.removal import remove
from core.table_in.service import take_table
from facilities.models import CleaningRoute, Clearance, Condition, Facility, Upkeep
from facilities.tables.clearance import CLEARANCE
from facilities.tables.clearance import EXPORT_COLUMNS as CLEARANCE_COLUMNS
from facilities.tables.facilities import EXPORT_COLUMNS, FACILITIES
from facilities.tables.teams import ROUTES
from facilities.tables.upkeep import EXPORT_COLUMNS as UPKEEP_COLUMNS
from facilities.tables.upkeep import UPKEEP
from tests.facilities.scenes import clear, make_facility
from tests.factories import PointFactory, UnitFactory
from tests.inspections.import_files import drop_results, form_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, office, now):
    def run(table, *lines, path=None, **options):
        if path is None:
            path = tmp_path / "表.csv"
            path.write_text("\n".join(lines), encoding="utf-8")
        return take_table(table_in=table, path=path, by=office, now=now, **options)

    return run


def book(path, columns, rows):
    written = ExcelBook()
    sheet = written.add_table("表", columns)
    for row in rows:
        sheet.add(row)
    path.write_bytes(written.finish().read())
    return path


def test_the_inventory_that_goes_out_comes_back_unchanged(take, town, tmp_path):
    make_facility("果壳箱", quantity="300", exactness=Exactness.MORE, unit=town.village, built_on=date(2026, 3, 1))
    make_facility("=公式", quantity=None, point=PointFactory(town=town.home), latitude="30.6382", longitude="112.4625")
    path = book(tmp_path / "设施.xlsx", EXPORT_COLUMNS, Facility.objects.order_by("code"))
    report = take(FACILITIES, path=path)
    assert (report.unchanged, report.imported, report.rejected) == (2, 0, [])


def test_a_new_facility_keeps_how_exact_its_number_is(take, town):
    report = take(FACILITIES, "编号,名称,类别,数量,计量单位,数量精确度", "SS-01,果壳箱,垃圾桶,300,只,多")
    assert report.imported == 1
    assert Facility.objects.get().size == "300多只"


def test_clearance_is_known_by_facility_and_day(take, town, tmp_path):
    one, other = make_facility("垃圾房", code="L1"), make_facility("垃圾房", code="L2")  # of the same name
    clear(one, date(2026, 11, 20), 2)
    report = take(
        CLEARANCE, "设施编号,日期,清运车次,当日清完,备注", "L1,2026-11-20,2,是,", "L2,2026-11-20,1.5,否,车坏", "L1,2026-11-21,3,,"
    )  # fmt: skip
    assert (report.unchanged, report.imported, report.rejected) == (1, 2, [])
    assert Clearance.objects.get(facility=other).truckloads == Decimal("1.5")
    assert not Clearance.objects.get(facility=other).same_day
    rows = Clearance.objects.select_related("facility__unit").order_by("pk")
    again = take(CLEARANCE, path=book(tmp_path / "清运.xlsx", CLEARANCE_COLUMNS, rows))
    assert (again.unchanged, again.imported) == (3, 0)


@pytest.mark.parametrize(
    "line", ["L9,2026-11-20,1,是", "L1,,1,是", "L1,2026-11-20,,是", "L1,2026-11-20,-1,是", "L1,2026-10-31,1,是"]
)
def test_a_clearance_that_cannot_be_taken_is_named(take, town, line):
    make_facility(code="L1", built_on=date(2026, 11, 1))
    report = take(CLEARANCE, "设施编号,日期,清运车次,当日清完", line)
    assert [row.row for row in report.rejected] == [2]
    assert not Clearance.objects.exists()


def test_a_point_of_another_facility_is_named_by_the_dry_run_already(take, town):
    PointFactory(town=town.home, code="P1")
    make_facility(code="L1", point=PointFactory(town=town.home, code="P2"))
    lines = ["L2,房,垃圾房,P1", "L3,房,垃圾房,P1", "L4,房,垃圾房,P2", "L1,房,垃圾房,P2"]
    report = take(FACILITIES, "编号,名称,类别,测评点位编号", *lines, dry_run=True)
    assert [row.row for row in report.rejected] == [3, 4, 5]
    assert take(FACILITIES, "编号,名称,类别,测评点位编号", *lines[:1], lines[3]).imported == 2


HEAD = "编号,名称,类别,测评点位编号"


def pointed(town, *codes: str) -> None:
    """Facilities L1, L2 … each inspected as the point of its code."""
    for number, code in enumerate(codes, start=1):
        make_facility("房", code=f"L{number}", point=PointFactory(town=town.home, code=code))


def points_by_code() -> dict[str, str]:
    return dict(Facility.objects.values_list("code", "point__code"))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["L2,房,垃圾房,P1", "L1,房,垃圾房,P2"], {"L1": "P2", "L2": "P1"}),
        (["L3,房,垃圾房,P1", "L1,房,垃圾房,"], {"L1": None, "L2": "P2", "L3": "P1"}),
        (["L2,房,垃圾房,P1", "L1,房,垃圾房,"], {"L1": None, "L2": "P1"}),
    ],
)
def test_a_point_goes_over_to_another_facility_in_one_file(take, town, lines, found):
    pointed(town, "P1", "P2")
    assert take(FACILITIES, HEAD, *lines).rejected == []
    assert points_by_code() == found


def test_who_has_a_point_is_named_where_the_file_does_not_take_it_off(take, town):
    pointed(town, "P1", "P2")
    Facility.objects.filter(code="L1").update(name="北街垃圾房")
    report = take(FACILITIES, HEAD, "L2,房,垃圾房,P1", "L3,房,垃圾房,P9")
    assert [(row.row, row.field, row.value) for row in report.rejected] == [
        (2, "测评点位编号", "P1"), (3, "测评点位编号", "P9"),
    ]  # fmt: skip
    assert "北街垃圾房" in report.rejected[0].reason
    assert report.rows == report.imported + report.unchanged + len(report.rejected)
    assert points_by_code() == {"L1": "P1", "L2": "P2"}


def test_a_facility_is_removed_once_its_point_is_taken_off(office, town, now):
    pointed(town, "P1")
    facility = Facility.objects.get()
    with pytest.raises(DomainError, match="点位"):
        remove(subject=facility, by=office, now=now, allowed=True)
    Facility.objects.update(point=None)
    remove(subject=facility, by=office, now=now, allowed=True)
    assert not Facility.objects.present().exists()


def test_clearance_of_what_went_out_of_use_comes_back_and_nothing_new_does(take, town):
    clear(make_facility(code="L1", condition=Condition.OUT_OF_USE), date(2026, 11, 1))
    head = "设施编号,日期,清运车次"
    assert take(CLEARANCE, head, "L1,2026-11-01,2").imported == 1
    assert take(CLEARANCE, head, "L1,2026-11-02,2").rejected


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("table", "head", "done"), [(CLEARANCE, "设施编号,日期,清运车次", "1"), (UPKEEP, "设施编号,日期,养护内容", "修剪")]
)
def test_a_day_to_come_is_named_by_the_dry_run_already(take, town, table, head, done, dry_run):
    make_facility(code="L1")
    report = take(table, head, f"L1,2026-11-23,{done}", f"L1,2026-11-24,{done}", dry_run=dry_run)
    assert [(row.row, row.value) for row in report.rejected] == [(3, "2026-11-24")]
    assert not Clearance.objects.exists() and not Upkeep.objects.exists()


def test_a_row_of_formulas_without_results_is_not_passed_over(take, tmp_path, town):
    rows = [["SS-01", "果壳箱", "垃圾桶"], [("=A2", 0), ("=B2", 0), ("=C2", 0)]]
    report = take(FACILITIES, path=drop_results(form_file(tmp_path, rows, headings=["编号", "名称", "类别"])))
    assert [row.row for row in report.rejected] == [3]
    assert not Facility.objects.exists()


def test_positions_from_a_map_app_are_kept_as_a_receiver_gives_them(take, town):
    line = "SS-01,果壳箱,垃圾桶,39.916404,116.410244"
    take(FACILITIES, "编号,名称,类别,纬度,经度", line, datum=Datum.GCJ02)
    facility = Facility.objects.get()
    assert (facility.latitude, facility.longitude) == (Decimal("39.915000"), Decimal("116.404000"))
    again = take(FACILITIES, "编号,名称,类别,纬度,经度", line, datum=Datum.GCJ02)
    assert again.unchanged == 1
    assert take(FACILITIES, "编号,名称,类别,纬度,经度", "SS-02,桶,垃圾桶,39.9,", datum=Datum.GCJ02).rejected


def test_the_upkeep_log_comes_back_and_its_newest_entry_tells_the_condition(take, town, tmp_path):
    facility = make_facility(code="L1")
    log = ("设施编号,日期,养护内容,养护后状况", "L1,2026-11-02,修补屋顶,完好", "L1,2026-11-20,门锁损坏,损坏")
    assert take(UPKEEP, *log).imported == 2
    facility.refresh_from_db()
    assert facility.condition == Condition.BROKEN
    entries = Upkeep.objects.select_related("facility__kind", "measure").order_by("pk")
    again = take(UPKEEP, path=book(tmp_path / "养护.xlsx", UPKEEP_COLUMNS, entries))
    assert (again.unchanged, again.imported, again.rejected) == (2, 0, [])


def test_routes_come_back_with_the_points_on_them(take, town, tmp_path):
    team = UnitFactory(kind=UnitKind.CLEANING_TEAM, parent=town.home, name="集镇保洁队")
    points = [PointFactory(town=town.home, code=code) for code in ("P1", "P2")]
    line = f"{team},集镇线,2,6,P1、P2,是"
    assert take(ROUTES, "保洁队伍,路线,每日次数,人数,沿线点位编号,在用", line).imported == 1
    route = CleaningRoute.objects.get()
    assert (route.times_a_day, set(route.points.all())) == (2, set(points))
    again = take(ROUTES, path=book(tmp_path / "路线.xlsx", ROUTES.export_columns, CleaningRoute.objects.all()))
    assert (again.unchanged, again.imported) == (1, 0)
    assert take(ROUTES, "保洁队伍,路线,沿线点位编号", f"{team},集镇线,P9").rejected
    take(ROUTES, "保洁队伍,路线,沿线点位编号", f"{team},集镇线,P1")
    assert list(route.points.all()) == points[:1]
    assert TrailEntry.objects.about(route).first().changes == {"points": ["P1、P2", "P1"]}
