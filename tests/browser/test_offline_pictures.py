"""The sample pictures of a standard on a phone without a network: kept with the sheets, bounded, gone with their person."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Role
from inspections.services.samples import add_sample
from tests.browser.test_inspector_journey import card, open_sheet, sign_in
from tests.browser.test_offline_journey import MINE, go_offline, open_mine
from tests.factories import make_person, make_picture
from tests.inspections.scenes import make_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(town, inspector):
    return make_scene(town, inspector)


def put_samples(scene, office):
    for number, subject in enumerate((scene.deduct, scene.grade.scale.grades.get(label="B"))):
        picture = make_picture(size=(640, 480), colour=("teal", "maroon")[number])
        add_sample(
            standard=scene.round.standard, subject=subject, upload=picture, caption="", by=office, now=timezone.now()
        )


def kept_pictures(page):
    return page.evaluate("caches.open('pictures').then(c => c.keys()).then(keys => keys.length)")


def test_sample_pictures_are_seen_without_a_network(phone, scene, office, shots):
    put_samples(scene, office)
    page = phone("inspector")
    open_mine(page)
    assert kept_pictures(page) == 2
    go_offline(page)
    page.context.route("**/photos/**", lambda route: route.abort())  # nor from the browser's own memory
    open_sheet(page, scene)
    for item in (scene.deduct, scene.grade):
        card(page, item).locator("summary").tap()
        picture = card(page, item).locator(".samples img")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("naturalWidth", 320)
    small = picture.bounding_box()["width"]
    card(page, scene.grade).locator(".samples a").tap()
    assert picture.bounding_box()["width"] > 2 * small
    shots(page, "sheet-sample-offline")


def test_pictures_that_are_only_looked_at_are_not_kept(phone, scene, office):
    page = phone("inspector")
    open_mine(page)
    put_samples(scene, office)
    open_sheet(page, scene)
    card(page, scene.deduct).locator("summary").tap()
    expect(card(page, scene.deduct).locator(".samples img")).to_have_js_property("naturalWidth", 320)
    assert kept_pictures(page) == 0


def test_the_pictures_go_with_the_pages_when_somebody_else_signs_in(phone, scene, office):
    put_samples(scene, office)
    other = make_person("赵强", Role.INSPECTOR, username="zhaoqiang")
    page = phone("inspector")
    open_mine(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/inspections/mine/")
    page.wait_for_function("caches.has('pictures').then(has => !has)")
    sign_in(page, other)
    page.wait_for_url(f"**{MINE}")
    page.wait_for_selector("html[data-kept]", state="attached")
    assert kept_pictures(page) == 0
