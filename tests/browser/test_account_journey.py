"""One's own account in a browser: the second step from the symbol to the recovery code, and where one is signed in."""

import re
from base64 import b32decode

import pytest
from playwright.sync_api import Page, expect

from tests.core.second_step import PASSWORD, code_of, with_password

pytestmark = pytest.mark.django_db(transaction=True)

CODE = re.compile(r"/accounts/login/code/")


def sign_in(page: Page, user) -> None:
    page.locator("input[name=username]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit].btn-primary").click()


def send_code(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.locator("button[type=submit].btn-primary").click()


def shown_key(page: Page) -> str:
    page.locator(".set-up__key summary").click()
    return b32decode("".join(page.locator(".set-up__groups code").all_inner_texts())).hex()


def sign_out(page: Page) -> None:
    page.goto("/accounts/me/")
    page.locator("form[data-sign-out] button").last.click()
    expect(page).to_have_url("/accounts/login/")


@pytest.mark.parametrize("screen", ["phone", pytest.param("desk", marks=pytest.mark.long)])
def test_second_step_from_the_symbol_to_the_recovery_code(request, screen, office, axe, no_sideways_scroll, shots):
    page: Page = request.getfixturevalue(screen)("anonymous")
    with_password(office)
    page.goto("/accounts/me/")
    sign_in(page, office)
    page.locator("main a[href='/accounts/two-factor/set-up/']").click()
    expect(page.locator(".set-up__symbol svg")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    key = shown_key(page)
    shots(page, f"set-up-{screen}")
    page.locator("input[name=password]").fill(PASSWORD)
    send_code(page, code_of(key))
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    axe(page)
    no_sideways_scroll(page)
    shots(page, f"codes-{screen}")
    recovery = page.locator(".recovery-codes code").first.inner_text()
    page.locator("main .form-panel__foot a.btn-primary").click()
    expect(page).to_have_url("/accounts/me/")
    shots(page, f"account-{screen}")

    sign_out(page)
    page.goto("/menu/")
    sign_in(page, office)
    expect(page).to_have_url(CODE)
    axe(page)
    no_sideways_scroll(page)
    shots(page, f"step-{screen}")
    send_code(page, code_of(key, steps=1))
    expect(page).to_have_url("/menu/")

    sign_out(page)
    sign_in(page, office)
    page.locator("main a[href*='recovery']").click()
    send_code(page, recovery)
    expect(page).not_to_have_url(CODE)
    page.goto("/accounts/me/")
    expect(page.locator("main")).to_contain_text("9")


def test_administrator_who_must_have_it_sets_it_up_before_anything_else(desk, admin, settings, axe, shots):
    settings.TWO_FACTOR_ADMINS = True
    page = desk("anonymous")
    with_password(admin)
    page.goto("/admin/")
    sign_in(page, admin)
    expect(page).to_have_url(re.compile("/accounts/two-factor/set-up/"))
    axe(page)
    key = shown_key(page)
    shots(page, "forced-desk")
    page.goto("/menu/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in(page, admin)
    assert shown_key(page) != key
    page.goto("/admin/")
    sign_in(page, admin)
    key = shown_key(page)
    send_code(page, code_of(key))
    page.locator("main .form-panel__foot a.btn-primary").click()
    expect(page).to_have_url("/admin/")


def test_somebody_ends_the_sign_in_on_their_phone_from_their_desk(phone, desk, office, axe, no_sideways_scroll, shots):
    lost, here = phone("office"), desk("office")
    lost.goto("/menu/")
    here.goto("/accounts/sessions/")
    expect(here.locator(".sign-in")).to_have_count(2)
    for page in (here, lost):
        page.goto("/accounts/sessions/")
        axe(page)
        no_sideways_scroll(page)
    shots(here, "sessions-desk")
    shots(lost, "sessions-phone")
    here.locator(".sign-in__end button").click()
    expect(here.locator(".sign-in")).to_have_count(1)
    lost.goto("/menu/")
    expect(lost).to_have_url(re.compile("/accounts/login/"))
