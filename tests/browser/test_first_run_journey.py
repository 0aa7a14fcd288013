"""A new office goes from an empty database to its first scored round, without the demo: the setup page, usual words, units and people
and points from Excel, a standard, a round, an inspector's phone, the result; then its year is closed and the next one opened."""

import re
from datetime import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from campaign.models import CampaignYear
from config.setup_code import setup_code
from core.models import Post, Role, Unit
from facilities.models import Point, PointKind
from inspections.models import Round, RoundResult, RoundState, Standard
from tests.inspections.import_files import form_file

pytestmark = pytest.mark.django_db(transaction=True)

UNITS = [("马桥村", "村", "枫河街道"), ("焦山村", "村", "枫河街道"), ("城管中队", "部门", "枫河街道")]
PEOPLE = [
    ("周立新", "zhoulixin", "领导", "枫河街道"),
    ("刘志强", "liuzhiqiang", "检查员", "枫河街道"),
    ("王建国", "wangjianguo", "责任单位", "马桥村"),
]
POINTS = [
    ("MQ-01", "马桥村主干道", "主次干道", "马桥村", "马桥村"),
    ("JS-01", "焦山村主干道", "主次干道", "焦山村", "焦山村"),
]
FILES = {
    "units": (["名称", "类型", "上级单位"], UNITS),
    "people": (["姓名", "账号", "岗位", "单位"], PEOPLE),
    "points": (["编号", "名称", "类别", "所在村（社区）", "负责单位"], POINTS),
}
OWN_PASSWORD = "qing-shan-lv-shui-6"
FIRST_PASSWORD = "hua-kai-fu-gui-8"


@pytest.fixture
def empty(settings, tmp_path, transactional_db, monkeypatch):
    """Nobody and nothing, a data folder of its own, and jobs that are done when the test says so."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    return tmp_path


def set_up(page):
    page.goto("/setup/")
    for name, value in {
        "code": setup_code(),
        "city": "楚江市",
        "town": "枫河街道",
        "name": "李敏",
        "username": "limin",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    for name in ("password", "again"):
        page.locator(f"[name={name}]").fill(FIRST_PASSWORD)
    page.get_by_role("button", name="完成初始化并登录").click()
    expect(page).to_have_url("/settings/ready/")


def step(page, label: str):
    """The row of a step on the readiness page."""
    page.goto("/settings/ready/")
    return page.locator(
        ".ready-row", has=page.get_by_role("heading", name=re.compile(rf"^\d+\. {label}\s*(已就绪|缺少)$"))
    )


def take_usual_words(page, shots):
    """Shown first, then taken for all dictionaries in one act."""
    step(page, "点位类别").get_by_role("link", name="常用词").click()
    expect(page.get_by_label("农贸市场")).to_be_checked()
    shots(page, "usual-words")
    page.get_by_role("button", name="采用全部勾选的词").click()
    expect(page).to_have_url("/settings/ready/")
    for label in ("点位类别", "问题类别与时限", "字典管理"):
        expect(step(page, label)).to_contain_text("已就绪")


def bring_in(page, label: str, folder, what: str):
    """From the step's own link, through the preview, to the outcome."""
    headings, rows = FILES[what]
    step(page, label).get_by_role("link", name="从Excel导入").click()
    page.set_input_files("[name=file]", form_file(folder, rows, f"{what}.xlsx", headings=headings))
    page.get_by_role("button", name="上传并预览").click()
    page.get_by_role("button", name="开始导入").click()
    expect(page.get_by_text("正在排队")).to_be_visible()
    call_command("run_jobs", batch=True, verbosity=0, startup_delay=False)
    expect(page.get_by_text("正在排队")).to_have_count(0)
    expect(step(page, label)).to_contain_text("已就绪")


def save(page):
    page.locator(".form-panel__foot .btn-primary").click()


def write_standard(page):
    step(page, "考核细则").get_by_role("link", name="去办理").click()
    page.get_by_role("link", name="新建细则").first.click()
    page.get_by_label("名称").first.fill("集镇考核细则")
    page.locator("[name=sections-0-name]").fill("环境卫生")
    save(page)
    page.get_by_role("link", name="修改测评项").first.click()
    page.locator("[name=items-0-code]").fill("A1")
    page.locator("[name=items-0-name]").fill("地面无垃圾、无污水")
    page.locator("[name=items-0-method]").select_option("deduct")
    page.locator("[name=items-0-max_points]").fill("10")
    page.locator("[name=items-0-each]").fill("1")
    save(page)
    expect(page.locator("h1")).to_contain_text("集镇考核细则")


def open_round(page) -> Round:
    step(page, "第一个检查轮次").get_by_role("link", name="去办理").click()
    page.get_by_role("link", name="新建检查").first.click()
    page.get_by_label("名称").fill("第1次街道自查")
    page.get_by_label("级别").select_option("self_check")
    page.get_by_label("年内次序").fill("1")
    page.locator("[name=standard]").select_option(str(Standard.objects.get().pk))
    save(page)
    page.locator(".next-step .btn-primary").click()
    page.get_by_label("刘志强").check()
    save(page)
    round = Round.objects.get()
    page.goto(round.get_absolute_url())
    page.locator(".next-step .btn-primary").click()
    expect(page.locator(".task-state .tag")).to_have_text("进行中")
    return round


