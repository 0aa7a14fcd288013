"""The doors: what stands before signing in, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from core.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["phone", "desk"])
def visitor(request):
    return request.getfixturevalue(request.param)("anonymous")


def test_wrong_password_says_so_and_keeps_the_name(visitor, office: User, axe, no_sideways_scroll):
    visitor.goto("/accounts/login/")
    axe(visitor)
    visitor.locator("input[name=username]").fill(office.username)
    visitor.locator("input[name=password]").fill("not the password")
    visitor.locator("button[type=submit].btn-primary").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.locator("input[name=username]")).to_have_value(office.username)
    axe(visitor)
    no_sideways_scroll(visitor)


def test_right_password_opens_the_door(visitor, office: User):
    office.set_password("a good one 2026")
    office.save()
    visitor.goto("/accounts/me/")
    visitor.locator("input[name=username]").fill(office.username)
    visitor.locator("input[name=password]").fill("a good one 2026")
    visitor.locator("button[type=submit].btn-primary").click()
    expect(visitor).to_have_url("/accounts/me/")
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("role", ["office", "unit"])
def test_own_pages_stand_on_both_screens(phone, desk, axe, no_sideways_scroll, role):
    for page in (phone(role), desk(role)):
        for address in ("/accounts/me/", "/menu/", "/accounts/password/"):
            page.goto(address)
            axe(page)
            no_sideways_scroll(page)
