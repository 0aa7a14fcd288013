"""An honour from its nomination to the certificate, with an objection on the way; on a phone and at a desk, by clicking."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from campaign.models import Honour, HonourState
from core.models import Role
from tests.browser.conftest import DESK, PHONE
from tests.browser.walking import open_record, sign_on, walk_to
from tests.campaign.honour_scenes import STARS, a_kind, a_series, an_activity
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague(town):
    """陈静, of the same office; the fixture's name is her role for `visit`."""
    return make_person("陈静", Role.OFFICE, town.home, username="chenjing")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_from_the_nomination_to_the_certificate(request, size, visit, town, colleague, axe, no_sideways_scroll, shots):
    screen = request.getfixturevalue(size)
    a_kind("十星清洁户", stars=STARS, least_stars=4, given_to="household", criteria="达到四星以上")

    village = sign_on(screen("unit"))
    walk_to(village, "评优")
    village.get_by_role("link", name="推荐").first.click()
    expect(village.locator("h1")).to_have_text("推荐哪一项评优？")
    axe(village)
    no_sideways_scroll(village)
    village.get_by_role("link", name=re.compile("十星清洁户")).click()
    village.get_by_label("家庭或个人名称").fill("张桂英")
    for star in STARS[:3]:
        village.get_by_label(star).click()
    village.get_by_label("主要事迹").fill("庭院整洁，垃圾分类")
    village.get_by_role("button", name="推荐").click()
    expect(village.get_by_text("至少需要4星，现选3星。")).to_be_visible()
    expect(village.get_by_label("主要事迹")).to_have_value("庭院整洁，垃圾分类")
    shots(village, "honour-too-few-stars")
    village.get_by_label(STARS[3]).click()
    village.get_by_role("button", name="推荐").click()
    expect(village.locator("h1")).to_have_text("张桂英")
    expect(village.get_by_text("下一步")).to_have_count(0)
    axe(village)
    no_sideways_scroll(village)
    shots(village, f"honour-nominated-{size}")
    honour = Honour.objects.get()

    office = sign_on(screen("office"))
    walk_to(office, "评优")
    take_for_ticked(office, "审核通过并公示")
    expect(office.get_by_text("已公示1户（人）。")).to_be_visible()
    axe(office)
    no_sideways_scroll(office)
    shots(office, f"honours-batch-{size}")
    open_record(office, "张桂英")
    expect(office.locator(".task-state")).to_contain_text("异议截止")
    expect(office.get_by_role("button", name="表彰", exact=True)).to_have_count(0)
    office.get_by_text("登记异议").click()
    office.get_by_label("异议内容").fill("门前堆放建材")
    office.get_by_role("button", name="登记", exact=True).click()
    expect(office.get_by_text("未处理：由创建办其他人员处理。")).to_be_visible()
    axe(office)
    shots(office, f"honour-objection-{size}")

    village.reload()
    expect(village.get_by_text("门前堆放建材")).to_have_count(0)

    other = sign_on(visit("colleague", **(DESK if size == "desk" else PHONE)))
    walk_to(other, "评优")
    open_record(other, "张桂英")
    other.get_by_label("不成立").check()
    other.get_by_label("核实情况").fill("当日已清走")
    axe(other)
    other.get_by_role("button", name="处理异议").click()
    expect(other.locator(".objection")).to_contain_text("当日已清走")

    the_term_ends(honour)
    walk_to(office, "评优")
    take_for_ticked(office, "表彰")
    open_record(office, "张桂英")
    expect(office.locator(".task-state")).to_contain_text(re.compile(r"荣-\d{4}-0001"))
    walk_to(office, "评优")
    take_for_ticked(office, "打印证书")
    expect(office.locator(".certificate")).to_have_count(1)
    expect(office.locator(".certificate")).to_contain_text("十星清洁户")
    axe(office)
    no_sideways_scroll(office)
    shots(office, f"honour-certificate-{size}")
    with office.expect_download() as download:
        office.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "荣誉证书.docx"
    assert_prints_on_one_sheet_across(office)


def take_for_ticked(page, step: str) -> None:
    """Ticks 张桂英 in the list and takes this step."""
    page.get_by_role("checkbox", name="张桂英").check()
    page.locator("form.batch").get_by_role("button", name=step, exact=True).click()


def the_term_ends(honour: Honour) -> None:
    """Nine days pass."""
    days = timedelta(days=9)
    honour.refresh_from_db()
    assert honour.state == HonourState.PUBLICISED
    Honour.objects.update(publicised_on=honour.publicised_on - days, objections_until=honour.objections_until - days)


def assert_prints_on_one_sheet_across(page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".page-head")).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    assert re.search(rb"/MediaBox\s*\[\s*0 0 (84[12](\.\d+)?) (59[45](\.\d+)?)\s*\]", paper)


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_what_recurs_and_the_teams_fit_the_screen(request, screen, town, axe, no_sideways_scroll, shots):
    series = a_series(town, name="综治办每季度为学校孩子们开展的集中普法教育")
    an_activity(town, series.starts_on + timedelta(days=40), series=series, people=120, place="新校区")
    page = request.getfixturevalue(screen)("office")
    for path in (
        "/activities/",
        "/activities/series/",
        series.get_absolute_url(),
        "/activities/teams/",
        "/honours/roster/",
    ):
        page.goto(path)
        axe(page)
        no_sideways_scroll(page)
    page.goto(series.get_absolute_url())
    expect(page.get_by_text("漏办").first).to_be_visible()
    shots(page, f"series-{screen}")
    page.get_by_role("link", name="登记本期活动").click()
    page.get_by_label("参加人数").fill("150")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text(series.name)
    expect(page.get_by_text("150").first).to_be_visible()