def password_of(page, name: str) -> str:
    """The administrator hands one out, to be changed at the first sign-in."""
    page.goto("/settings/people/")
    page.locator("main").get_by_role("link", name=name).first.click()
    page.locator("main form[action$='/password/'] button").first.click()
    return page.locator(".slip__password").inner_text()


def sign_in_for_the_first_time(page, account: str, password: str):
    page.goto("/accounts/login/")
    page.locator("[name=username]").fill(account)
    page.locator("[name=password]").fill(password)
    page.locator("button[type=submit].btn-primary").tap()
    page.locator("[name=new_password1]").fill(OWN_PASSWORD)
    page.locator("[name=new_password2]").fill(OWN_PASSWORD)
    if page.locator("[name=old_password]").count():
        page.locator("[name=old_password]").fill(password)
    page.locator(".form-panel__foot .btn-primary").tap()
    expect(page).to_have_url("/inspections/mine/")


def score(page, place: str, places_found: int):
    page.goto("/inspections/mine/")
    page.get_by_role("link", name=place).tap()
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()
    item = page.locator("[id^=item-]").first
    if places_found:
        for _place in range(places_found):
            item.locator("[data-step='1']").tap()
    else:
        item.locator("[data-clean]").tap()
    expect(page.locator("[data-done]")).to_contain_text("已评1项")
    page.locator("[data-submit]").tap()
    page.locator("[data-review-hand]").tap()
    expect(page.locator(".figure--main")).to_be_visible()


def close_the_year(page, year: int, monkeypatch):
    """On New Year's morning, in the same database: the sign-in of last year is over."""
    morning = timezone.make_aware(datetime(year + 1, 1, 1, 9))
    monkeypatch.setattr("django.utils.timezone.now", lambda: morning)
    page.goto("/settings/new-year/")
    page.locator("[name=username]").fill("limin")
    page.locator("[name=password]").fill(FIRST_PASSWORD)
    page.locator("button[type=submit].btn-primary").click()
    expect(page.locator("h1")).to_have_text(f"启用{year + 1}年")
    page.locator("[name=targets]").fill("进入第一名")
    page.get_by_role("button", name=f"启用{year + 1}年").click()
    expect(page.locator("tr", has_text=str(year))).to_contain_text("已收官")
    assert CampaignYear.objects.get(year=year).is_closed
    assert list(Round.objects.filter(year=year + 1).values_list("state", "number")) == [(RoundState.DRAFT, 1)]
    page.goto(f"/rankings/?level=self_check&year={year}&round=1")
    expect(page.locator("main")).to_contain_text("70.00")  # the closed year stays readable


def test_a_new_office_goes_from_an_empty_database_to_its_first_scored_round(
    desk, phone, empty, axe, no_sideways_scroll, shots, monkeypatch
):
    page = desk("anonymous")
    page.goto("/setup/")
    axe(page)
    shots(page, "setup")
    set_up(page)
    axe(page)
    no_sideways_scroll(page)
    shots(page, "ready-empty")
    expect(page.locator(".ready-row .btn-primary")).to_have_count(1)  # the next step, and no other
    bring_in(page, "单位", empty, "units")
    bring_in(page, "人员与岗位", empty, "people")
    expect(step(page, "初始密码")).to_contain_text("3人")
    take_usual_words(page, shots)
    bring_in(page, "点位", empty, "points")
    assert (Unit.objects.count(), Point.objects.count()) == (5, 2)
    assert Post.objects.filter(role=Role.INSPECTOR).count() == 1
    assert (
        PointKind.objects.filter(name__contains="干道").count() == 1
    )  # the usual word, and no second one from the file
    write_standard(page)
    round = open_round(page)
    shots(page, "first-round-open")

    password = password_of(page, "刘志强")
    mobile = phone("anonymous")
    sign_in_for_the_first_time(mobile, "Liuzhiqiang", password)  # as a phone's keyboard begins a line
    score(mobile, "马桥村主干道", 3)
    score(mobile, "焦山村主干道", 0)

    page.goto(round.get_absolute_url())
    page.locator(".next-step .btn-primary").click()  # close
    page.get_by_label("成绩已核对无误").check()
    page.locator(".next-step .btn-primary").click()  # publish
    expect(page.locator(".task-state .tag")).to_have_text("已公布")
    page.goto(f"/rankings/?level=self_check&year={round.year}&round=1")
    expect(page.locator("main")).to_contain_text("焦山村")
    expect(page.locator("main")).to_contain_text("70.00")
    shots(page, "first-result")
    round.refresh_from_db()
    assert round.state == RoundState.PUBLISHED
    results = RoundResult.objects.filter(round=round, basis="territory", unit__name__endswith="村")
    assert dict(results.values_list("unit__name", "rank")) == {"焦山村": 1, "马桥村": 2}
    close_the_year(page, round.year, monkeypatch)
    shots(page, "years")


def test_the_setup_page_suits_a_phone_and_keeps_what_was_typed(phone, empty, axe, no_sideways_scroll, shots):
    page = phone("anonymous")
    page.goto("/setup/")
    page.locator("[name=town]").fill("枫河街道")
    page.get_by_role("button", name="完成初始化并登录").tap()
    expect(page.locator("[name=town]")).to_have_value("枫河街道")
    expect(page.locator(".form-error").first).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    shots(page, "setup-phone")
