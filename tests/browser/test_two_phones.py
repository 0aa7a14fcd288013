"""What inspectors do with phones beside the straight way: two of them, two windows of one, no room, a label without a network."""

import struct

import pytest
from playwright.sync_api import expect

from core.models import Photo
from inspections.models import Score, Sheet
from tests.browser.test_inspector_journey import card, hand_in, judge_all, open_sheet, picture_file, saved, total
from tests.browser.test_offline_journey import go_offline, open_mine
from tests.factories import make_picture
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def test_two_phones_with_the_same_sheet_open_lose_nothing_of_either(phone, scene):
    first, second = phone("inspector"), phone("inspector")
    open_sheet(first, scene)
    card(first, scene.passed).locator("label:has([value=yes])").tap()
    saved(first).to_be_visible()
    open_sheet(second, scene)
    card(second, scene.deduct).locator("[data-step='1']").tap()
    saved(second).to_be_visible()
    card(first, scene.grade).locator("label", has_text="B").tap()
    expect(first.locator("[data-undo-line]")).to_contain_text("另一部手机")
    expect(card(first, scene.deduct).locator("[data-entry=count]")).to_have_value("1")
    saved(first).to_be_visible()
    assert Score.objects.get(item=scene.deduct).count == 1
    assert Score.objects.get(item=scene.passed).passed is True


def test_of_two_windows_the_one_opened_last_has_the_sheet_and_the_other_says_so(phone, scene):
    first = phone("inspector")
    open_sheet(first, scene)
    card(first, scene.passed).locator("label:has([value=yes])").tap()
    saved(first).to_be_visible()
    second = first.context.new_page()
    open_sheet(second, scene)
    card(second, scene.deduct).locator("[data-step='1']").tap()
    saved(second).to_be_visible()
    expect(first.locator("[data-notice]")).to_contain_text("另一个窗口")
    expect(first.locator("[data-submit]")).to_be_disabled()
    first.locator("[data-notice] a").tap()
    expect(card(first, scene.deduct).locator("[data-entry=count]")).to_have_value("1")
    expect(second.locator("[data-notice]")).to_contain_text("另一个窗口")


def test_a_sheet_whose_photo_found_no_room_does_not_go_into_the_outbox(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    judge_all(page, scene)
    saved(page).to_be_visible()
    page.evaluate("""() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (value) {
        if (value.blob && !window.room) throw new DOMException('full', 'QuotaExceededError');
        return put.call(this, value);
      };
    }""")
    page.context.set_offline(True)
    card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file()])
    expect(page.locator("[data-notice]")).to_contain_text("存储空间已满")
    hand_in(page)
    expect(page.locator("[data-notice]")).to_contain_text("存储空间已满")
    page.evaluate("window.room = true")
    hand_in(page)
    expect(page.locator("[data-notice]")).to_contain_text("已放入发件箱")
    page.context.set_offline(False)
    page.wait_for_url("**/inspections/sheets/*/")
    assert Photo.objects.of_many(Score, Score.objects.values_list("pk", flat=True)).count() == 1


def test_a_draft_that_is_refused_costs_no_photo(phone, scene):
    page = phone("inspector")
    page.route(
        "**/draft/", lambda route: route.fulfill(status=400, json={"errors": [{"item": None, "message": "不收"}]})
    )
    open_sheet(page, scene)
    card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file()])
    expect(page.locator("[data-notice]")).to_contain_text("不收")
    expect(card(page, scene.deduct).locator("[data-waiting]")).to_be_visible()
    page.unroute("**/draft/")
    page.locator("[data-unsent]").tap()
    expect(card(page, scene.deduct).locator("[data-waiting]")).to_be_hidden()
    assert Photo.objects.count() == 1


def test_a_label_scanned_without_a_network_opens_the_kept_sheet(phone, scene):
    page = phone("inspector")
    open_mine(page)
    go_offline(page)
    page.goto(f"/inspections/points/{scene.point.pk}/go/")
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()
    expect(page.locator("h1")).to_contain_text(scene.point.name)


def test_what_does_not_apply_wants_a_reason(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    judge_all(page, scene)
    reason = card(page, scene.other).locator("[data-entry=remark]")
    reason.fill("")
    page.locator("[data-submit]").tap()
    expect(page.locator("[data-review-hand]")).to_be_hidden()
    page.locator("[data-review-missing] [data-do=jump]").tap()
    expect(reason).to_be_focused()
    assert page.locator("#sheet-reasons option").count() == 4
    reason.fill("当日未开放")
    expect(total(page)).to_have_text("78.00")
    hand_in(page)
    page.wait_for_url("**/inspections/sheets/*/")
    assert Score.objects.get(item=scene.other).remark == "当日未开放"


def with_exif(picture: bytes, taken: bytes, offset: bytes) -> bytes:
    """The JPEG with the moment it was taken, as cameras write it: a list that leads to a list of two entries."""
    first = struct.pack(">HHHLLL", 1, 0x8769, 4, 1, 26, 0)
    second = struct.pack(">HHHLLHHLLL", 2, 0x9003, 2, 20, 56, 0x9011, 2, 7, 76, 0)
    block = b"Exif\0\0MM\0*" + struct.pack(">L", 8) + first + second + taken + b"\0" + offset + b"\0"
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + picture[2:]


def test_a_photo_from_the_gallery_keeps_the_time_that_its_file_tells(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    content = with_exif(make_picture(size=(800, 600)).read(), b"2026:11:20 08:30:05", b"+08:00")
    camera = card(page, scene.deduct).locator("[data-camera]")
    camera.set_input_files([picture_file(content=content)])
    expect(card(page, scene.deduct).locator("[data-waiting][hidden]")).to_have_count(1)
    camera.set_input_files([picture_file()])
    expect(card(page, scene.deduct).locator("[data-waiting][hidden]")).to_have_count(2)
    told, untold = Photo.objects.order_by("pk")
    assert told.taken_at.isoformat() == "2026-11-20T00:30:05+00:00"
    assert untold.taken_at > told.taken_at
    assert Sheet.objects.count() == 1
