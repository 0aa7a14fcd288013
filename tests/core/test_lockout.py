"""The lock against guessing, as people meet it; and that signing in tells nobody which accounts exist."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation

from core.models import User
from core.people.passwords import unlock
from tests.core.second_step import PASSWORD, is_in, type_password, with_password
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(office):
    return with_password(office)


@pytest.fixture
def locked(person, settings):
    settings.AXES_ENABLED = True
    client = Client()
    for _try in range(settings.AXES_FAILURE_LIMIT):
        page = type_password(client, person, password="wrong")
    assert page.status_code == 429
    return page


def test_the_page_says_until_when_and_who_helps(locked, settings):
    until = timezone.localtime(AccessAttempt.objects.get().attempt_time) + timedelta(hours=settings.AXES_COOLOFF_TIME)
    text = locked.content.decode()
    assert f"<b>{until:%H:%M}</b>" in text
    assert "系统管理员" in text and "解锁" in text


def test_trying_on_does_not_make_it_longer(locked, person):
    before = AccessAttempt.objects.get().attempt_time
    assert type_password(Client(), person, password="wrong").status_code == 429
    assert AccessAttempt.objects.get().attempt_time == before


def test_it_holds_for_that_account_from_that_address_alone(locked, person, leader):
    with_password(leader)
    assert type_password(Client(), leader).status_code == 302
    assert type_password(Client(REMOTE_ADDR="192.0.2.7"), person).status_code == 302


def test_unlocked_by_an_administrator_one_gets_in_at_once(locked, person, admin):
    unlock(person=person, by=admin, now=timezone.now())
    client = Client()
    type_password(client, person)
    assert is_in(client)


def test_what_was_typed_wrong_is_kept_nowhere(person, settings):
    settings.AXES_ENABLED = True
    client = Client()
    type_password(client, person, password="almost-right-2026")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    wrong = {"old_password": "almost-right-2026", "new_password1": "new-one-2026!", "new_password2": "new-one-2026!"}
    client.post("/accounts/password/", wrong)
    kept = " ".join(f"{attempt.post_data} {attempt.get_data}" for attempt in AccessAttempt.objects.all())
    assert kept and "almost-right" not in kept and "new-one" not in kept


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed: what takes long on purpose."""
    done = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args, **more: done.append(1) or real(*args, **more))
    return done


@pytest.mark.parametrize("kind", ["known", "unknown", "inactive", "without a password"])
def test_a_password_is_hashed_as_often_whoever_is_named(person, hashed, kind):
    """Else the time that the answer takes would tell which accounts exist."""
    name = {"known": person.username, "unknown": "nobody"}.get(kind, "another")
    if kind == "inactive":
        with_password(UserFactory(username="another", is_active=False))
    elif kind == "without a password":
        someone = UserFactory(username="another")
        someone.set_unusable_password()
        someone.save()
    hashed.clear()
    Client().post("/accounts/login/", {"username": name, "password": "wrong"})
    assert len(hashed) == 1


REFUSED = {
    "短密码1": "太短",
    "password123": "常见",
    "20261123123": "数字",
    "wangjianguo8": "相似",
}


@pytest.mark.parametrize("password", REFUSED)
def test_a_refused_password_is_told_why_in_chinese(unit, password):
    with translation.override("zh-hans"), pytest.raises(ValidationError) as error:
        validate_password(password, unit)
    assert REFUSED[password] in " ".join(error.value.messages)


def test_a_password_like_the_name_is_refused(person):
    User.objects.filter(pk=person.pk).update(display_name="ouyangxiuwen")
    person.refresh_from_db()
    with pytest.raises(ValidationError):
        validate_password("ouyangxiuwen1", person)


def test_the_rules_stand_on_the_page_and_the_lock_before_the_sign_in(client, person):
    login = client.get("/accounts/login/").content.decode()
    assert "5次" in login and "15分钟" in login and "解锁" in login
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/accounts/password/").content.decode()
    assert "10个字符" in page and "原因" in page


def test_the_form_says_which_rule_a_new_password_breaks(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"old_password": PASSWORD, "new_password1": "20261123123", "new_password2": "20261123123"}
    page = client.post("/accounts/password/", sent)
    assert "数字" in page.content.decode() and set(page.context["form"].errors) == {"new_password1"}


# ---- the account as people type it ----


@pytest.mark.parametrize(
    "typed", ["Xitong", "XITONG", " xi tong ", "ｘｉｔｏｎｇ", "Ｘｉ\u3000ＴＯＮＧ", "xi\u200btong"]
)
def test_capitals_wide_letters_and_spaces_make_no_difference(admin, typed):
    with_password(admin)
    assert admin.username == "xitong"
    client = Client()
    assert client.post("/accounts/login/", {"username": typed, "password": PASSWORD}).status_code == 302
    assert is_in(client)


def test_an_account_that_was_made_with_capitals_is_found_too(db):
    with_password(UserFactory(username="LiMin"))
    client = Client()
    client.post("/accounts/login/", {"username": "limin", "password": PASSWORD})
    assert is_in(client)


def test_other_spellings_of_one_account_give_no_further_tries(admin, settings):
    with_password(admin)
    settings.AXES_ENABLED = True
    spellings = ["xitong", "Xitong", "XITONG", "ｘｉｔｏｎｇ", "xi tong"]
    assert len(spellings) == settings.AXES_FAILURE_LIMIT
    for typed in spellings:
        page = Client().post("/accounts/login/", {"username": typed, "password": "wrong"})
    assert page.status_code == 429
    assert Client().post("/accounts/login/", {"username": "xiTONG", "password": PASSWORD}).status_code == 429
    assert AccessAttempt.objects.get().username == "xitong"


def test_signing_in_forgets_the_tries_under_any_spelling(db, settings):
    person = with_password(UserFactory(username="LiMin"))
    settings.AXES_ENABLED = True
    Client().post("/accounts/login/", {"username": "LIMIN", "password": "wrong"})
    assert AccessAttempt.objects.exists()
    Client().post("/accounts/login/", {"username": person.username, "password": PASSWORD})
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("typed", ["limin", "LIMIN", "liMin"])
def test_two_accounts_never_differ_by_their_capitals_alone(db, typed):
    UserFactory(username="LiMin")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username=typed)
    with pytest.raises(ValidationError):
        User(username=typed, display_name="李敏").full_clean(exclude=["password"])
