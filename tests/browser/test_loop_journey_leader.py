"""The leader: approves a suspension, signs a supervision order with the finger, and reads what keeps coming back."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Notice
from rectification.models import OrderState, RequestKind, RequestState, RootCause, SupervisionOrder
from rectification.services import perform
from rectification.services.root_causes import propose_root_causes
from rectification.transitions import State
from tests.browser.loop_scenes import Loop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loop(town, office, unit):
    return Loop(town, office, unit)


def test_a_suspension_is_approved(phone, desk, loop, leader, axe, no_sideways_scroll):
    task = loop.asked("路面破损", RequestKind.SUSPENSION)
    office = desk("office")
    office.goto(task.get_absolute_url())
    expect(office.locator(".asked")).to_contain_text("等配件到货")
    expect(office.get_by_role("link", name="审批")).to_have_count(0)  # not the office's

    page = phone("leader")
    page.goto("/notices/")
    page.get_by_role("button", name="路面破损").first.tap()
    page.get_by_role("link", name="审批").tap()
    expect(page.locator("h1")).to_contain_text("挂账申请")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("原因").fill("随工程一并解决")
    page.get_by_role("button", name="同意", exact=True).tap()
    expect(page.locator(".task-state")).to_contain_text("挂账")
    task.refresh_from_db()
    assert (task.state, task.requests.get().state) == (State.SUSPENDED, RequestState.GRANTED)
    assert task.look_again_on > timezone.localdate()
    assert Notice.objects.filter(user=loop.unit, kind="task_paused").count() == 1


def test_an_order_is_signed_with_the_finger_and_reaches_the_unit(phone, loop, leader, axe, no_sideways_scroll, shots):
    task = loop.at_work("砖场占道", 30)
    call_command("run_daily", verbosity=0)
    order = SupervisionOrder.objects.get()
    page = phone("leader")
    page.goto("/rectification/orders/")
    page.get_by_role("link", name="砖场占道").first.tap()
    page.get_by_label("领导意见").fill("三天内清走，逾期依法处理")
    axe(page)
    no_sideways_scroll(page)
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + step * 14, box["y"] + 40 + (step % 3) * 18)
    page.mouse.up()
    shots(page, "signing-phone")
    page.get_by_role("button", name="签发").tap()
    expect(page.locator(".task-state")).to_contain_text("已签发")
    order.refresh_from_db()
    assert (order.state, order.signed_by, order.opinion) == (OrderState.SIGNED, leader, "三天内清走，逾期依法处理")
    assert order.signature.size > 200
    told = Notice.objects.get(user=loop.unit, kind="order_signed")
    unit = phone("unit")
    unit.goto(told.path)
    expect(unit.locator("main")).to_contain_text("三天内清走，逾期依法处理")
    unit.goto(task.get_absolute_url())
    expect(unit.locator(".timeline")).to_contain_text(order.number)


def test_what_comes_back_is_shown_to_the_leader_with_its_root_cause(desk, loop, leader, inspector, axe):
    for days in (40, 30, 20, 10):
        task = loop.handed_in("垃圾房满溢", days, item_code="HW-06")
        photos = [loop.photo(loop.at(days - 2))]
        perform(task=task, verb="close", by=inspector, now=loop.at(days - 2), note="干净", photos=photos)
    again = loop.assigned("垃圾房又满了", 1, item_code="HW-06")
    assert propose_root_causes(now=timezone.now()) == 1
    page = desk("leader")
    page.goto(again.get_absolute_url())
    expect(page.locator(".came-back")).to_contain_text("已反弹4次")
    axe(page)
    page.locator(".came-back").get_by_role("link", name="根源分析").click()
    expect(page.locator("h1")).to_contain_text("马桥垃圾房")
    expect(page.get_by_role("button", name="保存")).to_have_count(0)  # the leader reads

    office = desk("office")
    office.goto(RootCause.objects.get().get_absolute_url())
    office.get_by_label("反复出现的根源").fill("垃圾房太小，每天两车不够")
    office.get_by_role("button", name="保存").click()
    expect(office.locator(".toast-msg")).to_be_visible()
    page.goto("/rectification/root-causes/")
    expect(page.locator("tbody tr")).to_contain_text("垃圾房太小")
    axe(page)
