"""The unit's day on a phone: the reddest first, begun, reported on, handed in, more time asked for, another's handed back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Photo, PhotoPurpose, TrailEntry
from rectification.models import RequestKind, RequestState
from rectification.services import perform
from rectification.transitions import State
from tests.browser.loop_scenes import PHOTO, Loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loop(town, office, unit):
    return Loop(town, office, unit)


@pytest.fixture
def page(phone, loop):
    return phone("unit")


def test_the_reddest_is_begun_worked_on_and_handed_in(page, loop, axe, no_sideways_scroll, shots):
    loop.assigned("果壳箱破损", 0.1)
    late = loop.assigned("垃圾房满溢", 9)
    page.goto("/rectification/")
    expect(page.locator(".task-card")).to_have_count(2)
    expect(page.locator(".task-card").first).to_contain_text("垃圾房满溢")
    expect(page.locator(".task-card").first).to_contain_text("已超期")
    page.locator(".task-card").first.tap()
    expect(page.locator(".next-step .btn-primary")).to_have_count(1)
    axe(page)
    no_sideways_scroll(page)
    shots(page, "late-phone")
    page.get_by_role("link", name="开始处置").tap()
    page.get_by_label("怎么处置").fill("安排2人1车")
    page.get_by_role("button", name="开始处置").tap()

    page.get_by_role("link", name="填报进展").tap()
    page.get_by_label("处置进展").fill("已清运1车")
    page.locator("input[type=file]").set_input_files([PHOTO])
    page.locator(".form-panel__foot .btn-primary").tap()
    expect(page.locator(".timeline")).to_contain_text("已清运1车")
    assert Photo.objects.about(late).filter(purpose=PhotoPurpose.PROGRESS).count() == 1

    page.get_by_role("link", name="交核查").tap()
    page.get_by_label("整改情况").fill("已清运2车，地面冲洗")
    page.locator("input[type=file]").set_input_files([PHOTO])
    page.get_by_role("button", name="交核查").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("待核查")
    expect(page.locator(".compare")).to_be_visible()
    grip = page.locator(".compare input[type=range]")
    grip.focus()
    page.keyboard.press("ArrowRight")
    assert int(grip.input_value()) > 50  # the line between before and after moves by keyboard too
    late.refresh_from_db()
    assert (late.state, late.passes) == (State.SUBMITTED, 1)


def test_more_time_is_asked_for_and_what_is_not_its_own_handed_back(page, loop, no_sideways_scroll):
    mine, theirs = loop.at_work("果壳箱破损", 1), loop.assigned("国道路肩塌陷", 0.2)
    page.goto(mine.get_absolute_url())
    page.locator(".menu--phone summary").tap()
    page.get_by_role("link", name="申请延期").tap()
    page.get_by_label("新期限").fill(f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
    page.get_by_label("原因").fill("等配件到货")
    page.get_by_role("button", name="提交申请").tap()
    expect(page.locator(".form-error").first).to_be_visible()  # a day that has passed
    expect(page.get_by_label("原因")).to_have_value("等配件到货")
    page.get_by_label("新期限").fill(f"{timezone.localdate() + timedelta(days=20):%Y-%m-%d}")
    page.get_by_role("button", name="提交申请").tap()
    expect(page.locator(".asked")).to_contain_text("等配件到货")
    expect(page.get_by_role("link", name="审批")).to_have_count(0)
    request = mine.requests.get()
    assert (request.kind, request.state) == (RequestKind.EXTENSION, RequestState.ASKED)

    page.goto(theirs.get_absolute_url())
    back = page.get_by_role("link", name="退回（不属本单位）").locator("visible=true")
    if not back.count():
        page.locator(".menu--phone summary").tap()
    back.first.tap()
    expect(page.locator("h1")).to_contain_text("退回")
    no_sideways_scroll(page)
    page.get_by_role("button", name="退回").tap()
    expect(page.locator(".form-error").first).to_be_visible()  # not without a reason
    page.locator("textarea").fill("国道由公路部门管护")
    page.get_by_role("button", name="退回").tap()
    expect(page.locator("h1")).to_have_text("整改任务")  # it is not the unit's any more
    expect(page.locator(".task-card", has_text="国道路肩塌陷")).to_have_count(0)
    theirs.refresh_from_db()
    assert (theirs.state, theirs.responsible_unit, theirs.deadline) == (State.REGISTERED, None, None)
    assert TrailEntry.objects.about(theirs).get(verb="hand_back").reason == "国道由公路部门管护"


def test_two_at_once_the_second_sees_both_versions(page, desk, loop, shots):
    """The unit starts on its phone while the office, at its desk, writes that it has started for it."""
    task = loop.assigned("垃圾房满溢", 1)
    office = desk("office")
    for who, words in ((page, "村里自己派车"), (office, "创建办先调一台车")):
        who.goto(f"{task.get_absolute_url()}start/")
        who.get_by_label("怎么处置").fill(words)
    page.get_by_role("button", name="开始处置").tap()
    expect(page.locator("[aria-current=step]")).to_contain_text("处置中")
    office.get_by_role("button", name="开始处置").click()
    expect(office.locator("main")).to_contain_text("村里自己派车")
    expect(office.locator("main")).to_contain_text("创建办先调一台车")
    shots(office, "both-versions-desk")
    expect(office.get_by_role("button", name="提交我的")).to_have_count(0)  # it is begun already
    assert TrailEntry.objects.about(task).filter(verb="start").count() == 1
    perform(task=task, verb="cancel", by=loop.office, now=timezone.now(), reason="登记有误")
    page.goto(task.get_absolute_url())
    expect(page.locator(".next-step .btn-primary")).to_have_count(0)
