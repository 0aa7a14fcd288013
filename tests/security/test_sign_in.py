"""The door: nobody learns which names there are, no session is handed over, cookies are for this site alone."""

import pytest
from django.contrib.auth import hashers
from django.test import Client, override_settings
from django.urls import reverse

PASSWORD = "Kp7#fenghe-2026"


@pytest.fixture
def known(office):
    office.set_password(PASSWORD)
    office.save()
    return office


def sign_in(client: Client, username: str, password: str = PASSWORD):
    return client.post(reverse("login"), {"username": username, "password": password})


def hashes_made(monkeypatch) -> list[str]:
    """Each password that is hashed from now on: what makes a sign-in slow."""
    made, hasher = [], type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(
        hasher, "encode", lambda self, password, salt: made.append(password) or encode(self, password, salt)
    )
    return made


@pytest.mark.parametrize(
    "case", ["unknown name", "wrong password", "no longer active", "blank password of a known name"]
)
def test_every_failure_costs_one_hash_and_reads_the_same(known, monkeypatch, case):
    """How long it takes and what it says tell nothing about which names there are."""
    if case == "no longer active":
        known.is_active = False
        known.save()
    name = "nobody-of-that-name" if case == "unknown name" else known.username
    made = hashes_made(monkeypatch)
    response = sign_in(Client(), name, PASSWORD if case == "no longer active" else "wrong-password")
    said = [str(error) for error in response.context["form"].non_field_errors()]
    other = sign_in(Client(), "somebody-else", "wrong-password")
    assert said == [str(error) for error in other.context["form"].non_field_errors()]
    assert made.count("wrong-password") + made.count(PASSWORD) == 2


def test_a_session_from_before_signing_in_is_not_taken_over(known):
    """Whoever put a session into somebody's browser does not hold the one that is signed in."""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, known.username)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get(reverse("account")).status_code == 302


def test_a_session_that_was_signed_out_opens_nothing(known):
    client = Client()
    sign_in(client, known.username)
    key = client.cookies["sessionid"].value
    client.post(reverse("logout"))
    thief = Client()
    thief.cookies["sessionid"] = key
    assert thief.get(reverse("account")).status_code == 302


def test_the_token_of_forms_changes_with_signing_in(known):
    client = Client()
    client.get(reverse("login"))
    before = client.cookies["csrftoken"].value
    sign_in(client, known.username)
    assert client.cookies["csrftoken"].value != before


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_cookies_are_for_this_site_alone(known):
    client = Client()
    sign_in(client, known.username)
    client.get(reverse("account"), secure=True)
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert session["httponly"] and session["secure"] and session["samesite"] == "Lax" and not session["domain"]
    assert token["secure"] and token["samesite"] == "Lax"  # scripts send it: not hidden from them


def test_a_password_stands_in_no_page(known):
    response = sign_in(Client(), known.username, "Wrong-but-mine-77")
    assert "Wrong-but-mine-77" not in response.content.decode()
