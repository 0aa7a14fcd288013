"""A year is closed and the next one opened in it, at the desk, on New Year's Day."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from campaign.models import Activity, ActivityKind, ActivitySeries, CampaignYear
from inspections.models import Round, RoundState
from tests.browser.walking import walk_to
from tests.factories import AssignmentFactory, PointFactory, RoundFactory, StandardFactory, TaskFactory

pytestmark = pytest.mark.django_db(transaction=True)
NEW_YEARS_MORNING = datetime(2027, 1, 1, 1, tzinfo=UTC)


@pytest.fixture
def old_year(town, inspector, monkeypatch):
    """2026 with a monthly self-check, a lecture each quarter and an open task; it is the morning of 1 January 2027."""
    CampaignYear.objects.create(
        year=2026, slogan="检查前后一个样", targets="进入前两名", opened_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    standard = StandardFactory(name="集镇考核细则", frozen_at=NEW_YEARS_MORNING)
    point = PointFactory(unit=town.village)
    for month in (3, 9):
        round = RoundFactory(
            number=month, name=f"2026年{month}月自查", standard=standard, state=RoundState.PUBLISHED,
            starts_on=date(2026, month, 1), ends_on=date(2026, month, 10),
        )  # fmt: skip
        AssignmentFactory(round=round, point=point, inspector=inspector)
    ActivitySeries.objects.create(
        town=town.home, name="法制讲座", kind=ActivityKind.objects.create(name="法制"), every_months=3,
        starts_on=date(2025, 1, 1),
    )  # fmt: skip
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEARS_MORNING)
    return TaskFactory(finding__point=point, finding__description="路面有散落垃圾")


def test_the_old_year_is_closed_and_the_next_one_opened_in_one_act(desk, old_year, axe, no_sideways_scroll, shots):
    page = desk("office")
    page.goto("/settings/")
    page.locator(".setting-places").get_by_role("link", name="新年度").first.click()
    expect(page.locator("h1")).to_have_text("启用2027年")
    page.locator(".opening", has_text="检查轮次").get_by_text("展开明细").click()
    expect(page.get_by_text("2027年3月自查")).to_be_visible()
    expect(page.locator("#way-carried + .openings")).to_contain_text("整改任务")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "new-year")
    page.locator("[name=targets]").fill("进入第一名")
    page.get_by_role("button", name="启用2027年").click()

    expect(page.locator("h1")).to_have_text("创建年度")
    expect(page.locator("tr", has_text="2026")).to_contain_text("已收官")
    axe(page)
    shots(page, "years")
    assert Round.objects.filter(year=2027, state=RoundState.DRAFT).count() == 2
    assert Activity.objects.filter(held_on__year=2027).count() == 4
    walk_to(page, "整改任务")
    expect(page.locator("main")).to_contain_text("路面有散落垃圾")

    page.goto("/activities/new/")
    page.locator("[name=title]").fill("补录的活动")
    page.locator("[name=kind]").select_option(label="法制")
    page.locator("[name=held_on]").fill("2026-12-20")
    page.locator(".form-panel__foot .btn-primary").click()
    expect(page.locator(".form-error").first).to_contain_text("2026年已收官")
    expect(page.locator("[name=title]")).to_have_value("补录的活动")

    page.goto("/years/")
    page.locator("tr", has_text="2026").get_by_role("link", name="重新开放").click()
    page.locator("[name=reason]").fill("补录12月的活动")
    page.get_by_role("button", name="重新开放").click()
    expect(page.locator("main")).to_contain_text("补录12月的活动")
    assert not CampaignYear.objects.get(year=2026).is_closed


def test_the_page_of_the_new_year_suits_a_phone(phone, old_year, axe, no_sideways_scroll, shots):
    page = phone("office")
    page.goto("/settings/new-year/")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "new-year-phone")
