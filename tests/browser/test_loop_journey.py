"""The office's day at a desk: it decides on reports, assigns and reminds several at once, answers a request, rechecks, sees the order."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from core.models import Notice, TrailEntry
from rectification.models import OrderCause, RequestState, SupervisionOrder
from rectification.transitions import State
from tests.browser.loop_scenes import PHOTO, Loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loop(town, office, unit):
    return Loop(town, office, unit)


@pytest.fixture
def page(desk, loop):
    return desk("office")


def row(page, words):
    return page.locator("tbody tr", has_text=words)


def test_a_report_is_registered_and_the_next_one_joined_to_it(page, loop, axe, shots):
    known, again = loop.by_resident("垃圾房满出来了", 0.3), loop.by_resident("垃圾堆到路上了")
    page.goto("/rectification/")
    row(page, "垃圾房满出来了").get_by_role("link").click()
    page.get_by_role("link", name="立案", exact=True).click()
    page.get_by_label("问题类别").select_option(label="市容环卫")
    page.get_by_label("一般").check()
    page.get_by_role("button", name="立案").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("已立案")
    page.get_by_role("link", name="派遣", exact=True).click()
    expect(page.get_by_label("责任单位")).to_have_value(str(loop.town.village.pk))  # the point's own
    page.get_by_role("button", name="派遣").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("已派遣")

    page.goto("/rectification/")
    row(page, "垃圾堆到路上了").get_by_role("link").click()
    expect(page.locator(".alike")).to_contain_text("垃圾房满出来了")
    axe(page)
    shots(page, "alike-desk")
    page.get_by_role("link", name="是同一问题，合并").click()
    expect(page.get_by_label("另一件任务的编号")).to_have_value(known.number)
    page.get_by_role("button", name="标为重复").click()
    expect(page.locator(".task-state")).to_contain_text("重复")
    again.refresh_from_db()
    assert (again.state, again.duplicate_of) == (State.DUPLICATE, known)
    page.goto(known.get_absolute_url())
    expect(page.locator(".alike")).to_contain_text(again.number)


def test_several_are_assigned_and_reminded_of_in_one_step(page, loop, axe, no_sideways_scroll, shots):
    new = [loop.registered(words) for words in ("井盖破损", "路灯不亮")]
    late = loop.at_work("沟渠淤塞", 10)
    page.goto("/rectification/")
    expect(page.locator("tbody tr").first).to_contain_text("沟渠淤塞")  # the reddest first
    page.locator("[data-batch-all]").check()
    expect(page.locator("[data-batch-words]")).to_have_text("已勾选3件：")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "batch-desk")
    row(page, "沟渠淤塞").get_by_role("checkbox").uncheck()
    bar = page.locator("[data-batch]")
    bar.get_by_label("责任单位").select_option(label="焦山村")
    bar.get_by_role("button", name="派遣").click()
    expect(page.locator(".toast-msg")).to_contain_text("已派遣2件")
    for task in new:
        task.refresh_from_db()
        assert (task.state, task.responsible_unit) == (State.ASSIGNED, loop.town.other_village)

    row(page, "沟渠淤塞").get_by_role("checkbox").check()
    bar.get_by_role("button", name="催办").click()
    expect(page.locator(".toast-msg")).to_contain_text("已催办1件")
    assert Notice.objects.filter(user=loop.unit, kind="reminded").count() == 1
    row(page, "沟渠淤塞").get_by_role("checkbox").check()
    bar.get_by_role("button", name="催办").click()
    expect(page.locator("main .notice").first).to_contain_text(late.number)
    expect(page.locator("main .notice").first).to_contain_text("今天已催办过")
    assert TrailEntry.objects.about(late).filter(verb="remind").count() == 1


def test_a_request_is_refused_with_a_reason_and_a_recheck_done(page, loop):
    asked, done = loop.asked("果壳箱缺失"), loop.handed_in("小广告成片")
    page.goto(asked.get_absolute_url())
    page.get_by_role("link", name="审批").click()
    page.get_by_role("button", name="不同意").click()
    expect(page.locator(".form-error").first).to_be_visible()  # not without a reason
    page.get_by_label("原因").fill("仓库有货，按期办")
    page.get_by_role("button", name="不同意").click()
    expect(page.locator(".timeline")).to_contain_text("仓库有货，按期办")
    deadline = asked.deadline
    asked.refresh_from_db()
    assert (asked.requests.get().state, asked.deadline) == (RequestState.REFUSED, deadline)

    page.goto(done.get_absolute_url())
    expect(page.locator(".compare")).to_be_visible()
    page.get_by_role("link", name="核查通过，结案").click()
    page.get_by_label("核查结果").fill("现场干净")
    page.get_by_role("button", name="核查通过，结案").click()
    expect(page.locator(".form-error").first).to_be_visible()  # not without a photo of its own
    expect(page.get_by_label("核查结果")).to_have_value("现场干净")
    page.locator("input[type=file]").set_input_files([PHOTO])
    page.get_by_role("button", name="核查通过，结案").click()
    expect(page.locator(".task-state")).to_contain_text("已结案")
    done.refresh_from_db()
    assert (done.state, done.verified_by) == (State.CLOSED, loop.office)


def test_the_daily_work_drafts_the_order_that_the_office_finds(page, loop, leader, axe):
    task = loop.at_work("砖场占道", 30)
    call_command("run_daily", stdout=StringIO())
    order = SupervisionOrder.objects.get()
    assert (order.task, order.cause) == (task, OrderCause.OVERDUE)
    page.goto("/rectification/orders/")
    row(page, "砖场占道").get_by_role("link").first.click()
    expect(page.locator(".task-state")).to_contain_text("待签发")
    expect(page.get_by_role("button", name="签发")).to_have_count(0)  # a leader's
    axe(page)
    page.goto(task.get_absolute_url())
    for words in ("临期", "已超期", "达到督办条件", "已拟督办单"):
        expect(page.locator(".timeline")).to_contain_text(words)
    page.goto("/notices/")
    expect(page.locator("main")).to_contain_text(re.compile("超期"))
