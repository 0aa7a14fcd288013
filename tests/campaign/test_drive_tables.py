"""The zones of drives with their groups, and what they did day by day, go out to Excel and come back."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign.models import CampaignYear, DriveResult, DriveZone
from campaign.services.drives import close_drive
from campaign.tables.drive_results import RESULTS
from campaign.tables.drive_zones import ZONES
from core.models import ImportRun, TrailEntry
from core.models.imports import ImportState
from core.quantities import Exactness
from core.table_in.service import take_table
from inspections.imports.runs import work_off
from tests.campaign.drive_scenes import make_drive, make_result, make_work, make_zone
from tests.queries import assert_same_query_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_now")]

JUNE = date(2026, 6, 8)
ZONE_HEAD = "专项行动,责任区,责任单位,责任小组,负责人,人数,整治任务"
HEAD = "记录编号,专项行动,责任区,日期,整治项目,数量,计量单位,数量精确度,说明"


@pytest.fixture
def june(town):
    drive = make_drive("六月突击整治", JUNE, 7)
    make_zone(drive, "南拓片", town.village, people=12, in_charge="何桂芳", order=0)
    make_zone(drive, "集镇片", order=1)
    make_work()
    return drive


@pytest.fixture
def take(tmp_path, town, office, now):
    def run(table_in, head: str, *lines: str, **options):
        path = tmp_path / "表.csv"
        path.write_text("\n".join([head, *lines]), encoding="utf-8")
        return take_table(table_in=table_in, path=path, by=office, now=now, **options)

    return run


def refused(report) -> list[tuple[int, str]]:
    assert not report.written
    return [(one.row, one.field) for one in report.rejected]


@pytest.mark.parametrize(("url", "table_in"), [("/drives/zones/", ZONES), ("/drives/results/", RESULTS)])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_the_list_gives_comes_back_unchanged(client_for, june, office, now, tmp_path, url, table_in, form):
    make_drive("六月突击整治", JUNE + timedelta(days=10)).zones.create(name="南拓片", group="=第二组")
    make_result(june, june.zones.first(), "22.5", Exactness.ODD)
    make_result(june, None, -3)
    path = tmp_path / f"表.{form}"
    path.write_bytes(b"".join(client_for("office").get(f"{url}?format={form}").streaming_content))
    report = take_table(table_in=table_in, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (report.rows, 0, [])
    assert report.rows == table_in.model.objects.count() > 1


def test_zones_are_added_behind_the_others_and_changed_and_the_drive_tells_of_both(take, june, town):
    lines = (f"六月突击整治,南拓片,{town.village.name},第三组,何桂芳,12,", "六月突击整治,河西片,,第四组,,8,清河道")
    assert take(ZONES, ZONE_HEAD, *lines, dry_run=True).imported == 2
    assert june.zones.count() == 2
    assert take(ZONES, ZONE_HEAD, *lines).written
    assert [(zone.name, zone.group) for zone in june.zones.all()] == [
        ("南拓片", "第三组"), ("集镇片", "第一组"), ("河西片", "第四组"),
    ]  # fmt: skip
    told = TrailEntry.objects.about(june).filter(verb="import")
    assert ["河西片" in entry.reason or entry.changes for entry in told] == [{"group": ["第一组", "第三组"]}, True]
    assert take(ZONES, ZONE_HEAD, *lines).unchanged == 2, "read twice"


def test_a_name_that_two_drives_have_asks_for_the_first_day(take, june):
    other = make_drive("六月突击整治", JUNE + timedelta(days=10))
    assert refused(take(ZONES, ZONE_HEAD, "六月突击整治,河西片,,,,,")) == [(2, "专项行动")]
    assert take(ZONES, ZONE_HEAD, "六月突击整治（2026-06-18）,河西片,,,,,").written
    assert other.zones.get().name == "河西片"


def test_results_are_entered_with_measure_and_person_and_the_drive_tells_of_them(take, june, office):
    line = ",六月突击整治,南拓片,2026-06-09,清运垃圾,22,车,余,雨天"
    assert take(RESULTS, HEAD, line, dry_run=True).imported == 1
    assert not DriveResult.objects.exists()
    assert take(RESULTS, HEAD, line).written
    result = DriveResult.objects.get()
    assert (result.size, result.zone.name, result.day, result.entered_by) == (
        "22余车",
        "南拓片",
        date(2026, 6, 9),
        office,
    )
    assert "南拓片 · 2026-06-09 · 清运垃圾 22余车 · 雨天" in TrailEntry.objects.about(june).get().reason


def test_a_file_read_twice_doubles_nothing_and_two_rows_alike_are_two(take, june):
    line = ",六月突击整治,,2026-06-09,清运垃圾,3,,,"
    assert take(RESULTS, HEAD, line, line).imported == 2
    again = take(RESULTS, HEAD, line, line, line)
    assert (again.unchanged, again.imported) == (2, 1)
    assert DriveResult.objects.count() == 3


def test_an_entry_that_the_file_names_by_its_number_is_no_other_rows(take, june):
    first = make_result(june, None, 3, day=date(2026, 6, 9))
    line = "六月突击整治,,2026-06-09,清运垃圾,3,,,"
    report = take(RESULTS, HEAD, f",{line}", f"{first.key},{line}")
    assert (report.unchanged, report.imported) == (1, 1)


def test_a_stored_entry_is_not_overwritten(take, june):
    stored = make_result(june, None, 3, day=date(2026, 6, 9))
    assert refused(take(RESULTS, HEAD, f"{stored.key},六月突击整治,,2026-06-09,清运垃圾,5,,,")) == [(2, "")]
    stored.refresh_from_db()
    assert stored.quantity == 3


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",别的行动,,2026-06-09,清运垃圾,3,,,", "专项行动"),
        (",六月突击整治,河西片,2026-06-09,清运垃圾,3,,,", "责任区"),
        (",六月突击整治,,2026-06-20,清运垃圾,3,,,", "日期"),
        (",六月突击整治,,2026-11-24,清运垃圾,3,,,", "日期"),
        (",六月突击整治,,2026-06-09,没有的项目,3,,,", "整治项目"),
        (",六月突击整治,,2026-06-09,旧项目,3,,,", "整治项目"),
        (",六月突击整治,,2026-06-09,清运垃圾,0,,,", "数量"),
        (",六月突击整治,,2026-06-09,清运垃圾,三,,,", "数量"),
        (",六月突击整治,,2026-06-09,清运垃圾,3,吨,,", "计量单位"),
        (",六月突击整治,,2026-06-09,清运垃圾,-3,,,", "说明"),
        (",六月突击整治,,2026-06-09,清运垃圾,-6,,,多报", "数量"),
        ("不是编号,六月突击整治,,2026-06-09,清运垃圾,3,,,", "记录编号"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(take, june, row, field):
    retired = make_work("旧项目")
    type(retired).objects.filter(pk=retired.pk).update(is_active=False)
    good = ",六月突击整治,,2026-06-10,清运垃圾,5,,,"
    assert refused(take(RESULTS, HEAD, good, row)) == [(3, field)]
    assert not DriveResult.objects.exists()


def test_a_correction_takes_away_what_is_stored_and_what_the_file_adds(take, june):
    make_result(june, None, 4)
    line = ",六月突击整治,,2026-06-10,清运垃圾"
    assert take(RESULTS, HEAD, f"{line},-6,,,多报", f"{line},2,,,").written
    assert sum(DriveResult.objects.values_list("quantity", flat=True)) == Decimal(0)


@pytest.mark.parametrize("close", ["drive", "year"])
def test_a_finished_drive_and_a_closed_year_take_nothing_and_their_own_files_come_back(take, june, office, now, close):
    stored = make_result(june, None, 3, day=date(2026, 6, 9))
    if close == "drive":
        close_drive(drive=june, outcome="好", by=office, now=now)
    else:
        CampaignYear.objects.update_or_create(year=2026, defaults={"closed_on": date(2026, 11, 22)})
    entry = "六月突击整治,,2026-06-09,清运垃圾,3,,,"
    report = take(RESULTS, HEAD, f"{stored.key},{entry}", f",{entry}")
    assert (report.unchanged, [one.row for one in report.rejected], report.written) == (1, [3], False)
    for group in ("第一组", "第二组"):
        report = take(ZONES, ZONE_HEAD, f"六月突击整治,集镇片,,{group},,,", "六月突击整治,河西片,,,,,")
        assert [one.row for one in report.rejected] == ([3] if group == "第一组" else [2, 3])
    assert DriveZone.objects.count() == 2 and DriveResult.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("zones/?q=何桂芳", 1),
        ("zones/?q=无", 0),
        ("zones/?year=2026", 2),
        ("results/?q=集镇", 1),
        ("results/?q=无", 0),
    ],
)
def test_the_lists_are_searched_and_filtered(client_for, june, query, n):
    make_result(june, june.zones.last(), 8)
    assert client_for("leader").get(f"/drives/{query}").context["page_obj"].paginator.count == n


@pytest.mark.parametrize("url", ["/drives/zones/", "/drives/results/"])
def test_the_cost_of_the_lists_does_not_grow(client_for, town, url):
    numbers = count()

    def one_more():
        drive = make_drive(f"行动{next(numbers)}")
        make_result(drive, make_zone(drive, unit=town.village))

    assert_same_query_count(client_for("office"), url, one_more)


def test_the_desk_tries_the_file_out_and_the_worker_takes_it_once(client_for, june, now):
    lines = [HEAD, ",六月突击整治,南拓片,2026-06-09,清运垃圾,22,车,余,"]
    client, file = client_for("office"), SimpleUploadedFile("成果.csv", "\n".join(lines).encode())
    client.post("/inspections/imports/new/", {"kind": RESULTS.code, "file": file})
    run = ImportRun.objects.get()
    desk = client.get(f"/inspections/imports/{run.pk}/").context["desk"]
    assert (desk.report.imported, desk.report.written) == (1, False) and not DriveResult.objects.exists()
    client.post(f"/inspections/imports/{run.pk}/", {"start": "", "sheet": desk.table.sheet})
    for _once_more in range(2):
        work_off(run_id=run.pk, now=now)
    run.refresh_from_db()
    assert (run.state, run.outcome["imported"], DriveResult.objects.count()) == (ImportState.DONE, 1, 1)
