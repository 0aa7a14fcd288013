"""Signing in with a second step, as browsers do it: every door, every way round."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.account import two_factor_keys
from core.account.typed_codes import in_groups
from core.models import Session, TrailEntry, User
from tests.core.second_step import (
    BACKEND,
    PASSWORD,
    code_of,
    give_phone,
    is_in,
    type_code,
    type_password,
    with_password,
    wrong_code_of,
)

pytestmark = pytest.mark.django_db

CODE, SET_UP = "/accounts/login/code/", "/accounts/two-factor/set-up/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def person(office):
    return with_password(office)


@pytest.fixture
def phone(person, now):
    return give_phone(person, now - timedelta(minutes=5))


@pytest.fixture
def boss(admin, settings):
    """An administrator who must have a second step and has none."""
    settings.TWO_FACTOR_ADMINS = True
    return with_password(admin)


def whole(user: User, phone) -> Client:
    """Signed in by both steps."""
    client = Client()
    type_password(client, user)
    type_code(client, code_of(phone.key))
    assert is_in(client)
    return client


def key_on(page) -> str:
    """The key as the page shows it, as apps keep it."""
    text = "".join(re.findall(r"<code>(.*?)</code>", page.content.decode()))
    return b32decode(text).hex()


# ---- signing in ----


def test_the_password_alone_opens_nothing(client, person, phone):
    response = type_password(client, person)
    assert response.headers["Location"] == CODE
    assert not is_in(client)
    assert Session.objects.filter(user=person).count() == 0


def test_password_and_code_open_the_door_and_lead_on(client, person, phone):
    response = type_password(client, person, "?next=/accounts/me/%3Fa%3D1")
    assert response.headers["Location"] == f"{CODE}?next=%2Faccounts%2Fme%2F%3Fa%3D1"
    assert client.get(response.headers["Location"]).status_code == 200
    response = type_code(client, code_of(phone.key), "?next=%2Faccounts%2Fme%2F%3Fa%3D1")
    assert response.headers["Location"] == "/accounts/me/?a=1"
    assert is_in(client)


def test_the_way_on_never_leads_to_another_site(client, person, phone):
    type_password(client, person)
    response = type_code(client, code_of(phone.key), "?next=https://elsewhere.example/")
    assert response.headers["Location"] == "/home/"


def test_a_wrong_code_is_refused_and_the_page_says_what_to_do(client, person, phone):
    type_password(client, person)
    page = type_code(client, wrong_code_of(phone.key))
    assert page.status_code == 200 and page.context["form"].errors["code"]
    assert not is_in(client)


def test_a_recovery_code_opens_the_door_once(client, person, phone):
    type_password(client, person)
    assert client.get(f"{CODE}?recovery").status_code == 200
    assert type_code(client, in_groups(phone.codes[0]), "?recovery").status_code == 302
    assert is_in(client)
    again = Client()
    type_password(again, person)
    assert type_code(again, phone.codes[0], "?recovery").status_code == 200
    assert not is_in(again)


def test_the_step_can_be_taken_for_ten_minutes(client, person, phone, monkeypatch):
    type_password(client, person)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    response = type_code(client, phone.codes[0], "?next=/accounts/me/")
    assert response.headers["Location"] == "/accounts/login/?next=%2Faccounts%2Fme%2F"
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password", "inactive"])
def test_the_step_ends_when_the_account_changes(client, person, phone, change):
    type_password(client, person)
    if change == "password":
        person.set_password("another-one-2026")
    person.is_active = change == "password"
    person.save()
    assert type_code(client, code_of(phone.key)).headers["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_nobody_takes_the_second_step_without_the_first(client, person, phone):
    assert type_code(client, code_of(phone.key)).headers["Location"] == "/accounts/login/"
    assert client.get(CODE).headers["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_each_step_gives_the_session_a_new_key(client, person, phone):
    """A planted key is neither waiting with the password nor signed in with the code."""
    name, planted = django_settings.SESSION_COOKIE_NAME, client.session
    planted["before"] = 1
    planted.save()
    client.cookies[name] = planted.session_key
    type_password(client, person)
    waiting = client.cookies[name].value
    type_code(client, code_of(phone.key))
    assert len({planted.session_key, waiting, client.cookies[name].value}) == 3
    for key in (planted.session_key, waiting):
        thief = Client()
        thief.cookies[name] = key
        assert not is_in(thief) and type_code(thief, phone.codes[0]).headers["Location"] == "/accounts/login/"


def test_wrong_codes_lock_like_wrong_passwords(client, person, phone, settings):
    settings.AXES_ENABLED = True
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    type_password(client, person)
    answers = [type_code(client, wrong_code_of(phone.key)).status_code for _try in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert type_code(client, code_of(phone.key)).status_code == 429
    assert not is_in(client)
    assert type_password(Client(), person).status_code == 429


def test_the_right_password_does_not_forgive_wrong_codes(person, phone, settings):
    settings.AXES_ENABLED = True
    settings.OTP_TOTP_THROTTLE_FACTOR = 0
    for _try in range(settings.AXES_FAILURE_LIMIT):
        client = Client()
        type_password(client, person)
        answer = type_code(client, wrong_code_of(phone.key)).status_code
    assert answer == 429


# ---- every door ----


def test_a_session_without_the_step_is_nobodys(person, now):
    """It was begun by the password; then the person set the second step up elsewhere."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    assert is_in(client)
    User.objects.filter(pk=person.pk).update(two_factor_since=now)
    assert client.get("/menu/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/login/").status_code == 200


