"""A resident with a phone: a photo, a place, a few words, a number; the office at work; and 'it is not fixed'."""

import io
import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from core.attachments.photos import store_photo
from core.models import PhotoPurpose
from rectification.models import PublicReport
from rectification.services import perform
from rectification.services.public_guard import FASTEST
from rectification.transitions import State
from tests.factories import PointFactory, ProblemKindFactory, make_picture

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/public/report/"
POSITION = {"latitude": 31.9012, "longitude": 121.2034, "accuracy": 14}


def picture(colour="teal"):
    upload = make_picture(size=(2400, 1800), colour=colour)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": upload.read()}


@pytest.fixture(autouse=True)
def kinds(town, office):
    return ProblemKindFactory(name="市容环卫")


@pytest.fixture
def look(axe, no_sideways_scroll, shots):
    def check(page, name):
        axe(page)
        no_sideways_scroll(page)
        shots(page, name)

    return check


def wait_as_people_do(page):
    """What is sent within three seconds is not taken: nobody can do that."""
    page.wait_for_timeout(FASTEST / timedelta(milliseconds=1) + 200)


def send(page):
    page.get_by_role("button", name="提交", exact=False).tap()


def close(report, office, unit, inspector):
    """The office and the unit at their desks, by the services as in life."""
    now, task = timezone.now(), report.task

    def shot(by, colour):
        return (
            store_photo(
                upload=make_picture(colour=colour), subject=task, purpose=PhotoPurpose.PROGRESS, by=by, now=now
            ),
        )

    perform(task=task, verb="register", by=office, now=now, kind=ProblemKindFactory(name="市容环卫"), severity="normal")
    perform(task=task, verb="assign", by=office, now=now, unit=report.task.finding.unit or unit.posts.get().unit)
    perform(task=task, verb="start", by=unit, now=now, note="派人清运")
    perform(task=task, verb="submit", by=unit, now=now, note="已清运", photos=shot(unit, "green"))
    perform(task=task, verb="close", by=inspector, now=now, note="现场干净", photos=shot(inspector, "gray"))


def test_from_a_photo_to_not_fixed(phone, desk, town, office, unit, inspector, look):
    started = time.monotonic()
    page = phone("anonymous", geolocation=POSITION, permissions=["geolocation"])
    page.goto(ADDRESS)
    look(page, "public-report-phone")
    page.locator("input[capture]").set_input_files([picture()])
    page.get_by_role("button", name="定位").tap()
    expect(page.locator("[data-located]")).to_contain_text("误差约14米")
    page.get_by_label("什么问题").fill("垃圾桶满了，两天没清")
    page.get_by_text("市容环卫").tap()
    wait_as_people_do(page)
    send(page)  # photo, position, words, kind, send: five taps
    expect(page.locator("h1")).to_have_text("已收到")
    assert time.monotonic() - started < 60
    look(page, "public-received-phone")

    report = PublicReport.objects.get()
    assert page.locator("[data-number]").inner_text() == report.number
    finding = report.task.finding
    assert (str(finding.latitude), str(finding.longitude)) == ("31.901200", "121.203400")

    page.goto(ADDRESS)
    page.get_by_label("反映编号").fill(report.number.lower().replace("-", " "))
    page.get_by_role("button", name="查询").tap()
    expect(page.locator("h1")).to_have_text("已收到")

    close(report, office, unit, inspector)
    at_desk = desk("office")
    at_desk.goto(report.task.get_absolute_url())
    at_desk.get_by_role("button", name="公开照片").click()
    expect(at_desk.locator("#reporter")).to_contain_text("公开照片")
    look(at_desk, "public-panel-desk")

    page.reload()
    expect(page.locator("h1")).to_have_text("已经解决")
    expect(page.locator(".compare img")).to_have_count(2)
    look(page, "public-closed-phone")
    page.get_by_role("link", name="没有解决").tap()
    expect(page.locator("h1")).to_have_text("没有解决")
    look(page, "public-not-fixed-phone")
    page.locator("input[multiple]").set_input_files([picture("maroon")])
    page.get_by_label("哪里没有解决").fill("第二天又满了")
    wait_as_people_do(page)
    send(page)
    expect(page.locator("h1")).to_have_text("正在处理")
    expect(page.locator(".timeline")).to_contain_text("没有解决，重新办理")
    report.task.refresh_from_db()
    assert (report.task.state, report.task.reopenings) == (State.IN_PROGRESS, 1)


