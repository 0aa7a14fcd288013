"""A leader: signs in, sees where the town stands, follows every figure to its records in two clicks, compares, exports."""

import re

import pytest
from playwright.sync_api import expect

from core.models import UnitKind
from inspections.models import Level, RoundState, Standing
from rectification.transitions import State
from tests.dashboards.scenes import make_round
from tests.factories import NOW, FindingFactory, PointFactory, TaskFactory, UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(town, leader, inspector, unit, office):
    """Two years of city rounds, the second one unfinished; self-checks; tasks in two lights."""
    peers = [UnitFactory(name=name, kind=UnitKind.SUBDISTRICT, parent=town.city) for name in ("石桥街道", "新安街道")]
    units = [town.home, town.peer, *peers]
    few = {peers[1]: Standing.TOO_FEW}
    for number, scores in enumerate(
        (["90.72", "91", "89", "88"], ["91.05", "90", "89", "88"], ["91", "90", "89", "88"]), 1
    ):
        make_round(
            town.city, dict(zip(units, scores, strict=True)), year=2025, number=number, standings=few,
            name=f"2025年第{number}次市级检查",
        )  # fmt: skip
    for number, scores in enumerate((["91.46", "91.46", "89", "90"], ["94.12", "93", "89", "90"]), 1):
        make_round(
            town.city,
            dict(zip(units, scores, strict=True)),
            number=number,
            standings=few,
            name=f"2026年第{number}次市级检查",
        )
    for year in (2025, 2026):
        make_round(
            town.home, {town.village: "93.86", town.other_village: "90"}, level=Level.SELF_CHECK, year=year,
            name=f"{year}年自查",
        )  # fmt: skip
    make_round(
        town.home, {town.village: "70"}, level=Level.SELF_CHECK, number=2, state=RoundState.CLOSED, name="未公布自查"
    )
    for hours in (-3, 500_000):
        finding = FindingFactory(
            town=town.home, point=PointFactory(town=town.home, unit=town.village), source="inspection",
            at_stake="0.50", description="垃圾房满溢",
        )  # fmt: skip
        TaskFactory(
            finding=finding, state=State.IN_PROGRESS, responsible_unit=town.village,
            deadline=NOW.replace(year=2025 if hours < 0 else 2099), warn_at=NOW.replace(year=2025 if hours < 0 else 2098),
        )  # fmt: skip
    return town


def test_a_leader_signs_in_and_lands_on_the_overview(browser, live_server, story, leader):
    leader.set_password("long enough 1")
    leader.save()
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/")
    page.fill("[name=username]", "zhoulixin")
    page.fill("[name=password]", "long enough 1")
    page.press("[name=password]", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(page.locator(".lead-line")).to_contain_text("列全市街道第1名")
    context.close()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_figures_lead_to_their_records_in_two_clicks(request, size, story):
    page = request.getfixturevalue(size)("leader")
    page.goto("/")
    page.locator(".lead-line a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("名次排行")
    page.locator("td[data-cell=score] a").first.click()
    expect(page).to_have_url(re.compile(r"/inspections/rounds/\d+/"))
    page.goto("/")
    page.get_by_role("link", name=re.compile("1件整改已超期")).click()
    expect(page).to_have_url(re.compile(r"/rectification/\?light=red"))
    page.locator("a[href^='/rectification/']", has_text="垃圾房满溢").locator("visible=true").first.click()
    expect(page).to_have_url(re.compile(r"/rectification/\d+/"))


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_rankings_compare_and_the_switch_between_chart_and_table(request, size, story):
    page = request.getfixturevalue(size)("leader")
    page.goto("/rankings/?round=2")
    card = page.locator(".chart-card")
    expect(card.locator("canvas")).to_be_visible()
    card.get_by_role("button", name="表", exact=True).click()
    expect(card.locator("[data-pane=table] tbody tr").first).to_contain_text("枫河街道")
    expect(card.locator("[data-pane=table] tbody tr").first).to_contain_text("94.12")
    expect(card.locator("canvas")).to_be_hidden()
    expect(page.locator(".tbl--rank .is-own")).to_contain_text("本街道")
    page.get_by_label("轮次").select_option("1")
    expect(page).to_have_url(re.compile("round=1"))
    expect(page.locator(".panel__foot").first).to_contain_text("并列第1名")
    page.goto("/compare/")
    expect(page.locator("main")).to_contain_text("只比较相同的2次")
    expect(page.locator("tr.is-own", has_text="本街道").first).to_contain_text("+1.90")


def test_the_table_comes_as_a_file(desk, story):
    page = desk("leader")
    page.goto("/compare/")
    with page.expect_download() as caught:
        page.get_by_role("link", name="CSV").click()
    assert caught.value.suggested_filename.endswith(".csv")


def test_a_unit_sees_published_results_alone(phone, story):
    page = phone("unit")
    page.goto("/rankings/?level=self_check")
    expect(page.locator(".tbl--rank .is-own")).to_contain_text("马桥村")
    expect(page.locator("main")).not_to_contain_text("未公布")


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("role", ["leader", "unit"])
def test_nothing_stands_in_anybodys_way(request, size, role, story, axe, no_sideways_scroll, shots):
    page = request.getfixturevalue(size)(role)
    for name, path in {
        "overview": "/",
        "overview-empty": "/?year=2025",
        "rankings": "/rankings/?round=2",
        "rankings-year": "/rankings/",
        "rankings-empty": "/rankings/?level=nation",
        "rankings-strange": "/rankings/?year=abc&round=99",
        "compare": "/compare/",
        "compare-self": "/compare/?level=self_check",
    }.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        axe(page)
        no_sideways_scroll(page)
        shots(page, f"l-{role}-{name}-{size}")


def test_the_dark_look_stands_too(desk, story, axe):
    page = desk("leader", color_scheme="dark")
    for path in ("/", "/rankings/?round=2", "/compare/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        axe(page)
