"""An inspector without a network: opens, scores, hands in; the sheet arrives later, by itself and once. What the server refuses
is said, and the work stays on the phone.
"""

import os
import shutil
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect

from core.models import Photo, Role, Session
from inspections.models import Assignment, RoundState, Score, Sheet, SheetState
from inspections.services.rounds import change_round
from inspections.views import offline
from tests.browser.conftest import CHROMIUM_FLAGS, PHONE
from tests.browser.test_inspector_journey import (
    card,
    hand_in,
    judge_all,
    open_sheet,
    picture_file,
    saved,
    sign_in,
    total,
)
from tests.factories import AssignmentFactory, PointFactory, make_person
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)

NO_SYNC = "delete window.SyncManager"
MINE = "/inspections/mine/"
SUBMIT = "**/submit/*"


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def open_mine(page, sync=False):
    """My points, with all that they lead to kept on the phone.

    sync: the browser may send in the background. Else only pages send: they are what the tests cut off from the network.
    """
    if not sync:
        page.context.add_init_script(NO_SYNC)
    page.goto(MINE)
    page.wait_for_selector("html[data-kept]", state="attached")


def go_offline(page):
    page.context.set_offline(True)
    for worker in page.context.service_workers:
        with suppress(Error):  # one that a new release replaces at this moment asks for nothing more
            assert worker.evaluate("fetch('/healthz').then(() => false, () => true)"), "the worker still has a network"


def go_online(page):
    page.context.set_offline(False)


def photo_count():
    """Photos on sheets; the problems that come of them have copies of their own."""
    return Photo.objects.of_many(Score, Score.objects.values_list("pk", flat=True)).count()


def unsent(page):
    return page.locator("[data-unsent-total]").first


def handed_in_offline(page, scene, with_photo=False, sync=False):
    """A sheet in the outbox."""
    open_mine(page, sync)
    go_offline(page)
    open_sheet(page, scene)
    judge_all(page, scene)
    if with_photo:
        card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file()])
        expect(card(page, scene.deduct).locator("[data-waiting]")).to_be_visible()
    hand_in(page)
    expect(page.locator("[data-notice]")).to_contain_text("已放入发件箱")


def stage(page, name):
    """The part of my points in which a visit stands: 'begun', 'to-visit', 'done'."""
    return page.locator(f"[data-stage={name}]")


def arrives(page, count=1):
    expect(page.locator("[data-arrived]")).to_be_visible()
    expect(unsent(page)).to_have_text("0")
    assert Sheet.objects.count() == count


def test_points_and_sheets_open_without_a_network_and_what_is_handed_in_arrives_once(phone, scene, axe, shots):
    page = phone("inspector")
    handed_in_offline(page, scene, with_photo=True)
    shots(page, "sheet-outbox")
    page.goto(MINE)
    expect(page.locator("[data-no-network]")).to_be_visible()
    expect(unsent(page)).to_have_text("1")
    expect(page.locator("[data-unsent-sheets]")).to_contain_text("等待网络")
    expect(stage(page, "done")).to_contain_text("未发送")
    axe(page)
    shots(page, "mine-offline")
    assert not Sheet.objects.official().exists()
    go_online(page)
    arrives(page)
    expect(stage(page, "done")).to_contain_text("78.00")
    expect(stage(page, "to-visit")).to_be_hidden()
    expect(page.locator("[data-says-counts]")).to_have_text("待查0个，草稿0份，已查1个")
    shots(page, "mine-arrived")
    assert Sheet.objects.get().state == SheetState.SUBMITTED
    assert photo_count() == 1


def test_the_sheet_itself_sends_when_the_network_comes_back(phone, scene):
    page = phone("inspector")
    handed_in_offline(page, scene)
    go_online(page)
    page.wait_for_url("**/inspections/sheets/*/")
    assert Sheet.objects.get().state == SheetState.SUBMITTED


def test_the_browser_sends_in_the_background_when_no_page_is_open(phone, scene, live_server):
    page = phone("inspector")
    handed_in_offline(page, scene, with_photo=True, sync=True)
    line, registrations = page.context.new_cdp_session(page), {}
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.update({one["scopeURL"]: one["registrationId"] for one in event["registrations"]}),
    )
    line.send("ServiceWorker.enable")
    page.goto("about:blank")
    go_online(page)
    outbox = registrations[f"{live_server.url}/inspections/outbox/"]
    wake = {"origin": live_server.url, "registrationId": outbox, "tag": "outbox", "lastChance": False}
    line.send("ServiceWorker.dispatchSyncEvent", wake)
    for _time in range(50):
        if Sheet.objects.official().exists():
            break
        page.wait_for_timeout(100)
    assert Sheet.objects.get().state == SheetState.SUBMITTED
    assert photo_count() == 1
    go_offline(page)
    page.goto(MINE)  # as it was kept before, brought up to date by what the phone knows
    expect(stage(page, "done")).to_contain_text("78.00")