def test_what_is_missing_is_said_before_anything_is_sent(phone, town, look):
    page = phone("anonymous")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(ADDRESS)
    send(page)
    expect(page.locator(".form-error:visible")).to_have_count(3)
    assert sent == []
    look(page, "public-missing-phone")
    page.get_by_label("什么问题").fill("路灯不亮")
    expect(page.locator(".form-error:visible")).to_have_count(2)


def test_lost_network_loses_nothing_and_makes_one_report(phone, town):
    """The first try arrives and its answer is lost; the second one goes through."""
    page = phone("anonymous")
    page.goto(ADDRESS)
    page.locator("input[multiple]").set_input_files([picture("teal"), picture("navy")])
    page.get_by_label("在哪里").fill("南拓三路")
    page.get_by_label("什么问题").fill("路灯不亮")
    wait_as_people_do(page)

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route(
        "**/public/report/",
        lambda route: lose_the_answer(route) if route.request.method == "POST" else route.continue_(),
    )
    send(page)
    expect(page.locator("[data-form-error]")).to_contain_text("没有网络")
    expect(page.locator("[data-photo-list] img")).to_have_count(2)
    page.unroute("**/public/report/")
    send(page)
    expect(page.locator("h1")).to_have_text("已收到")
    assert PublicReport.objects.count() == 1


def test_a_phone_that_threw_the_page_away_still_has_the_words(phone, town):
    page = phone("anonymous")
    page.goto(ADDRESS)
    page.get_by_label("在哪里").fill("南拓三路")
    page.get_by_label("什么问题").fill("路灯不亮")
    page.reload()
    expect(page.get_by_label("什么问题")).to_have_value("路灯不亮")
    expect(page.locator("[data-sending]")).to_contain_text("照片请重新选择")


def test_too_many_photos_are_left_out_and_one_can_be_taken_off(phone, town):
    page = phone("anonymous")
    page.goto(ADDRESS)
    page.locator("input[capture]").set_input_files([picture()])
    page.locator("input[multiple]").set_input_files([picture()] * 3)
    expect(page.locator("[data-photo-list] img")).to_have_count(3)
    expect(page.locator("[data-field=photos]")).to_contain_text("最多3张")
    page.get_by_role("button", name="去掉").first.tap()
    expect(page.locator("[data-photo-list] img")).to_have_count(2)


def test_photos_are_made_small_on_the_phone(phone, town):
    page, large = phone("anonymous"), io.BytesIO()
    Image.effect_noise((3000, 2000), 90).convert("RGB").save(large, "JPEG", quality=95)
    page.goto(ADDRESS)
    given = {"name": "IMG_0002.jpg", "mimeType": "image/jpeg", "buffer": large.getvalue()}
    page.locator("input[multiple]").set_input_files([given])
    page.get_by_label("在哪里").fill("南拓三路")
    page.get_by_label("什么问题").fill("路灯不亮")
    wait_as_people_do(page)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        send(page)
    expect(page.locator("h1")).to_have_text("已收到")
    assert int(sent.value.all_headers()["content-length"]) < len(large.getvalue()) / 2


def test_without_the_script_the_form_works_too(visit, town):
    page = visit("anonymous", java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto(ADDRESS)
    page.locator("input[multiple]").set_input_files([picture()])
    page.get_by_label("什么问题").fill("路灯不亮")
    wait_as_people_do(page)
    page.get_by_role("button", name="提交反映").click()
    expect(page.locator("[data-field=place]")).to_contain_text("请说明地点")
    expect(page.locator("input[name=kept]")).to_be_checked()
    page.get_by_label("在哪里").fill("南拓三路")
    page.get_by_role("button", name="提交反映").click()
    expect(page.locator("h1")).to_have_text("已收到")
    assert re.search(r"/public/report/[\w-]{14}/$", page.url)


def test_the_page_weighs_little(phone, desk, town, look):
    PointFactory(name="南拓垃圾房", town=town.home)
    page = desk("anonymous")
    page.goto(ADDRESS)
    look(page, "public-report-desk")
    page.emulate_media(color_scheme="dark")
    page.goto(ADDRESS)
    look(page, "public-report-dark-desk")
