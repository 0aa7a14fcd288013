"""The residents' pages on a phone and a desk: what a resident wants first stands first."""

import pytest
from playwright.sync_api import expect

from core.models import Role
from inspections.models import Level
from tests.campaign.honour_scenes import an_activity, an_honour
from tests.dashboards.scenes import make_round
from tests.factories import NOW, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(town):
    """A round of the city and one of the town, an honour and an activity."""
    make_round(town.city, {town.home: "94.12", town.peer: "93.48"})
    make_round(town.home, {town.village: "91.00", town.other_village: "88.00"}, level=Level.SELF_CHECK)
    an_honour(town, make_person("孙丽", Role.OFFICE, town.home), "publicised", name="何大山")
    an_activity(town, NOW.date(), title="环境保洁日")


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_every_page_is_open_to_everybody(request, published, screen, axe, no_sideways_scroll):
    page = request.getfixturevalue(screen)("anonymous")
    page.goto("/public/")
    axe(page)
    no_sideways_scroll(page)
    for place, shown in (("检查结果", "94.12"), ("评优", "何大山"), ("活动", "环境保洁日")):
        page.get_by_role("navigation", name="公开页").get_by_role("link", name=place).click()
        expect(page.locator("main")).to_contain_text(shown)
        axe(page)
        no_sideways_scroll(page)
    assert page.context.cookies() == []


def test_on_a_phone_the_door_stands_before_any_figure(phone, published):
    page = phone("anonymous")
    page.goto("/public/")
    door = page.get_by_role("link", name="我要反映", exact=True)
    expect(door).to_be_in_viewport()
    assert door.bounding_box()["y"] < page.locator(".pub-figs").bounding_box()["y"]
    door.click()
    expect(page).to_have_url("/public/report/")


def test_a_report_is_found_by_its_number(phone, published):
    page = phone("anonymous")
    page.goto("/public/")
    page.get_by_label("查办理进度").fill("7KQ4-M2XD-9PRA")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("没有").first).to_be_visible()
