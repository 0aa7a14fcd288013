"""An inspector on a phone: finds the point, scores by tapping, leaves and comes back, hands in; what goes wrong loses nothing."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from core.models import Photo, Role, Session
from inspections.models import Method, RoundState, Score, Sheet, SheetState
from rectification.models import RectificationTask
from tests.factories import AssignmentFactory, ItemFactory, PointFactory, SectionFactory, make_person, make_picture
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def picture_file(name="现场.jpg", content=None, size=(2400, 1800)):
    content = make_picture(size=size).read() if content is None else content
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def card(page, item):
    return page.locator(f"#item-{item.pk}")


def open_sheet(page, scene):
    page.goto(scene.fill_url)
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()


def sign_in(page, user, password="a good one 2026"):
    user.set_password(password)
    user.save()
    page.locator("input[name=username]").fill(user.username)
    page.locator("input[name=password]").fill(password)
    page.locator("button[type=submit].btn-primary").tap()


def judge_all(page, scene):
    """The worked example: three places, grade B, pass, not applicable and why."""
    for _place in range(3):
        card(page, scene.deduct).locator("[data-step='1']").tap()
    card(page, scene.grade).locator("label", has_text="B").tap()
    card(page, scene.passed).locator("label:has([value=yes])").tap()
    card(page, scene.other).locator(".na-switch").tap()
    card(page, scene.other).locator("[data-entry=remark]").fill("现场无此设施")
    expect(page.locator("[data-done]")).to_contain_text("已评4项")


def total(page):
    return page.locator("[data-total]")


def saved(page):
    return expect(page.locator("[data-saved=saved]"))


def hand_in(page):
    page.locator("[data-submit]").tap()
    page.locator("[data-review-hand]").tap()


def test_from_signing_in_to_the_sheet_that_is_handed_in(phone, scene, inspector, axe, no_sideways_scroll, shots):
    page = phone("anonymous")
    page.goto("/accounts/login/")
    sign_in(page, inspector)
    expect(page).to_have_url("/inspections/mine/")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "mine")
    page.get_by_role("link", name=scene.point.name).tap()
    judge_all(page, scene)
    expect(total(page)).to_have_text("78.00")
    card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file(), picture_file("二.jpg")])
    card(page, scene.deduct).locator("[data-entry=remark]").fill("东门菜叶未清")
    saved(page).to_be_visible()
    expect(page.locator("[data-waiting][hidden]")).to_have_count(2)
    axe(page)
    no_sideways_scroll(page)
    shots(page, "sheet")

    page.get_by_role("link", name="返回我的点位").tap()
    expect(page.get_by_role("heading", name="草稿")).to_be_visible()
    page.get_by_role("link", name=scene.point.name).tap()
    expect(total(page)).to_have_text("78.00")
    expect(card(page, scene.deduct).locator("[data-entry=remark]")).to_have_value("东门菜叶未清")
    expect(card(page, scene.deduct).locator("[data-photo] img")).to_have_count(2)

    page.locator("[data-submit]").tap()
    axe(page)
    no_sideways_scroll(page)
    shots(page, "review")
    page.locator("[data-review-hand]").tap()
    expect(page.locator(".figure--main")).to_contain_text("78.00")
    axe(page)
    no_sideways_scroll(page)
    shots(page, "sheet-read")
    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.score) == (SheetState.SUBMITTED, Decimal(78))
    assert RectificationTask.objects.get().finding.description == "东门菜叶未清"


def test_untouched_is_not_full_marks_and_the_review_leads_to_what_is_missing(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    expect(total(page)).to_have_text("—")
    card(page, scene.deduct).locator("[data-clean]").tap()
    page.locator("[data-submit]").tap()
    expect(page.locator("[data-review-missing] [data-count]")).to_have_text("3")
    expect(page.locator("[data-review-hand]")).to_be_hidden()
    page.locator("[data-review-missing] li", has_text=scene.passed.name).get_by_role("button").tap()
    expect(page.locator("[data-review]")).to_be_hidden()
    expect(card(page, scene.passed)).to_be_in_viewport()


def test_the_review_says_what_becomes_a_problem_and_takes_a_photo_on_the_spot(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    judge_all(page, scene)
    page.locator("[data-submit]").tap()
    row = page.locator("[data-review-lost] li", has_text=scene.grade.name)
    expect(row.locator("[data-no-finding]")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        row.locator("[data-do=photo]").tap()
    chooser.value.set_files([picture_file()])
    expect(row.locator("[data-finding]")).to_be_visible()
    page.locator("[data-review-hand]").tap()
    page.wait_for_url("**/inspections/sheets/*/")
    assert [task.finding.item_code for task in RectificationTask.objects.all()] == [scene.grade.code]


def test_forty_items_that_are_well_take_a_tap_a_section(phone, scene, inspector):
    for number in range(4):
        section = SectionFactory(standard=scene.round.standard, name=f"第{number}节", order=10 + number)
        for method in (Method.DEDUCT, Method.PASS_FAIL, Method.DIRECT) * 3:
            ItemFactory(section=section, method=method)
    page, taps = phone("inspector"), 0
    open_sheet(page, scene)
    for button in page.locator("[data-clean-rest]").all():
        button.tap()
        taps += 1
    expect(total(page)).to_have_text("100.00")
    hand_in(page)
    page.wait_for_url("**/inspections/sheets/*/")
    assert taps + 2 < 40
    assert Score.objects.count() == 40
    assert Sheet.objects.get().score == 100


def test_all_well_by_mistake_is_taken_back_at_once(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    page.locator("[data-clean-rest]").first.tap()
    expect(total(page)).to_have_text("100.00")
    page.locator("[data-undo]").tap()
    expect(total(page)).to_have_text("—")


def test_without_network_everything_stays_on_the_phone_and_is_sent_once(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    page.context.set_offline(True)
    judge_all(page, scene)
    card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file()])
    expect(page.locator("[data-unsent]")).to_be_visible()
    expect(card(page, scene.deduct).locator("[data-waiting]")).to_be_visible()
    assert not Sheet.objects.exists()
    page.context.set_offline(False)

    page.route("**/draft/", lambda route: route.abort())
    page.goto("/inspections/mine/")
    expect(page.locator("[data-unsent-sheets]")).to_contain_text(scene.point.name)
    page.unroute("**/draft/")
    page.locator("[data-send]").tap()
    expect(page.locator("[data-unsent-sheets]")).to_be_hidden()
    assert (Sheet.objects.count(), Photo.objects.count()) == (1, 1)
    open_sheet(page, scene)
    expect(total(page)).to_have_text("78.00")
    expect(card(page, scene.deduct).locator("[data-photo]")).to_have_count(1)


def test_what_waits_on_the_phone_for_a_visit_that_is_done_can_be_opened_or_thrown_away(phone, scene, client_for):
    page = phone("inspector")
    open_sheet(page, scene)
    page.context.set_offline(True)
    card(page, scene.deduct).locator("[data-step='1']").tap()
    expect(page.locator("[data-unsent-count]")).to_have_text("1")
    scene.send(client_for("inspector"), "sheet_submit")  # from another phone
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/inspections/mine/")
    page.locator("[data-unsent-sheets] a").tap()
    expect(card(page, scene.deduct).locator("[data-entry=count]")).to_have_value("1")
    page.context.set_offline(True)
    card(page, scene.deduct).locator("[data-step='1']").tap()
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.route("**/token/", lambda route: route.abort())
    page.goto("/inspections/mine/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-discard]").tap()
    expect(page.locator("[data-unsent-sheets]")).to_be_hidden()


def test_the_network_coming_back_sends_by_itself(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    page.context.set_offline(True)
    card(page, scene.passed).locator("label:has([value=no])").tap()
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.context.set_offline(False)
    saved(page).to_be_visible()
    assert Score.objects.get(item=scene.passed).passed is False


def test_a_session_that_ends_while_typing_loses_nothing(phone, scene, inspector, axe):
    page = phone("inspector")
    open_sheet(page, scene)
    judge_all(page, scene)
    saved(page).to_be_visible()
    Session.objects.all().delete()
    card(page, scene.deduct).locator("[data-step='1']").tap()
    card(page, scene.deduct).locator("[data-entry=remark]").fill("登录过期时写的")
    expect(page.locator("[data-notice]")).to_contain_text("登录已过期")
    axe(page)
    page.locator("[data-notice] a").tap()
    sign_in(page, inspector)
    expect(page).to_have_url(f"{scene.fill_url}?again=1")
    expect(card(page, scene.deduct).locator("[data-entry=remark]")).to_have_value("登录过期时写的")
    expect(card(page, scene.deduct).locator("[data-entry=count]")).to_have_value("4")
    hand_in(page)
    page.wait_for_url("**/inspections/sheets/*/")
    assert Score.objects.get(item=scene.deduct).count == 4


def test_handing_in_twice_at_once_is_one_sheet(phone, scene):
    first = phone("inspector")
    open_sheet(first, scene)
    judge_all(first, scene)
    saved(first).to_be_visible()
    second = phone("inspector")
    open_sheet(second, scene)
    for page in (first, second):
        page.locator("[data-submit]").tap()
    for page in (first, second):
        page.locator("[data-review-hand]").dispatch_event("click")
        page.locator("[data-review-hand]").dispatch_event("click")
    for page in (first, second):
        page.wait_for_url("**/inspections/sheets/*/")
    assert Sheet.objects.count() == 1


def test_a_round_that_closes_meanwhile_is_said_and_nothing_is_lost(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    judge_all(page, scene)
    saved(page).to_be_visible()
    scene.round.state = RoundState.CLOSED
    scene.round.save()
    hand_in(page)
    expect(page.locator("[data-notice]")).to_contain_text("不在进行中")
    expect(total(page)).to_have_text("78.00")
    scene.round.state = RoundState.OPEN
    scene.round.save()
    hand_in(page)
    page.wait_for_url("**/inspections/sheets/*/")


def test_the_page_of_a_closed_round_says_what_to_do(phone, scene, axe, no_sideways_scroll):
    scene.round.state = RoundState.CLOSED
    scene.round.save()
    page = phone("inspector")
    page.goto(scene.fill_url)
    expect(page.get_by_role("link", name="返回我的点位")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)


def test_a_text_named_jpg_is_refused_at_its_item_and_a_photo_can_be_taken_off(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    camera = card(page, scene.deduct).locator("[data-camera]")
    camera.set_input_files([picture_file("笔记.jpg", b"just text")])
    expect(card(page, scene.deduct).locator("[data-photo-trouble]")).to_be_visible()
    expect(card(page, scene.deduct).locator("[data-photos] [data-photo]")).to_have_count(0)
    camera.set_input_files([picture_file()])
    expect(card(page, scene.deduct).locator("[data-waiting][hidden]")).to_have_count(1)
    assert Photo.objects.get().width == 1600
    off = card(page, scene.deduct).locator("[data-photo-off]")
    off.tap()
    expect(off).to_have_accessible_name("去掉？再点一次")
    assert Photo.objects.exists(), "a stray tap takes no picture away"
    off.tap()
    expect(card(page, scene.deduct).locator("[data-photos] [data-photo]")).to_have_count(0)
    assert not Photo.objects.exists()


def test_a_number_out_of_range_is_named_stays_and_is_not_counted(phone, scene, axe):
    direct = ItemFactory(section=scene.deduct.section, method=Method.DIRECT, order=9)
    page = phone("inspector")
    open_sheet(page, scene)
    for wrong in ("10.01", "-1", "七", "1.005"):
        card(page, direct).locator("[data-entry=points]").fill(wrong)
        expect(card(page, direct).locator("[data-trouble]")).to_be_visible()
        expect(card(page, direct).locator("[data-entry=points]")).to_have_value(wrong)
        expect(total(page)).to_have_text("—")
    axe(page)
    card(page, direct).locator("[data-entry=points]").fill("7.35")
    expect(total(page)).to_have_text("73.50")


def test_somebody_else_on_the_same_phone_sees_nothing_of_it(phone, scene, inspector):
    other = make_person("赵强", Role.INSPECTOR, username="zhaoqiang")
    AssignmentFactory(round=scene.round, point=scene.point, inspector=other)
    page = phone("inspector")
    open_sheet(page, scene)
    page.context.set_offline(True)
    judge_all(page, scene)
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.goto(scene.fill_url)
    sign_in(page, other)
    expect(page.locator("[data-sheet][data-ready]")).to_be_visible()
    expect(total(page)).to_have_text("—")


def test_a_second_phone_adds_to_the_draft_and_takes_nothing_away(phone, scene):
    first, second = phone("inspector"), phone("inspector")
    open_sheet(first, scene)
    open_sheet(second, scene)
    card(first, scene.deduct).locator("[data-clean]").tap()
    saved(first).to_be_visible()
    second.context.set_offline(True)
    card(second, scene.passed).locator("label:has([value=yes])").tap()
    expect(second.locator("[data-unsent]")).to_be_visible()
    second.context.set_offline(False)
    open_sheet(second, scene)
    expect(second.locator("[data-done]")).to_contain_text("已评2项")
    saved(second).to_be_visible()
    assert Sheet.objects.count() == 1
    assert Score.objects.get(item=scene.deduct).count == 0


def test_the_nearest_point_comes_first_when_the_phone_may_tell_its_place(phone, scene, town, inspector):
    for name, latitude in (("远的", "31.300000"), ("近的", "31.200100")):
        point = PointFactory(town=town.home, name=name, latitude=latitude, longitude="121.400000")
        AssignmentFactory(round=scene.round, point=point, inspector=inspector)
    here = {"latitude": 31.2, "longitude": 121.4}
    page = phone("inspector", geolocation=here, permissions=["geolocation"])
    page.goto("/inspections/mine/")
    page.locator("[data-nearest]").tap()
    names = page.locator("[data-to-visit] .visit__name")
    expect(names).to_have_text(["近的", "远的", scene.point.name])
    expect(page.locator("[data-to-visit] [data-distance]").first).to_have_text("10 m")


def test_a_phone_that_does_not_tell_its_place_keeps_the_order_and_says_so(phone, scene):
    page = phone("inspector")
    page.goto("/inspections/mine/")
    page.locator("[data-nearest]").tap()
    expect(page.locator("[data-nearest-says]")).to_contain_text("顺序不变")
