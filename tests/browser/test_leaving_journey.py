"""An administrator adds somebody new, hands out the first password, and lets an inspector leave; all of it at a desk, by clicking,
and the newcomer on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Role, User
from inspections.models import Assignment
from tests import factories
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(axe, no_sideways_scroll, shots):
    """look(page, name, heading): the page stands every check, and a picture of it is kept where one is asked for."""

    def check(page, name, heading):
        expect(page.locator("h1")).to_have_text(heading)
        axe(page)
        no_sideways_scroll(page)
        shots(page, name)

    return check


def to_people(page):
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="全部设置").click()
    page.get_by_role("link", name=re.compile("人员与岗位")).first.click()
    expect(page.locator("h1")).to_have_text("人员与岗位")


def add_newcomer(page, look) -> str:
    """The one-time password of 吴晓, who inspects from today on."""
    page.get_by_role("link", name="新增人员").first.click()
    page.get_by_label("姓名").fill("吴 晓")
    page.get_by_label("账号").fill("WuXiao")
    page.get_by_label("岗位", exact=True).select_option("inspector")
    page.get_by_label("单位", exact=True).select_option(label="枫河街道")
    look(page, "person-new", "新增人员")
    page.get_by_role("button", name="保存").click()
    look(page, "person", "吴晓")
    page.get_by_role("button", name="生成一次性密码").click()
    look(page, "person-slip", "一次性密码")
    return page.locator(".slip__password").inner_text()


def sign_in_first(page, password, look):
    """On the phone: nothing opens before the own password is chosen."""
    page.goto("/accounts/login/")
    page.get_by_label("账号").fill("wuxiao")
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/accounts/password/"))
    page.goto("/inspections/mine/")
    expect(page).to_have_url(re.compile("/accounts/password/"))
    look(page, "phone-first-password", "修改密码")
    page.locator("[name=old_password]").fill(password)
    for name in ("new_password1", "new_password2"):
        page.locator(f"[name={name}]").fill("枫河的秋天-2026")
    page.locator("form.form-panel button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("我的检查")


def test_somebody_comes_and_somebody_leaves(desk, phone, town, admin, inspector, look):
    round = factories.RoundFactory(territory=town.home)
    point = factories.PointFactory(town=town.home, unit=town.village, name="马桥菜场")
    factories.AssignmentFactory(round=round, point=point, inspector=inspector)
    make_person("张伟", Role.UNIT, town.village, username="zhangwei")
    page = desk("admin")
    page.goto("/")
    to_people(page)
    look(page, "people", "人员与岗位")
    password = add_newcomer(page, look)
    handy = phone("anonymous")
    sign_in_first(handy, password, look)

    page.get_by_role("link", name="已记下，继续").click()
    page.get_by_role("link", name="人员与岗位").first.click()
    page.get_by_role("link", name="刘志强").click()
    page.get_by_role("link", name="办理离岗").first.click()
    look(page, "leave-empty", "刘志强离岗")
    page.get_by_label("最后在岗日").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    page.locator("[name=successor]").select_option(label="吴晓 · 枫河街道 · wuxiao")
    page.get_by_role("button", name="查看将移交的工作").click()
    expect(page.get_by_text("马桥菜场")).to_be_visible()
    look(page, "leave-preview", "刘志强离岗")
    page.get_by_role("button", name="移交并停用账号").click()
    expect(page.get_by_text("1项已移交")).to_be_visible()
    look(page, "leaving", "刘志强离岗")
    assert Assignment.objects.get().inspector.username == "wuxiao"
    assert not User.objects.get(pk=inspector.pk).is_active

    handy.goto("/inspections/mine/")
    expect(handy.get_by_text("马桥菜场")).to_be_visible()
    handy = phone("admin")
    handy.goto(f"/settings/people/{inspector.pk}/")
    look(handy, "phone-person-left", "刘志强")