def test_a_change_takes_the_sheet_back_from_the_outbox(phone, scene):
    page = phone("inspector")
    handed_in_offline(page, scene)
    card(page, scene.deduct).locator("[data-step='1']").tap()
    go_online(page)
    saved(page).to_be_visible()
    assert Sheet.objects.get().state == SheetState.DRAFT


@pytest.mark.parametrize("step", ["**/draft/", "**/photos/", SUBMIT, "**/token/"])
def test_the_network_cut_at_any_step_loses_and_doubles_nothing(phone, scene, step):
    page = phone("inspector")
    handed_in_offline(page, scene, with_photo=True)
    page.goto(MINE)
    page.context.route(step, lambda route: route.abort())
    go_online(page)
    page.locator("[data-send]").tap()
    page.wait_for_timeout(500)
    expect(unsent(page)).to_have_text("1")
    assert not Sheet.objects.official().exists()
    page.context.unroute(step)
    page.locator("[data-send]").tap()
    arrives(page)
    assert photo_count() == 1


@pytest.mark.parametrize("step", ["**/draft/", "**/photos/", SUBMIT])
def test_an_answer_that_is_lost_after_the_server_took_it_makes_no_second_sheet(phone, scene, step):
    """As when the server dies between receiving and answering."""
    page = phone("inspector")
    handed_in_offline(page, scene, with_photo=True)
    page.goto(MINE)

    def take_and_break(route):
        route.fetch()
        with suppress(Error):  # taken off the line meanwhile
            route.abort()

    page.context.route(step, take_and_break)
    with page.expect_event("requestfailed"):
        go_online(page)
    expect(unsent(page)).to_have_text("1")
    page.context.unroute(step)
    for _time in range(10):
        page.locator("[data-send]").dispatch_event("click")
    arrives(page)
    assert photo_count() == 1
    assert Sheet.objects.get().state == SheetState.SUBMITTED


def test_a_sign_in_that_expired_while_a_sheet_waits_is_said_and_then_it_is_sent(phone, scene, inspector):
    page = phone("inspector")
    handed_in_offline(page, scene)
    page.goto(MINE)
    Session.objects.all().delete()
    go_online(page)
    expect(page.locator("[data-signed-out]")).to_contain_text("登录已过期")
    expect(unsent(page)).to_have_text("1")
    page.locator("[data-signed-out] a").tap()
    sign_in(page, inspector)
    page.wait_for_url(f"**{MINE}")
    arrives(page)


def test_a_round_closed_meanwhile_takes_the_sheet_as_late(phone, scene, office):
    page = phone("inspector")
    handed_in_offline(page, scene)
    page.goto(MINE)
    change_round(round=scene.round, verb="close", by=office, now=timezone.now() + timedelta(seconds=1))
    go_online(page)
    expect(page.locator("[data-arrived]")).to_contain_text("经创建办认可后计入成绩")
    assert Sheet.objects.get().state == SheetState.LATE


def refused_with(page, scene, words):
    go_online(page)
    row = page.locator("[data-unsent-sheets] li")
    expect(row).to_contain_text(words)
    expect(unsent(page)).to_have_text("1")
    assert not Sheet.objects.official().filter(inspector__username="liuzhiqiang").exists()


def test_a_round_published_meanwhile_is_said_and_the_work_stays(phone, scene):
    page = phone("inspector")
    handed_in_offline(page, scene)
    page.goto(MINE)
    scene.round.state = RoundState.PUBLISHED
    scene.round.save()
    refused_with(page, scene, "本轮结果已公布")


def test_a_point_given_to_somebody_else_is_said_and_the_work_stays(phone, scene):
    other = make_person("赵强", Role.INSPECTOR, username="zhaoqiang")
    page = phone("inspector")
    handed_in_offline(page, scene)
    page.goto(MINE)
    Assignment.objects.update(inspector=other)
    refused_with(page, scene, "不再归您")
    expect(stage(page, "begun")).to_contain_text("草稿")
    go_offline(page)
    open_sheet(page, scene)
    expect(total(page)).to_have_text("78.00")
    go_online(page)
    page.goto(scene.fill_url)
    expect(page.locator("main")).to_contain_text("请告知创建办")
    expect(page.locator("[data-left]")).to_contain_text("已填4项")


def test_the_same_visit_from_two_phones_counts_once_and_the_second_is_told(phone, scene, client_for):
    page = phone("inspector")
    handed_in_offline(page, scene)
    scene.send(client_for("inspector"), "sheet_submit")
    page.goto(MINE)
    go_online(page)
    expect(page.locator("[data-unsent-sheets] li")).to_contain_text("已在另一部手机上提交")
    assert Sheet.objects.count() == 1


