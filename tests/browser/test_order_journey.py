"""A supervision order from the office's draft to the leader's handwriting, on a phone as at a desk; and by the keyboard alone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from rectification.models import SupervisionOrder
from rectification.services import perform, report_finding
from tests.factories import PointFactory, ProblemKindFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at_work(town, unit, now):
    point = PointFactory(name="马桥垃圾房", town=town.home, unit=town.village, in_charge=town.village)
    task = report_finding(
        source="patrol", description="垃圾房满溢", town=town.home, by=None, now=now - timedelta(days=9), point=point,
        kind=ProblemKindFactory(),
    )  # fmt: skip
    return perform(task=task, verb="start", by=unit, now=now - timedelta(days=8), note="安排2人1车")


def drafted(page, task) -> None:
    page.goto(task.get_absolute_url())
    page.get_by_text("更多操作").first.click()
    page.get_by_role("link", name="拟督办单").first.click()
    page.get_by_role("button", name="拟制").click()
    expect(page.locator(".task-state .tag")).to_have_text("待签发")


def write(page) -> None:
    """A stroke over the field, with the mouse as a finger would."""
    field = page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 90, steps=8)
    page.mouse.move(box["x"] + 160, box["y"] + 40, steps=8)
    page.mouse.up()


def test_a_leader_signs_by_hand_what_the_office_drafted(desk, phone, at_work, leader, axe, no_sideways_scroll, shots):
    office = desk("office")
    drafted(office, at_work)
    axe(office)

    small = phone("leader")
    small.goto("/rectification/orders/")
    small.get_by_role("link", name="垃圾房满溢").tap()
    expect(small.locator("canvas")).to_be_visible()
    axe(small)
    no_sideways_scroll(small)
    small.get_by_role("button", name="签发", exact=True).tap()
    expect(small.locator(".form-error").first).to_be_visible()  # nothing was written yet
    small.get_by_label("领导意见").fill("限三日内整改到位")
    write(small)
    shots(small, "order-sign")
    small.get_by_role("button", name="签发", exact=True).tap()
    expect(small.locator(".task-state .tag")).to_have_text("已签发")
    expect(small.locator("img.paper__hand")).to_be_visible()
    assert small.locator("img.paper__hand").evaluate("picture => picture.naturalWidth > 20")
    no_sideways_scroll(small)

    village = phone("unit")
    village.goto(SupervisionOrder.objects.get().get_absolute_url())
    expect(village.locator(".paper")).to_contain_text("限三日内整改到位")
    village.get_by_role("link", name="打开任务").tap()
    expect(village.get_by_role("heading", name="垃圾房满溢")).to_be_visible()


def test_the_name_is_typed_where_one_cannot_write(desk, at_work, leader):
    office = desk("office")
    drafted(office, at_work)
    page = desk("leader")
    page.goto(SupervisionOrder.objects.get().get_absolute_url())
    page.get_by_label("或输入本人姓名").focus()
    page.keyboard.type("周立新")
    page.keyboard.press("Enter")
    expect(page.locator(".paper__name")).to_have_text("周立新")
