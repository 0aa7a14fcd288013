"""What is typed or chosen is never lost: not by a form that is refused, not by a session that ended, not by a page that expired; and
nobody else is shown it."""

import pytest
from playwright.sync_api import Page, expect

from core.models import Photo, Session
from facilities.models import Upkeep
from tests.facilities.scenes import make_facility
from tests.factories import make_picture

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "/rectification/new/"
TEXT = "垃圾房满溢，门前散落垃圾"
PASSWORD = "a good one 2026"


def field(page: Page):
    return page.locator("form.form-panel textarea").first


def type_text(page: Page) -> None:
    page.goto(FORM)
    field(page).fill(TEXT)


def send(page: Page) -> None:
    page.locator("form.form-panel button[type=submit]").click()


def sign_in(page: Page, user) -> None:
    page.locator("input[name=username]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit].btn-primary").click()


@pytest.fixture
def office(office):
    office.set_password(PASSWORD)
    office.save()
    return office


def test_an_ended_session_loses_nothing_that_was_typed(phone, office):
    page = phone("office")
    type_text(page)
    Session.objects.all().delete()
    send(page)
    expect(page.locator("input[name=password]")).to_be_visible()
    sign_in(page, office)
    expect(page).to_have_url(FORM)
    expect(field(page)).to_have_value(TEXT)
    expect(page.locator("form.form-panel > .notice")).to_be_visible()


def test_what_was_put_back_can_be_discarded(desk, office):
    page = desk("office")
    type_text(page)
    page.goto("/accounts/me/")
    page.goto(FORM)
    expect(field(page)).to_have_value(TEXT)
    page.locator("form.form-panel > .notice button").click()
    expect(field(page)).to_have_value("")
    page.goto(FORM)
    expect(field(page)).to_have_value("")


def test_an_expired_page_loses_nothing_that_was_typed(desk, office):
    page = desk("office")
    type_text(page)
    page.evaluate("document.querySelector('.form-panel [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    send(page)
    expect(page.locator(".bare__main")).to_be_visible()
    page.locator(".bare__ways a").click()
    expect(page).to_have_url(FORM)
    expect(field(page)).to_have_value(TEXT)


def test_faults_are_shown_with_what_was_typed_and_the_first_has_the_focus(phone, office, axe, no_sideways_scroll):
    page = phone("office")
    type_text(page)
    send(page)
    expect(page.locator(".form-error").first).to_be_visible()
    expect(page.locator("form [aria-invalid=true]").first).to_be_focused()
    expect(field(page)).to_have_value(TEXT)
    axe(page)
    no_sideways_scroll(page)


def test_signing_out_leaves_nothing_for_the_next_at_this_computer(desk, office):
    page = desk("office")
    type_text(page)
    page.goto("/accounts/me/")
    page.locator(".page-head form[data-sign-out] button").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:')).length") == 0


def picture(name: str, content: bytes | None = None) -> dict:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or make_picture(colour="green").read()}


def open_upkeep(page: Page, facility) -> str:
    path = f"/facilities/{facility.pk}/upkeep/"
    page.goto(path)
    page.locator("[name=work]").fill("修剪")
    return path


def shown(page: Page):
    return page.locator("[data-photo-chosen] img")


KEPT = """() => new Promise((done) => {
  const opened = indexedDB.open('chosen-files', 1);
  opened.onsuccess = () => {
    const counted = opened.result.transaction('forms').objectStore('forms').count();
    counted.onsuccess = () => { opened.result.close(); done(counted.result); };
  };
})"""


def test_a_photo_that_is_refused_is_named_and_the_others_are_sent_once(phone, office, town, axe, no_sideways_scroll):
    page, facility = phone("office"), make_facility()
    open_upkeep(page, facility)
    field = page.locator("input[type=file]")
    field.set_input_files([picture("东侧.jpg"), picture("笔记.jpg", b"just text")])
    field.set_input_files([picture("西侧.jpg"), picture("误拍.jpg")])  # later, as from a camera: beside the first ones
    expect(shown(page)).to_have_count(4)
    page.locator("[data-photo-chosen] button").last.tap()
    expect(shown(page)).to_have_count(3)
    send(page)
    expect(page.locator(".notice--error")).to_contain_text("“笔记.jpg”")
    expect(shown(page)).to_have_count(2)
    axe(page)
    no_sideways_scroll(page)
    send(page)
    expect(page.locator("h1")).to_have_text(facility.name)
    assert Photo.objects.about(Upkeep.objects.get()).count() == 2
    open_upkeep(page, facility)
    page.wait_for_function("async () => (await (" + KEPT + ")()) === 0")
    expect(shown(page)).to_have_count(0)


def test_an_ended_session_loses_no_photo_and_signing_out_leaves_none(desk, office, town):
    page, facility = desk("office"), make_facility()
    path = open_upkeep(page, facility)
    page.locator("input[type=file]").set_input_files([picture("东侧.jpg")])
    Session.objects.all().delete()
    send(page)
    sign_in(page, office)
    expect(page).to_have_url(path)
    expect(shown(page)).to_have_count(1)
    expect(page.locator("form.form-panel > .notice")).to_be_visible()
    page.goto("/accounts/me/")
    page.locator(".page-head form[data-sign-out] button").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    page.wait_for_function("async () => (await (" + KEPT + ")()) === 0")


def test_a_form_waits_until_there_is_a_network_again(phone, office, town):
    page, facility = phone("office"), make_facility()
    open_upkeep(page, facility)
    page.locator("input[type=file]").set_input_files([picture("东侧.jpg")])
    page.context.set_offline(True)
    send(page)
    expect(page.locator(".toast-msg")).to_contain_text("没有网络")
    page.context.set_offline(False)
    send(page)
    expect(page.locator("h1")).to_have_text(facility.name)
    assert Photo.objects.about(Upkeep.objects.get()).count() == 1


def test_a_theme_is_chosen_by_a_touch_and_stays(phone, office):
    page = phone("office")
    page.goto("/accounts/me/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    page.locator(".topbar [data-theme-switch]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto("/menu/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_pages_work_without_scripts(visit, office):
    page = visit("office", java_script_enabled=False)
    page.goto("/rectification/")
    expect(page.locator("form.filters button[type=submit]")).to_be_visible()
    page.locator("form.filters button[type=submit]").click()
    page.goto("/accounts/me/")
    page.locator("button[name=theme][value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
