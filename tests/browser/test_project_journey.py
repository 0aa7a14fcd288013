"""The office enters a project with plan and money, its unit reports three months, one is missing, and it is seen to lag; all of it
on a phone, and all of it at a desk, by clicking."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import choosing
from facilities.lag import month_of
from facilities.models import FundingSource, Project, ProjectKind
from tests.browser.walking import sign_on, walk_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def works(town):
    """What the office's forms offer."""
    ProjectKind.objects.create(name="道路")
    for order, name in enumerate(("办事处自筹", "开发区财政")):
        FundingSource.objects.create(name=name, order=order)


@pytest.fixture
def look(axe, no_sideways_scroll, shots):
    """look(page, name, heading): the page stands every check, and a picture of it is kept where one is asked for. A form that is
    opened again is not searched again."""
    searched = set()

    def check(page, name, heading):
        expect(page.locator("h1")).to_have_text(heading)
        if (address := re.sub(r"\d+", "", page.url)) not in searched:
            axe(page)
            searched.add(address)
        no_sideways_scroll(page)
        shots(page, name)

    return check


def back(months: int):
    """The first day of so many months ago."""
    day = month_of(timezone.localdate())
    for _ in range(months):
        day = month_of(day - timedelta(days=1))
    return day


def enter_project(page, look, size):
    walk_to(page, "工程项目")
    look(page, f"{size}-projects-empty", "工程项目")
    page.get_by_role("link", name="新增项目").first.click()
    page.get_by_label("名称").fill("马钱路道路修理工程")
    page.get_by_label("类别").select_option("道路")
    page.get_by_label("责任单位").select_option(label="马桥村")
    page.get_by_label("所需资金（元）").fill("1700000")
    look(page, f"{size}-project-new", re.compile("新"))
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("马钱路道路修理工程")


def plan_months(page, look, size):
    page.get_by_role("link", name="月度计划").first.click()
    for place, (ago, percent) in enumerate(((3, 20), (2, 50), (1, 80), (0, 100))):
        if place:
            page.get_by_role("button", name="加一行").click()
        page.locator(f"[name=form-{place}-month]").fill(f"{back(ago):%Y-%m}")
        page.locator(f"[name=form-{place}-percent]").fill(str(percent))
    look(page, f"{size}-project-plan", "月度计划")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("马钱路道路修理工程")


def enter_money(page, look, size, what, amount):
    page.get_by_role("link", name="登记资金").first.click()
    page.get_by_label(what, exact=True).check()
    page.get_by_label("资金渠道").select_option(label="开发区财政")
    page.get_by_label("金额（元）").fill(amount)
    look(page, f"{size}-money-{amount}", "登记资金")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("马钱路道路修理工程")


def pay_for_one_of_many(page, look, size):
    """From the page of money, where the project is sought by a part of its name, and chosen by keyboard."""
    page.get_by_role("link", name="登记资金").first.click()
    field = page.get_by_role("combobox", name=re.compile("工程项目"))
    field.press_sequentially("马钱")
    found = page.get_by_role("option", name=re.compile("马钱路道路修理工程"))
    expect(found).to_be_visible()
    field.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    look(page, f"{size}-money-sought", "登记资金")
    field.press("Enter")
    expect(field).to_have_value(re.compile("马钱路道路修理工程$"))
    expect(found).to_be_hidden()
    page.get_by_label("已支付", exact=True).check()
    page.get_by_label("资金渠道").select_option(label="开发区财政")
    page.get_by_label("金额（元）").fill("100")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_have_text("马钱路道路修理工程")


def report(page, look, size, ago, percent):
    """From the list: the button of the row, the figures, sent."""
    walk_to(page, "工程项目")
    page.get_by_role("link", name=re.compile("填报.*马钱路")).click()
    page.get_by_label("月份").fill(f"{back(ago):%Y-%m}")
    page.get_by_label("累计完成（%）").fill(str(percent))
    look(page, f"{size}-progress-{ago}", "填报进度")
    page.get_by_role("button", name="填报").click()
    expect(page.locator("h1")).to_have_text("马钱路道路修理工程")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_a_project_is_entered_planned_paid_reported_and_seen_to_lag(size, works, desk, phone, look, monkeypatch):
    screen = desk if size == "desk" else phone
    office = sign_on(screen("office"))
    enter_project(office, look, size)
    plan_months(office, look, size)
    enter_money(office, look, size, "计划", "1700000")
    enter_money(office, look, size, "已落实", "1500000")

    unit = sign_on(screen("unit"))
    for ago, percent in ((3, 20), (1, 30), (0, 35)):
        report(unit, look, size, ago, percent)
    project = Project.objects.get()
    assert project.progress.count() == 3

    office.reload()
    expect(office.locator(".task-state .light--red")).to_have_text("落后50个百分点")
    expect(office.locator(".task-state")).to_contain_text("未填报")
    expect(office.locator(".figures")).to_contain_text("缺20.00万元")
    look(office, f"{size}-project", "马钱路道路修理工程")
    walk_to(office, "工程项目")
    office.locator(".figures").get_by_role("link", name="严重落后").click()
    expect(office.locator("main")).to_contain_text("马钱路道路修理工程")
    look(office, f"{size}-projects-red", "工程项目")
    office.get_by_role("link", name="按月", exact=True).click()
    if back(2).year != back(0).year:
        office.get_by_role("link", name=str(back(2).year)).click()
    expect(office.locator("td.month--missing")).to_have_count(1)
    look(office, f"{size}-months", re.compile("按月进度"))
    paper = office.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox\s*\[\s*0 0 84[12](\.\d+)? 59[45](\.\d+)?\s*\]", paper)  # A4 across
    office.get_by_role("link", name="按阶段", exact=True).click()
    look(office, f"{size}-board", "工程项目（按阶段）")
    walk_to(office, "资金")
    expect(office.locator(".figures")).to_contain_text("150.00")
    look(office, f"{size}-money", "资金")
    monkeypatch.setattr(choosing, "LISTED", 0)  # as in a town with many
    pay_for_one_of_many(office, look, size)
