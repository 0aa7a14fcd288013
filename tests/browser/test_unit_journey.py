"""A unit works its task on a phone, the office and an inspector at a desk see it, send it back once, and close it."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from core.attachments.photos import store_photo
from core.models import PhotoPurpose
from rectification.models import RectificationTask
from rectification.services import add_progress, perform, report_finding
from rectification.transitions import State
from tests.factories import PointFactory, ProblemKindFactory, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task(town):
    """Found two days ago with a photo; by rule assigned to 马桥村."""
    at = timezone.now() - timedelta(days=2)
    point = PointFactory(name="南拓垃圾房", code="NT-12", town=town.home, unit=town.village, in_charge=town.village)
    seen = store_photo(upload=make_picture(), subject=town.home, purpose=PhotoPurpose.PROBLEM, by=None, now=at)
    return report_finding(
        source="patrol", description="南拓垃圾房满溢", town=town.home, by=None, now=at, point=point,
        kind=ProblemKindFactory(), item_code="C14", photos=[seen],
    )  # fmt: skip


def photo_file(colour, size=(2400, 1800)):
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "JPEG", quality=95)
    Image.new("RGB", size, colour)
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def look(axe, no_sideways_scroll, shots):
    """look(page, name, heading): the page stands every check, and a picture of it is kept where one is asked for."""

    def check(page, name, heading):
        expect(page.locator("h1")).to_have_text(heading)  # the page that was asked for has come
        axe(page)
        no_sideways_scroll(page)
        shots(page, name)

    return check


def hand_in(page, task, note, look, name):
    page.goto(task.get_absolute_url())
    page.get_by_role("link", name="交核查").click()
    page.get_by_label("整改情况").fill(note)
    page.locator("input[type=file]").set_input_files([photo_file("gray")])
    expect(page.locator("[data-photo-chosen] img")).to_have_count(1)
    look(page, name, "交核查")
    page.get_by_role("button", name="交核查").click()
    expect(page.locator(".toast-msg")).to_contain_text("交核查")


def test_from_the_unit_s_phone_to_the_close(phone, desk, task, look):
    unit = phone("unit")
    unit.goto("/rectification/")
    look(unit, "tasks-phone", "整改任务")
    unit.locator(".task-card", has_text="南拓垃圾房满溢").tap()
    look(unit, "task-phone", "南拓垃圾房满溢")
    unit.get_by_role("link", name="开始处置").tap()
    unit.get_by_label("怎么处置").fill("安排2人1车，上午到场")
    look(unit, "start-phone", "开始处置")
    unit.get_by_role("button", name="开始处置").tap()
    expect(unit.locator("[aria-current=step]")).to_contain_text("处置中")
    hand_in(unit, task, "满溢垃圾已清运2车", look, "submit-phone")
    expect(unit.locator("[aria-current=step]")).to_contain_text("待核查")
    expect(unit.get_by_role("link", name="核查通过，结案")).to_have_count(0)

    office = desk("office")
    office.goto("/rectification/")
    look(office, "tasks-desk", "整改任务")
    office.get_by_label("环节").select_option(label="待核查")
    office.wait_for_url("**state=submitted**")
    office.get_by_role("link", name="南拓垃圾房满溢").click()
    expect(office.locator(".compare")).to_be_visible()
    look(office, "task-desk", "南拓垃圾房满溢")

    inspector = desk("inspector")
    inspector.goto(task.get_absolute_url())
    inspector.get_by_role("link", name="退回返工").click()
    inspector.get_by_label("还有什么问题").fill("东侧仍有散落垃圾")
    look(inspector, "rework-desk", "退回返工")
    inspector.get_by_role("button", name="退回返工").click()
    expect(inspector.locator("[aria-current=step]")).to_contain_text("处置中")  # the unit's again

    unit.goto(task.get_absolute_url())
    expect(unit.locator(".timeline")).to_contain_text("东侧仍有散落垃圾")
    hand_in(unit, task, "东侧也清了", look, "submit-again-phone")

    inspector.goto("/rectification/")
    inspector.get_by_role("link", name="南拓垃圾房满溢").click()
    inspector.get_by_role("link", name="核查通过，结案").click()
    inspector.get_by_label("核查结果").fill("现场干净")
    inspector.locator("input[type=file]").set_input_files([photo_file("green")])
    look(inspector, "close-desk", "核查通过，结案")
    inspector.get_by_role("button", name="核查通过，结案").click()
    expect(inspector.locator(".task-state")).to_contain_text("已结案")
    look(inspector, "closed-desk", "南拓垃圾房满溢")
    closed = RectificationTask.objects.get(pk=task.pk)
    assert (closed.state, closed.passes, closed.reworks) == (State.CLOSED, 2, 1)


def test_two_at_once_see_both_versions_and_nothing_is_lost(phone, task, unit, office, look):
    perform(task=task, verb="start", by=unit, now=timezone.now(), note="马上去")
    page = phone("unit")
    page.goto(f"{task.get_absolute_url()}submit/")
    page.get_by_label("整改情况").fill("满溢垃圾已清运2车")
    page.locator("input[type=file]").set_input_files([photo_file("gray")])
    add_progress(task=task, by=office, now=timezone.now(), note="创建办已到场督促")
    page.get_by_role("button", name="交核查").tap()
    expect(page.locator(".versions")).to_contain_text("创建办已到场督促")
    expect(page.get_by_label("整改情况")).to_have_value("满溢垃圾已清运2车")
    expect(page.locator("[name=kept]")).to_be_checked()
    look(page, "conflict-phone", "交核查")
    page.get_by_role("button", name="提交我的").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("待核查")


def test_a_photo_is_made_smaller_before_it_is_sent(phone, task, unit):
    perform(task=task, verb="start", by=unit, now=timezone.now(), note="马上去")
    page = phone("unit")
    page.goto(f"{task.get_absolute_url()}submit/")
    big = photo_file("gray", (4000, 3000))
    assert len(big["buffer"]) > 2_000_000
    page.locator("input[type=file]").set_input_files([big])
    small = "Array.from(document.querySelector('input[type=file]').files).every(file => file.size < 1500000)"
    expect(page.locator("[data-photo-chosen] img")).to_have_count(1)
    page.get_by_label("整改情况").fill("x")
    for _try in range(40):
        if page.evaluate(small):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(small)


def test_a_finding_is_reported_from_a_phone_and_asked_and_granted_time(phone, desk, task, unit, look):
    inspector = phone("inspector")
    inspector.goto("/rectification/new/")
    inspector.locator("input[type=file]").set_input_files([photo_file("gray")])
    look(inspector, "new-phone", "登记问题")
    inspector.get_by_role("button", name="登记").tap()
    expect(inspector.locator(".form-error").first).to_be_visible()
    expect(inspector.locator("[name=kept]")).to_be_checked()
    look(inspector, "new-faulty-phone", "登记问题")
    inspector.get_by_label("地点").fill("老街8号")
    inspector.get_by_label("什么问题").fill("井盖破损")
    inspector.get_by_role("button", name="登记").tap()
    expect(inspector.locator("h1")).to_have_text("井盖破损")

    asking = phone("unit")
    asking.goto(task.get_absolute_url())
    asking.locator(".menu--phone summary").tap()
    asking.get_by_role("link", name="申请延期").tap()
    asking.get_by_label("新期限").fill(f"{timezone.localdate() + timedelta(days=20):%Y-%m-%d}")
    asking.get_by_label("原因").fill("等配件到货")
    look(asking, "ask-phone", "申请延期")
    asking.get_by_role("button", name="提交申请").tap()

    office = desk("office")
    office.goto(task.get_absolute_url())
    office.get_by_role("link", name="审批").click()
    look(office, "decide-desk", "延期申请")
    office.get_by_role("button", name="同意", exact=True).click()
    expect(office.locator(".timeline")).to_contain_text("同意延期")
