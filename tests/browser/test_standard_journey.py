"""The office changes a standard: order by keyboard and by hand, a new version, and what it says otherwise."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from facilities.models import ProjectKind
from inspections.models import Standard
from tests.factories import ItemFactory, SectionFactory, StandardFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def standard(db):
    standard = StandardFactory(name="集镇考核细则")
    ground = SectionFactory(standard=standard, name="环境卫生", order=1)
    for number, name in enumerate(("地面无垃圾", "墙面无乱贴", "垃圾日产日清"), 1):
        ItemFactory(section=ground, order=number, code=f"HW-0{number}", name=name)
    trade = SectionFactory(standard=standard, name="经营秩序", order=2)
    ItemFactory(section=trade, order=1, code="ZX-01", name="无占道经营")
    return standard


def codes(standard) -> list[str]:
    return list(standard.items.order_by("section__order", "order").values_list("code", flat=True))


def up(page, name):
    return page.get_by_role("button", name=f"{name}：上移一位")


def test_items_are_put_in_order_with_the_keyboard(desk, standard, axe, shots):
    page = desk("office")
    page.goto(standard.get_absolute_url())
    axe(page)
    shots(page, "standard-order")
    up(page, "垃圾日产日清").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-order=item] tr").nth(1)).to_contain_text("垃圾日产日清")
    expect(up(page, "垃圾日产日清")).to_be_focused()
    page.keyboard.press("Enter")
    first = page.locator("[data-order=item] tr").first
    expect(first).to_contain_text("垃圾日产日清")
    expect(up(page, "垃圾日产日清")).to_be_disabled()
    expect(first.get_by_role("button", name="下移一位")).to_be_focused()
    assert codes(standard) == ["HW-03", "HW-01", "HW-02", "ZX-01"]

    down = page.get_by_role("button", name="环境卫生：下移一位")
    down.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-order=section] > section h2").first).to_have_text("经营秩序")
    assert codes(standard) == ["ZX-01", "HW-03", "HW-01", "HW-02"]


def test_items_are_dragged_to_another_place_and_stay_there(desk, standard):
    page = desk("office")
    page.goto(standard.get_absolute_url())
    rows = page.locator("[data-order=item] tr")
    with page.expect_response(lambda answer: "/order/" in answer.url) as answer:
        rows.nth(2).locator("[data-handle]").drag_to(rows.nth(0).locator("[data-handle]"))
    assert answer.value.ok
    expect(rows.first).to_contain_text("垃圾日产日清")
    expect(up(page, "垃圾日产日清")).to_be_disabled()
    assert codes(standard) == ["HW-03", "HW-01", "HW-02", "ZX-01"]
    page.reload()
    expect(rows.first).to_contain_text("垃圾日产日清")


def test_a_new_version_says_what_it_says_otherwise(desk, phone, standard, axe, no_sideways_scroll, shots):
    Standard.objects.update(frozen_at=timezone.now())
    page = desk("office")
    page.goto(standard.get_absolute_url())
    expect(page.locator("[data-handle]")).to_have_count(0)
    page.get_by_role("button", name="做新版本").click()
    expect(page.locator("h1")).to_contain_text("第2版")
    page.get_by_role("link", name="修改测评项").first.click()
    page.locator("[name=items-0-each]").fill("1")
    page.locator("[name=items-1-DELETE]").check()
    page.locator(".form-panel__foot .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("第2版")

    page.get_by_role("link", name="版本差异").first.click()
    changed = page.locator("[aria-labelledby=changed] tbody tr")
    expect(changed).to_have_count(1)
    expect(changed).to_contain_text("HW-01 地面无垃圾")
    expect(changed.locator("del")).to_contain_text("0.5")
    expect(changed.locator("ins")).to_contain_text("1")
    expect(page.locator("[aria-labelledby=removed]")).to_contain_text("HW-02")
    axe(page)
    shots(page, "difference-desk")
    old = Standard.objects.get(version=1).items.get(code="HW-01")
    assert old.each == Decimal("0.5")

    small = phone("leader")
    small.goto(page.url)
    expect(small.locator("[aria-labelledby=changed] tbody tr")).to_contain_text("HW-01")
    axe(small)
    no_sideways_scroll(small)
    shots(small, "difference-phone")


def test_words_of_a_dictionary_are_moved_with_the_thumb(phone, town, axe, no_sideways_scroll, shots):
    for order, name in enumerate(("道路", "排水", "路灯"), 1):
        ProjectKind.objects.create(name=name, order=order)
    page = phone("office")
    page.goto("/settings/dictionaries/project-kinds/")
    buttons = page.locator(".order-btns .btn-icon, [data-handle]")
    boxes = [button.bounding_box() for button in buttons.all()]
    assert len(boxes) == 9 and all(min(box["width"], box["height"]) >= 44 for box in boxes)
    axe(page)
    no_sideways_scroll(page)
    shots(page, "dictionary-phone")
    up(page, "路灯").tap()
    expect(page.locator("[data-order=word] tr").nth(1)).to_contain_text("路灯")
    assert list(ProjectKind.objects.values_list("name", flat=True)) == ["道路", "路灯", "排水"]
