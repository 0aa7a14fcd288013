"""The office at a desk: a standard, a round, its points and inspectors; it is opened, closed, published."""

import pytest
from playwright.sync_api import expect

from inspections.models import Assignment, Method, Round, RoundState, SheetState, Standard
from tests.factories import (
    FindingFactory,
    GradeScaleFactory,
    ItemFactory,
    PointFactory,
    PointKindFactory,
    RoundFactory,
    SectionFactory,
    TaskFactory,
)
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def next_step(page):
    """The page's one solid button of the panel 'next'."""
    return page.locator(".next-step .btn-primary")


def save(page):
    page.locator(".form-panel__foot .btn-primary").click()


def test_a_standard_is_written_section_by_section(desk, town, axe, no_sideways_scroll):
    kind = PointKindFactory(name="农贸市场")
    page = desk("office")
    page.goto("/inspections/standards/")
    page.get_by_role("link", name="新建细则").first.click()
    page.get_by_label("名称").first.fill("集镇考核细则")
    page.locator("[name=sections-0-name]").fill("环境卫生")
    page.locator("[data-add-row]").click()
    page.locator("[name=sections-2-name]").fill("经营秩序")
    axe(page)
    no_sideways_scroll(page)
    save(page)
    standard = Standard.objects.get()
    assert list(standard.sections.values_list("name", flat=True)) == ["环境卫生", "经营秩序"]

    page.get_by_role("link", name="分档标准").click()
    page.locator("[name=scales-0-name]").fill("三档")
    page.locator("[name=scales-0-grades]").fill("好=1 一般=0.6 差=0")
    axe(page)
    save(page)

    page.get_by_role("link", name="修改测评项").first.click()
    page.locator("[name=items-0-code]").fill("A1")
    page.locator("[name=items-0-name]").fill("地面无垃圾、无污水")
    page.locator("[name=items-0-method]").select_option("deduct")
    page.locator("[name=items-0-max_points]").fill("10")
    save(page)
    expect(page.locator(".form-error").first).to_contain_text("请填每处扣几分")
    axe(page)
    page.locator("[name=items-0-each]").fill("0.5")
    page.get_by_label(kind.name).first.check()
    save(page)
    expect(page.locator("h1")).to_contain_text("集镇考核细则")
    item = standard.items.get()
    assert (item.code, item.kinds.get()) == ("A1", kind)


def test_a_frozen_standard_leads_to_its_next_version(desk, scene, axe):
    standard = scene.round.standard
    Standard.objects.update(frozen_at=scene.round.starts_on.isoformat() + "T00:00:00Z")
    page = desk("office")
    page.goto(standard.get_absolute_url())
    axe(page)
    page.get_by_role("button", name="做新版本").click()
    expect(page.locator("h1")).to_contain_text("第2版")
    expect(page.get_by_role("link", name="修改测评项").first).to_be_visible()
    axe(page)


def test_a_round_from_draft_to_published(desk, client_for, scene, town, axe, no_sideways_scroll, shots):
    scene.round.assignments.all().delete()
    page = desk("office")
    page.goto("/inspections/")
    page.get_by_role("link", name="新建检查").first.click()
    page.get_by_label("名称").fill("12月街道自查")
    page.get_by_label("级别").select_option("self_check")
    page.get_by_label("年内次序").fill("12")
    page.locator("[name=standard]").select_option(str(scene.round.standard_id))
    axe(page)
    no_sideways_scroll(page)
    save(page)

    next_step(page).click()  # assign points
    page.get_by_label("刘志强").check()
    axe(page)
    save(page)
    expect(page.locator(".toast-msg")).to_contain_text("已分派1个点位")
    round = Round.objects.get(name="12月街道自查")
    assert Assignment.objects.get(round=round).point == scene.point
    axe(page)
    no_sideways_scroll(page)

    page.goto(round.get_absolute_url())
    next_step(page).click()  # open
    expect(page.locator(".task-state .tag")).to_have_text("进行中")
    scene.round = round
    scene.send(client_for("inspector"), "sheet_submit")
    page.reload()
    expect(page.locator(".tbl").first).to_contain_text("78.00")
    page.get_by_text("登记奖惩").click()
    form = page.locator(".adjust form")
    form.locator("[name=unit]").select_option(str(town.village.pk))
    form.locator("[name=points]").fill("-0.50")
    form.locator("[name=reason]").fill("迟报一次")
    form.locator("[name=paper]").fill("细则第8条")
    axe(page)
    form.get_by_role("button", name="登记").click()
    expect(page.locator(".tbl").first).to_contain_text("77.50")

    next_step(page).click()  # close
    axe(page)
    shots(page, "round-closed")
    page.get_by_label("成绩已核对无误").check()
    next_step(page).click()  # publish
    expect(page.locator(".task-state .tag")).to_have_text("已公布")
    expect(page.locator(".next-step form")).to_have_count(0)
    axe(page)
    no_sideways_scroll(page)
    shots(page, "round-published")
    round.refresh_from_db()
    assert round.state == RoundState.PUBLISHED
    assert round.sheets.get().state == SheetState.SUBMITTED


