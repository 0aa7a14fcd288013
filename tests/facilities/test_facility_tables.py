"""Facilities and clearance, out to Excel and back."""

from datetime import date
from decimal import Decimal

import pytest

from core.exports import ExcelBook
from core.files_in.problems import FileProblem
from core.quantities import Exactness
from core.table_in.service import take_table
from facilities.models import Clearance, Facility
from facilities.tables.clearance import CLEARANCE
from facilities.tables.clearance import EXPORT_COLUMNS as CLEARANCE_COLUMNS
from facilities.tables.facilities import EXPORT_COLUMNS, FACILITIES
from tests.facilities.scenes import clear, make_facility
from tests.factories import PointFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path, office, now):
    def run(table, *lines, path=None):
        if path is None:
            path = tmp_path / "表.csv"
            path.write_text("\n".join(lines), encoding="utf-8")
        return take_table(table_in=table, path=path, by=office, now=now)

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


def test_a_day_to_come_is_refused_with_the_whole_file(take, town):
    make_facility(code="L1")
    with pytest.raises(FileProblem, match="2026-11-24"):
        take(CLEARANCE, "设施编号,日期,清运车次", "L1,2026-11-23,1", "L1,2026-11-24,1")
    assert not Clearance.objects.exists()
