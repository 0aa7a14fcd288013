"""A day's clearance, on a phone and at a desk: typed from row to row, saved in one step, gaps that stay gaps."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import UnitKind
from facilities.models import Clearance
from tests.browser.walking import sign_on, walk_to
from tests.facilities.scenes import clear, make_facility
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def houses(town):
    return [make_facility(f"{n}号垃圾房", code=f"L{n}", unit=town.village) for n in (1, 2, 3)]


def loads(page, name):
    return page.get_by_role("group", name=name).get_by_label("清运车次")


def test_the_office_enters_a_day_at_a_desk_with_the_keyboard(desk, houses, axe, no_sideways_scroll, shots):
    page = sign_on(desk("office"))
    walk_to(page, "设施")
    page.get_by_role("link", name="填报今日清运").click()
    expect(page).to_have_url(re.compile(r"/facilities/clearance/\d{4}-\d\d-\d\d/$"))
    expect(loads(page, "1号垃圾房")).to_be_focused()
    page.keyboard.type("3.5")
    page.keyboard.press("Enter")
    expect(loads(page, "2号垃圾房")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(loads(page, "3号垃圾房")).to_be_focused()
    page.keyboard.type("2")
    expect(page.locator("[data-entered]")).to_have_text("已填2/3处")
    page.get_by_role("group", name="3号垃圾房").get_by_label("当日清完").uncheck()
    axe(page)
    no_sideways_scroll(page)
    shots(page, "clearance-desk")
    page.get_by_role("button", name="保存当日清运").click()
    expect(page.get_by_text("已保存2处设施")).to_be_visible()
    stored = set(Clearance.objects.values_list("facility__code", "truckloads", "same_day"))
    assert stored == {("L1", Decimal("3.5"), True), ("L3", Decimal(2), False)}


def test_the_unit_enters_its_day_on_a_phone_and_mends_a_slip(phone, town, houses, axe, no_sideways_scroll, shots):
    make_facility("别村的垃圾房", unit=town.other_village)
    page = sign_on(phone("unit"))
    walk_to(page, "设施")
    page.get_by_role("link", name="填报今日清运").click()
    expect(page.get_by_role("group", name="别村的垃圾房")).to_have_count(0)
    loads(page, "1号垃圾房").fill("一车")
    loads(page, "2号垃圾房").fill("1.5")
    page.get_by_role("button", name="保存当日清运").tap()
    expect(page.get_by_text("尚未保存")).to_be_visible()
    assert not Clearance.objects.exists()
    expect(loads(page, "2号垃圾房")).to_have_value("1.5")
    loads(page, "1号垃圾房").fill("1")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "clearance-phone")
    page.get_by_role("button", name="保存当日清运").tap()
    expect(page.get_by_text("已保存2处设施")).to_be_visible()
    assert Clearance.objects.count() == 2


def test_what_is_typed_and_not_sent_comes_back_on_that_day_only(desk, houses):
    page = desk("office")
    page.goto("/facilities/clearance/")
    loads(page, "1号垃圾房").fill("7")
    page.wait_for_timeout(600)
    page.get_by_role("link", name="前一天").click()
    expect(loads(page, "1号垃圾房")).to_have_value("")
    page.get_by_role("link", name="后一天").click()
    expect(loads(page, "1号垃圾房")).to_have_value("7")


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_the_month_shows_gaps_and_says_basically_only(request, screen, houses, axe, no_sideways_scroll, shots):
    today = timezone.localdate()
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for house in houses:
        for day in range(1, 29):
            if (house.code, day) != ("L2", 5):
                clear(house, month.replace(day=day), same_day=(house.code, day) != ("L3", 6))
    for house in houses:
        for day in (29, 30, 31):
            try:
                clear(house, month.replace(day=day))
            except ValueError:
                break
    page = request.getfixturevalue(screen)("leader")
    page.goto(f"/facilities/clearance/month/?month={month:%Y-%m}")
    expect(page.get_by_text("基本日产日清", exact=True)).to_be_visible()
    expect(page.locator("td.day--gap")).to_have_count(1)
    expect(page.locator("td.day--late")).to_have_count(1)
    axe(page)
    no_sideways_scroll(page)
    shots(page, f"clearance-month-{screen}")


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_inventory_facility_map_and_teams_can_be_read_by_everybody(
    request, screen, town, houses, axe, no_sideways_scroll
):
    house = make_facility("垃圾房JZ-09", unit=town.village, latitude="30.6382", longitude="112.4625")
    UnitFactory(name="枫钱保洁队", kind=UnitKind.CLEANING_TEAM, parent=town.home)
    page = request.getfixturevalue(screen)("office")
    for path in ("", "map/", "teams/", f"{house.pk}/", f"{house.pk}/upkeep/", "new/", "routes/new/"):
        page.goto(f"/facilities/{path}")
        axe(page)
        no_sideways_scroll(page)