def test_a_phone_whose_storage_is_full_says_so_and_still_sends(phone, scene):
    page = phone("inspector")
    open_sheet(page, scene)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); } }"
    )
    go_offline(page)
    judge_all(page, scene)
    expect(page.locator("[data-notice]")).to_contain_text("存储空间已满")
    go_online(page)
    saved(page).to_be_visible()
    hand_in(page)
    page.wait_for_url("**/inspections/sheets/*/")


def test_somebody_else_on_the_phone_sees_no_page_and_sends_no_sheet_of_it(phone, scene):
    other = make_person("赵强", Role.INSPECTOR, username="zhaoqiang")
    page = phone("inspector")
    handed_in_offline(page, scene)
    page.context.clear_cookies()
    go_online(page)
    page.goto("/accounts/login/?next=/inspections/mine/")
    sign_in(page, other)
    page.wait_for_url(f"**{MINE}")
    expect(unsent(page)).to_have_text("0")
    page.wait_for_selector("html[data-kept]", state="attached")
    kept = page.evaluate(
        "caches.open('pages').then(c => c.keys()).then(keys => keys.map(k => new URL(k.url).pathname))"
    )
    assert kept == [MINE]
    assert not Sheet.objects.exists()


def test_signing_out_leaves_no_page_on_the_phone(phone, scene):
    page = phone("inspector")
    open_mine(page)
    page.goto("/accounts/me/")
    page.locator("form[data-sign-out]").last.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/accounts/login/**")
    page.wait_for_function("caches.has('pages').then(has => !has)")


def test_every_file_that_the_pages_ask_for_is_kept(phone, scene):
    page = phone("inspector")
    asked = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    open_mine(page)
    open_sheet(page, scene)
    page.wait_for_load_state("networkidle")
    files = {path for path in asked if path.startswith("/static/")} - {"/static/css/print.css"}
    assert files <= set(offline.kept_files())


def test_a_new_release_while_drafts_wait_takes_nothing_away(phone, scene, monkeypatch):
    page = phone("inspector")
    handed_in_offline(page, scene)
    go_online(page)
    page.context.route(SUBMIT, lambda route: route.abort())
    files = offline.kept_files()
    monkeypatch.setattr(offline, "kept_files", lambda: [*files, "/static/js/print.js?new"])
    page.goto(MINE)
    page.evaluate("navigator.serviceWorker.ready.then(r => r.update())")
    page.wait_for_function("caches.match('/static/js/print.js?new').then(Boolean)")
    expect(unsent(page)).to_have_text("1")
    go_offline(page)
    open_sheet(page, scene)
    expect(total(page)).to_have_text("78.00")
    page.context.unroute(SUBMIT)
    go_online(page)
    page.wait_for_url("**/inspections/sheets/*/")
    assert Sheet.objects.count() == 1


@pytest.mark.long
def test_a_browser_that_is_closed_with_drafts_waiting_sends_them_at_the_next_visit(
    browser, live_server, client_for, scene, tmp_path
):
    options = {
        "executable_path": os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome"),
        "args": CHROMIUM_FLAGS,
        "base_url": live_server.url,
        "locale": "zh-CN",
        **PHONE,
    }
    session = next(iter(client_for("inspector").cookies.values()))
    cookie = {"name": session.key, "value": session.value, "url": live_server.url}
    start = browser.browser_type.launch_persistent_context
    context = start(tmp_path, **options)
    context.add_cookies([cookie])
    handed_in_offline(context.pages[0], scene, with_photo=True)
    context.close()
    context = start(tmp_path, **options)
    context.add_cookies([cookie])
    page = context.pages[0]
    page.goto(MINE)
    arrives(page)
    assert photo_count() == 1
    context.close()


@pytest.mark.long
def test_thirty_sheets_with_sixty_photos_over_a_slow_line_arrive_once_each(phone, scene, inspector, town):
    for number in range(29):
        point = PointFactory(town=town.home, name=f"点位{number}")
        AssignmentFactory(round=scene.round, point=point, inspector=inspector)
    page = phone("inspector")
    open_mine(page)
    go_offline(page)
    for assignment in Assignment.objects.all():
        scene.point = assignment.point
        open_sheet(page, scene)
        judge_all(page, scene)
        card(page, scene.deduct).locator("[data-camera]").set_input_files([picture_file(), picture_file("二.jpg")])
        expect(card(page, scene.deduct).locator("[data-waiting]")).to_have_count(2)
        hand_in(page)
        expect(page.locator("[data-notice]")).to_contain_text("已放入发件箱")
    page.goto(MINE)
    expect(unsent(page)).to_have_text("30")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 60_000}
    go_online(page)
    line.send("Network.emulateNetworkConditions", slow)
    page.locator("[data-send]").dispatch_event("click")
    expect(unsent(page)).to_have_text("0", timeout=240_000)
    assert Sheet.objects.official().count() == Sheet.objects.count() == 30
    assert photo_count() == 60