def test_a_phone_without_the_step_is_told_what_one_with_an_expired_login_is(inspector, now):
    client = Client()
    client.force_login(inspector, backend=BACKEND)
    User.objects.filter(pk=inspector.pk).update(two_factor_since=now)
    address = reverse("inspections:sheet_submit", args=["11111111-1111-4111-8111-111111111111"])
    answers = [one.post(address, "{}", content_type="application/json") for one in (client, Client())]
    assert answers[0].status_code == answers[1].status_code == 401
    assert answers[0].json() == answers[1].json()
    assert client.get(reverse("inspections:token")).status_code == 401


def test_a_phone_that_waits_for_its_code_is_told_the_same(inspector, now):
    give_phone(with_password(inspector), now)
    client = Client()
    type_password(client, inspector)
    address = reverse("inspections:sheet_submit", args=["11111111-1111-4111-8111-111111111111"])
    assert client.post(address, "{}", content_type="application/json").status_code == 401


def test_the_administration_has_no_door_of_its_own(client, boss):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    client.post("/admin/login/?next=/admin/", {"username": boss.username, "password": PASSWORD})
    assert client.get("/admin/").status_code == 302


def test_who_may_not_administrate_is_not_sent_round_in_circles(client_for):
    response = client_for("office").get("/admin/", follow=True)
    assert response.status_code == 403
    assert client_for("admin").get("/admin/login/").headers["Location"] == "/admin/"


# ---- who must have it ----


def test_who_must_have_it_is_led_to_set_it_up_and_nowhere_else(client, boss):
    response = type_password(client, boss, "?next=/settings/")
    assert response.headers["Location"] == f"{SET_UP}?next=%2Fsettings%2F"
    for address in ("/menu/", "/admin/", "/accounts/me/", "/accounts/password/", "/settings/"):
        assert client.get(address).status_code == 302, address
    assert client.get(CODE).headers["Location"] == SET_UP
    assert Session.objects.filter(user=boss).count() == 0


def test_having_set_it_up_they_are_in_and_go_on(client, boss):
    type_password(client, boss, "?next=/settings/")
    key = key_on(client.get(SET_UP))
    page = client.post(f"{SET_UP}?next=/settings/", {"code": code_of(key)})
    assert page.status_code == 200 and page.context["go_on"] == "/settings/"
    assert len(page.context["codes"]) == 10
    assert is_in(client) and client.get("/admin/").status_code == 200
    boss.refresh_from_db()
    assert boss.two_factor_since


def test_a_session_from_before_the_installation_asked_for_it_is_nobodys(boss, settings):
    settings.TWO_FACTOR_ADMINS = False
    client = Client()
    client.force_login(boss, backend=BACKEND)
    assert is_in(client)
    settings.TWO_FACTOR_ADMINS = True
    assert not is_in(client)


def test_everybody_else_goes_on_with_the_password_alone(client, person, boss):
    assert type_password(client, person).headers["Location"] == "/home/"
    assert is_in(client)


# ---- setting it up and changing it ----