def test_a_wrong_date_keeps_what_was_typed(desk, town, axe):
    page = desk("office")
    page.goto("/inspections/rounds/new/")
    page.get_by_label("名称").fill("12月街道自查")
    page.get_by_label("级别").select_option("self_check")
    page.locator("[name=ends_on]").fill("2020-01-01")
    save(page)
    expect(page.locator("[name=name]")).to_have_value("12月街道自查")
    expect(page.get_by_text("结束日期不能早于开始日期")).to_be_visible()
    axe(page)


def test_a_point_is_found_opened_and_changed(desk, scene, town, axe, no_sideways_scroll):
    PointFactory(town=town.home, name="枫河路", unit=town.other_village)
    page = desk("office")
    page.goto("/inspections/points/")
    page.get_by_placeholder("编号、名称、地址").fill("农贸")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    axe(page)
    page.get_by_role("link", name=scene.point.name).click()
    page.get_by_role("link", name="修改").first.click()
    page.get_by_label("地址").fill("枫河路1号")
    page.locator("[name=responsibilities-0-unit]").select_option(label="城管中队")
    axe(page)
    no_sideways_scroll(page)
    save(page)
    expect(page.locator(".facts")).to_contain_text("枫河路1号")
    expect(page.locator(".facts")).to_contain_text("城管中队")


@pytest.mark.long
@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_every_page_stands_on_both_screens(
    request, screen, scene, town, client_for, live_server, axe, no_sideways_scroll, shots
):
    scene.send(client_for("inspector"), "sheet_submit")
    TaskFactory(finding=FindingFactory(point=scene.point), responsible_unit=town.village)
    draft = RoundFactory(territory=town.home, name="12月街道自查", state=RoundState.DRAFT)
    section = SectionFactory(standard=draft.standard, name="第一节")
    ItemFactory(section=section, method=Method.GRADE, scale=GradeScaleFactory(standard=draft.standard)).kinds.add(
        scene.point.kind
    )
    standard, round, point = (one.get_absolute_url() for one in (draft.standard, scene.round, scene.point))
    pages = [
        "/inspections/", "/inspections/rounds/new/", round, f"{round}edit/", f"{round}sheets/", f"{round}assignments/",
        f"{round}assignments/new/", draft.get_absolute_url(), scene.round.sheets.get().get_absolute_url(),
        "/inspections/points/", "/inspections/points/new/", point, f"{point}edit/", "/inspections/standards/",
        "/inspections/standards/new/", standard, f"{standard}edit/", f"{standard}scales/", f"{standard}weights/",
        f"{standard}sections/{section.pk}/",
    ]  # fmt: skip
    page = request.getfixturevalue(screen)("office")
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
        for address in pages:
            page.goto(address)
            axe(page)
            no_sideways_scroll(page)
            if theme == "light":
                shots(page, f"{screen}-{address.strip('/').replace('/', '-')}")
