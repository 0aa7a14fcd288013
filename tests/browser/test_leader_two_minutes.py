"""A leader's two minutes, on a desk, a tablet and a wall: signs in, reads the rank and what moved, opens what is red, the project that
lags and the money, how sure the ranks are, where points are lost, what lasts, and the year's summary."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from rectification.transitions import State
from tests.browser.walking import walk_to
from tests.dashboards.chart_scene import draw_everything
from tests.factories import NOW, FindingFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = {"desk": (1440, 900), "tablet": (820, 1180), "wall": (1920, 1080)}


@pytest.fixture
def story(town, inspector, office, leader, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    draw_everything(town, inspector, office)
    finding = FindingFactory(town=town.home, description="垃圾房满溢")
    TaskFactory(
        finding=finding, state=State.IN_PROGRESS, responsible_unit=town.village, deadline=NOW - timedelta(hours=5),
        warn_at=NOW - timedelta(hours=9),
    )  # fmt: skip
    leader.set_password("long enough 1")
    leader.save()


@pytest.fixture
def visitor(visit):
    def of_size(size) -> Page:
        width, height = SIZES[size]
        return visit("anonymous", viewport={"width": width, "height": height})

    return of_size


@pytest.mark.parametrize("size", SIZES)
def test_a_leaders_two_minutes(visitor, story, size, axe, no_sideways_scroll):
    page = visitor(size)
    sign_in(page)
    read_where_we_stand(page)
    axe(page)
    no_sideways_scroll(page)
    open_what_is_red(page)
    open_the_project_that_lags_and_the_money(page)
    ask_how_sure_the_ranks_are(page)
    see_losses_and_what_lasts(page)
    open_the_summary(page)
    hang_it_on_the_wall(page)


def sign_in(page):
    page.goto("/")
    page.fill("[name=username]", "zhoulixin")
    page.fill("[name=password]", "long enough 1")
    page.press("[name=password]", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")


def read_where_we_stand(page):
    expect(page.locator(".lead-line")).to_contain_text("列全市街道第1名")
    expect(page.locator(".lead-line")).to_contain_text("高1.95分")
    worse = page.locator("#moved .moved > div").nth(1)
    expect(worse).to_contain_text("变差")
    expect(worse).to_contain_text("马桥村")
    expect(worse).to_contain_text("-1.14")


def open_what_is_red(page):
    """By its light, in two clicks."""
    page.locator(".lights .light--red").first.click()
    expect(page).to_have_url(re.compile("light=red"))
    page.locator("a", has_text="垃圾房满溢").locator("visible=true").first.click()
    expect(page).to_have_url(re.compile(r"/rectification/\d+/$"))
    expect(page.locator("main")).to_contain_text("超期5小时")


def open_the_project_that_lags_and_the_money(page):
    page.goto("/")
    page.locator("#projects .proj").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("马钱路道路修理工程")
    expect(page.locator("main")).to_contain_text("落后25个百分点")
    page.goto("/")
    page.locator("#money .panel__foot a").click()
    expect(page.locator("main")).to_contain_text("170.00")


def ask_how_sure_the_ranks_are(page):
    page.goto("/rankings/?level=self_check&round=8")
    row = page.locator(".tbl--rank tr", has_text="马桥村")
    expect(row).to_contain_text("93.86")
    expect(row).to_contain_text("1–2")


def see_losses_and_what_lasts(page):
    walk_to(page, "失分分析")
    expect(page.locator(".chart-card canvas")).to_be_visible()
    walk_to(page, "长效管理")
    expect(page.locator("#gaps")).to_contain_text("+3.00")


def open_the_summary(page):
    walk_to(page, "年度总结")


def hang_it_on_the_wall(page):
    page.goto("/")
    page.locator("a[href='/screen/']").locator("visible=true").first.click()
    expect(page.locator(".wall__big")).to_contain_text("1")
    expect(page.locator(".wall__as-of")).to_contain_text("数据截至")
