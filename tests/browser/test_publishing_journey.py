"""A closed round: adjustments with their basis, the checks, publication, the bulletin as page and Word file, the round as a zip."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from core.attachments.photos import store_photo
from core.models import PhotoPurpose, TrailEntry
from inspections.models import Adjustment, Basis, RoundResult, RoundState, SheetState
from inspections.services.entries import Entry
from inspections.services.results import refresh_results
from inspections.services.sheets import items_for, submit_sheet
from tests.factories import AssignmentFactory, PointFactory, make_picture
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def closed(town, inspector, office):
    """马桥村 78.00, 焦山村 84.00; a third point has no sheet."""
    scene = make_published(town, inspector, office, publish=False)
    missing = PointFactory(town=town.home, unit=town.village, name="枫焦路口")
    AssignmentFactory(round=scene.round, point=missing, inspector=inspector)
    return scene


def faultless(round, point) -> dict[int, Entry]:
    found = {"deduct": Entry(count=0), "pass_fail": Entry(passed=True)}
    return {
        item.pk: found.get(item.method) or Entry(grade_id=item.scale.grades.get(label="A").pk)
        for item in items_for(round, point)
    }


def result_of(unit) -> RoundResult:
    return RoundResult.objects.get(unit=unit, basis=Basis.TERRITORY)


def enter_adjustment(page, unit, points, reason, paper):
    form = page.locator(".adjust form")
    if not form.is_visible():
        page.get_by_text("登记奖惩").click()
    form.locator("[name=unit]").select_option(str(unit.pk))
    form.locator("[name=points]").fill(points)
    form.locator("[name=reason]").fill(reason)
    form.locator("[name=paper]").fill(paper)
    form.get_by_role("button", name="登记").click()


def test_from_an_adjustment_to_the_bulletin_that_everybody_reads(
    desk, phone, closed, town, axe, no_sideways_scroll, shots
):
    page = desk("office")
    page.goto(closed.round.get_absolute_url())
    enter_adjustment(page, town.village, "-0.50", "迟报一次", "")
    expect(page.locator(".adjust .invalid-feedback, .adjust .form-error").first).to_be_visible()
    expect(page.locator(".adjust [name=reason]")).to_have_value("迟报一次")
    assert not Adjustment.objects.exists()
    enter_adjustment(page, town.village, "-0.50", "迟报一次", "细则第8条")
    expect(page.locator("#adjustments + *, [aria-labelledby=adjustments] .record")).to_contain_text("细则第8条")
    assert str(result_of(town.village).score) == "77.50"

    checks = page.locator(".next-step .check-list")
    expect(checks).to_contain_text("有1个分派的点位还没提交检查表")
    expect(checks).to_contain_text("失分但没有照片")
    page.get_by_role("link", name="预览通报").click()
    expect(page.get_by_text("尚未公布")).to_be_visible()
    page.go_back()
    publish = page.get_by_role("button", name="公布成绩")
    publish.click()  # without the tick the browser stops it
    closed.round.refresh_from_db()
    assert closed.round.state == RoundState.CLOSED
    page.get_by_label("成绩已核对无误").check()
    axe(page)
    shots(page, "publish-checks")
    publish.click()
    expect(page.locator(".task-state .tag")).to_have_text("已公布")

    page.get_by_role("link", name="查看通报").first.click()
    village = page.locator(".tbl tbody tr", has_text=town.village.name).first
    expect(village).to_contain_text("77.50")
    expect(village).to_contain_text("-0.50")
    expect(village).to_contain_text("地面无垃圾")
    expect(page.locator("[aria-labelledby=adjustments]")).to_contain_text("细则第8条")
    axe(page)
    shots(page, "bulletin-desk")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载Word文件").click()
    assert download.value.suggested_filename.endswith(".docx")
    words = Document(str(download.value.path()))
    text = "\n".join(paragraph.text for paragraph in words.paragraphs)
    cells = {cell.text for table in words.tables for row in table.rows for cell in row.cells}
    assert closed.round.name in text
    assert {town.village.name, "77.50", town.other_village.name, "84.00"} <= cells

    small = phone("unit")
    small.goto("/inspections/bulletins/")
    small.get_by_role("link", name=closed.round.name, exact=True).tap()
    expect(small.locator(".tbl tbody tr", has_text=town.village.name).first).to_contain_text("77.50")
    axe(small)
    no_sideways_scroll(small)
    shots(small, "bulletin-phone")
    small.goto("/inspections/adjustments/")
    expect(small.locator("tbody tr")).to_contain_text("细则第8条")
    no_sideways_scroll(small)


def test_a_unit_with_too_few_points_is_named_before_and_listed_without_a_rank(desk, closed, town):
    standard = closed.round.standard
    standard.minimum_points = 2
    standard.save()
    refresh_results(round=closed.round)
    page = desk("office")
    page.goto(closed.round.get_absolute_url())
    expect(page.locator(".next-step .check-list")).to_contain_text("点位不足")
    page.get_by_role("link", name="预览通报").click()
    village = page.locator(".tbl tbody tr", has_text=town.village.name).first
    expect(village).to_contain_text("点位不足，不排名")
    expect(village.locator("td").first).to_have_text("—")


def test_a_sheet_that_came_late_is_read_and_accepted_by_the_office(desk, closed, inspector, now, axe, shots):
    point = closed.round.assignments.get(point__name="枫焦路口").point
    late = submit_sheet(
        key=uuid4(), round=closed.round, point=point, inspector=inspector, now=now + timedelta(hours=1),
        visited_at=now - timedelta(hours=1), entries=faultless(closed.round, point),
    )  # fmt: skip
    page = desk("office")
    page.goto(closed.round.get_absolute_url())
    expect(page.locator(".next-step .check-list")).to_contain_text("有1份迟到的检查表等待认定")
    page.locator("[aria-labelledby=late]").get_by_role("link", name=point.name).click()
    expect(page.locator("h1")).to_contain_text("迟到，待认可")
    axe(page)
    shots(page, "late-sheet")
    page.get_by_role("button", name="认可", exact=True).click()
    expect(page).to_have_url(re.compile(rf"{closed.round.get_absolute_url()}$"))
    expect(page.locator("[aria-labelledby=late]")).to_have_count(0)
    expect(page.locator(".next-step .check-list")).not_to_contain_text("还没提交检查表")
    late.refresh_from_db()
    assert late.state == SheetState.SUBMITTED
    assert str(result_of(point.unit).score) == "89.00"  # the mean of 78.00 and 100.00


def test_a_unit_reads_nothing_of_a_round_before_it_is_published(phone, closed):
    page = phone("unit")
    page.goto("/inspections/bulletins/")
    expect(page.get_by_text(closed.round.name)).to_have_count(0)
    assert page.goto(f"{closed.round.get_absolute_url()}bulletin/").status == 404


def test_the_round_is_taken_away_as_a_zip_with_its_photos(desk, closed, inspector, now):
    store_photo(
        upload=make_picture(size=(640, 480)), subject=closed.score, purpose=PhotoPurpose.PROBLEM, by=inspector, now=now
    )
    page = desk("office")
    page.goto(closed.round.get_absolute_url())
    with page.expect_download() as download:
        page.get_by_role("link", name="导出检查表和照片").click()
    assert download.value.suggested_filename == f"{closed.round.name}.zip"
    with ZipFile(Path(download.value.path())) as archive:
        assert archive.testzip() is None
        photos = [name for name in archive.namelist() if name.endswith(".jpg")]
        with archive.open(photos[0]) as file:
            assert Image.open(file).size == (640, 480)
        with archive.open("检查表.xlsx") as file:
            book = CalamineWorkbook.from_filelike(file)
            pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    sheets, scores, listed = pages.values()
    assert len(sheets) == 1 + 2
    assert {row[sheets[0].index("得分")] for row in sheets[1:]} == {78, 84}
    assert len(scores) == 1 + 2 * 4
    assert [row[listed[0].index("压缩包内文件名")] for row in listed[1:]] == photos
    assert TrailEntry.objects.about(closed.round).filter(verb="export").count() == 1