def test_setting_it_up_needs_the_password_and_a_code_and_ends_other_sign_ins(client, person):
    other = Client()
    for one in (client, other):
        one.force_login(person, backend=BACKEND)
    key = key_on(client.get(SET_UP))
    assert key_on(client.get(SET_UP)) == key
    for sent in (
        {"password": "wrong", "code": code_of(key)},
        {"password": PASSWORD, "code": wrong_code_of(key)},
        {"password": PASSWORD},
    ):
        assert client.post(SET_UP, sent).context["form"].errors
    page = client.post(SET_UP, {"password": PASSWORD, "code": code_of(key)})
    assert len(page.context["codes"]) == 10
    assert is_in(client) and not is_in(other)
    assert client.get(SET_UP).headers["Location"] == "/accounts/me/"


def test_the_secrets_are_on_no_page_afterwards_and_no_cache_keeps_them(client, person):
    client.force_login(person, backend=BACKEND)
    page = client.get(SET_UP)
    key = key_on(page)
    shown = client.post(SET_UP, {"password": PASSWORD, "code": code_of(key)})
    assert "no-store" in page.headers["Cache-Control"] and "no-store" in shown.headers["Cache-Control"]
    session = Session.objects.get(user=person).get_decoded()
    assert key not in str(session) and not any(code in str(session) for code in shown.context["codes"])
    text = client.get("/accounts/me/").content.decode()
    assert two_factor_keys.key_text(key) not in text and shown.context["codes"][0] not in text


def test_the_administration_shows_no_device(client, boss, phone):
    boss_phone = give_phone(boss, timezone.now() - timedelta(minutes=5))
    client = whole(boss, boss_phone)
    assert "otp_" not in client.get("/admin/").content.decode()
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


def test_turning_it_off_needs_password_and_code(person, phone):
    client = whole(person, phone)
    off = reverse("two_factor_off")
    for sent in ({"password": "wrong", "code": phone.codes[0]}, {"password": PASSWORD, "code": "abcd"}):
        assert client.post(off, sent).context["form"].errors
    assert User.objects.get(pk=person.pk).two_factor_since
    give_time(person)
    assert client.post(off, {"password": PASSWORD, "code": phone.codes[1]}).status_code == 302
    assert User.objects.get(pk=person.pk).two_factor_since is None
    assert is_in(client) and type_password(Client(), person).headers["Location"] == "/home/"


def give_time(user: User) -> None:
    """As if one had waited after a wrong code."""
    for device in [*user.totpdevice_set.all(), *user.staticdevice_set.all()]:
        device.throttle_reset()


def test_who_must_have_it_moves_to_another_phone_by_turning_it_off(boss, now):
    phone = give_phone(boss, now - timedelta(minutes=5))
    client = whole(boss, phone)
    client.post(reverse("two_factor_off"), {"password": PASSWORD, "code": phone.codes[0]})
    assert not is_in(client)
    assert type_password(client, boss).headers["Location"] == SET_UP


def test_new_recovery_codes_are_shown_once(person, phone):
    client = whole(person, phone)
    page = client.post(reverse("two_factor_codes"), {"password": PASSWORD, "code": phone.codes[0]})
    assert len(page.context["codes"]) == 10
    assert not set(page.context["codes"]) & {in_groups(code) for code in phone.codes}


def test_without_it_there_is_nothing_to_turn_off(client_for):
    for name in ("two_factor_off", "two_factor_codes"):
        assert client_for("unit").get(reverse(name)).headers["Location"] == "/accounts/me/"


def test_guessing_the_password_on_these_pages_locks_too(client, person, settings):
    settings.AXES_ENABLED = True
    client.force_login(person, backend=BACKEND)
    for _try in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(
            "/accounts/password/",
            {"old_password": "wrong", "new_password1": "a-b-c-2026!", "new_password2": "a-b-c-2026!"},
        )
    assert response.status_code == 429


# ---- somebody else's ----


def test_an_administrator_resets_a_lost_one_and_the_trail_says_so(client_for, admin, person, phone):
    client = whole(person, phone)
    assert client_for("admin").post(reverse("person_second_step_reset", args=[person.pk])).status_code == 302
    assert not is_in(client)
    assert type_password(client, person).headers["Location"] == "/home/"
    assert TrailEntry.objects.about(person).filter(by=admin, verb="reset_two_factor").count() == 1


def test_only_an_administrator_resets(client_for, person, phone):
    for role in ("leader", "unit", "inspector"):
        assert client_for(role).post(reverse("person_second_step_reset", args=[person.pk])).status_code == 403
    assert User.objects.get(pk=person.pk).two_factor_since
