"""One-time passwords: handed out once, kept nowhere in clear, changed at the first sign-in; and the lock after wrong ones."""

import json
import logging
from io import BytesIO

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from python_calamine import load_workbook

from core.account.typed_codes import in_groups, new_code
from core.errors import DomainError, NotAllowed
from core.models import Notice, TrailEntry, User
from core.people import passwords
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(town):
    person = UserFactory(username="wuxiao", display_name="吴晓")
    person.set_unusable_password()
    person.save()
    return person


def test_a_one_time_password_opens_the_door_once_and_is_changed_first(client, newcomer, admin, now):
    slip = passwords.hand_out_password(person=newcomer, by=admin, now=now)
    answer = client.post(reverse("login"), {"username": "wuxiao", "password": slip.password})
    assert answer.status_code == 302
    for path in (reverse("account"), reverse("home"), reverse("rankings")):
        assert client.get(path)["Location"] == reverse("password_change")
    page = client.get(reverse("password_change"))
    assert page.status_code == 200 and "一次性密码" in page.content.decode()
    new = {"old_password": slip.password, "new_password1": "枫河-2026-秋天-好", "new_password2": "枫河-2026-秋天-好"}
    assert client.post(reverse("password_change"), new)["Location"] == reverse("home")
    assert client.get(reverse("account")).status_code == 200
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password and not newcomer.check_password(slip.password)


def test_who_had_a_password_of_their_own_is_told_that_it_was_replaced(newcomer, admin, now):
    passwords.hand_out_password(person=newcomer, by=admin, now=now)
    assert not Notice.objects.exists()
    newcomer.set_password("枫河-2026-秋天-好")
    newcomer.save()
    passwords.hand_out_password(person=newcomer, by=admin, now=now)
    told = Notice.objects.get(user=newcomer)
    assert "密码" in told.title and admin.display_name in told.text


def test_signing_out_and_pages_for_everybody_stay_open(client, newcomer, admin, now):
    slip = passwords.hand_out_password(person=newcomer, by=admin, now=now)
    client.post(reverse("login"), {"username": "wuxiao", "password": slip.password})
    assert client.get(reverse("public")).status_code == 200
    assert client.post(reverse("logout"))["Location"] == reverse("login")


def test_a_reset_ends_what_was_signed_in_with_the_old_one(client, unit, admin, now):
    client.force_login(unit, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("account")).status_code == 200
    passwords.hand_out_password(person=unit, by=admin, now=now)
    assert client.get(reverse("account")).status_code == 302


def everything_stored() -> str:
    """All values of all records."""
    rows = [row for model in apps.get_models(include_auto_created=True) for row in model._base_manager.values_list()]
    return "\n".join(str(value) for row in rows for value in row)


def test_nothing_keeps_a_handed_out_password(client_for, newcomer, caplog, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with caplog.at_level(logging.DEBUG):
        page = client_for("admin").post(reverse("person_password", args=[newcomer.pk]))
        slip = page.context["slips"][0]
        file = client_for("admin").post(
            f"{reverse('password_slips')}?again=1", {"people": newcomer.pk, "shape": "xlsx"}
        )
        rows = load_workbook(BytesIO(b"".join(file.streaming_content))).get_sheet_by_index(0).to_python()
    stored = everything_stored()
    for password in (slip.password, rows[1][2]):
        assert password not in stored and password not in caplog.text
    assert not list(tmp_path.rglob("*"))
    assert "no-store" in page["Cache-Control"] and "no-store" in file["Cache-Control"]


def test_slips_are_for_those_who_have_no_password_of_their_own(newcomer, unit, admin, now):
    unit.set_password("eigenes Passwort")
    unit.save()
    (slip,) = passwords.hand_out_passwords(people=[newcomer, unit], by=admin, now=now)
    assert slip.person == newcomer and User.objects.get(pk=newcomer.pk).check_password(slip.password)
    assert User.objects.get(pk=unit.pk).check_password("eigenes Passwort")
    with pytest.raises(DomainError):
        passwords.hand_out_passwords(people=[unit], by=admin, now=now)


def test_the_list_of_slips_leaves_out_who_was_handed_one_unless_asked(client_for, newcomer, admin, now):
    client, url = client_for("admin"), reverse("password_slips")
    names = lambda page: [row.person.username for row in page.context["rows"]]
    assert "wuxiao" in names(client.get(url))
    passwords.hand_out_password(person=newcomer, by=admin, now=now)
    assert "wuxiao" not in names(client.get(url)) and "wuxiao" in names(client.get(f"{url}?again=1"))
    refused = client.post(url, {"people": newcomer.pk, "shape": "page"})
    assert refused.status_code == 200 and refused.context["form"].errors


def test_an_empty_choice_is_said_and_nothing_is_made(client_for, newcomer):
    page = client_for("admin").post(reverse("password_slips"), {"shape": "page"})
    assert "请至少选择一人" in page.content.decode()
    assert not User.objects.filter(must_change_password=True).exists()


def test_nobody_but_an_administrator_hands_out_or_unlocks(newcomer, office, now):
    for act in (passwords.hand_out_password, passwords.unlock):
        with pytest.raises(NotAllowed):
            act(person=newcomer, by=office, now=now)


def test_ones_own_password_is_changed_where_everybody_changes_it(admin, now):
    with pytest.raises(DomainError):
        passwords.hand_out_password(person=admin, by=admin, now=now)


def test_the_quick_digest_is_made_slow_at_the_first_sign_in(client, newcomer, admin, now, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    slip = passwords.hand_out_password(person=newcomer, by=admin, now=now)
    assert f"${passwords.ROUNDS}$" in User.objects.get(pk=newcomer.pk).password
    client.post(reverse("login"), {"username": "wuxiao", "password": slip.password})
    person = User.objects.get(pk=newcomer.pk)
    assert f"${PBKDF2PasswordHasher.iterations}$" in person.password and person.must_change_password


def test_one_time_passwords_are_readable_and_differ():
    made = {in_groups(new_code()) for _time in range(200)}
    assert len(made) == 200
    assert all(len(one) == 14 and not set(one) & set("01ilo") for one in made)


def test_a_locked_account_is_seen_and_opened(client_for, newcomer, admin, now, settings):
    AccessAttempt.objects.create(
        username="wuxiao", ip_address="10.0.0.9", failures_since_start=settings.AXES_FAILURE_LIMIT,
        attempt_time=timezone.now(), user_agent="", get_data="", post_data="", http_accept="", path_info="/",
    )  # fmt: skip
    client, page = client_for("admin"), reverse("person", args=[newcomer.pk])
    assert client.get(page).context["is_locked"]
    with transaction.atomic():
        assert passwords.hand_out_passwords(people=[newcomer], by=admin, now=now)
        assert not passwords.is_locked(newcomer, timezone.now()), "a slip opens what wrong passwords have shut"
        transaction.set_rollback(True)
    client.post(reverse("person_unlock", args=[newcomer.pk]))
    assert not client.get(page).context["is_locked"] and not AccessAttempt.objects.exists()
    assert TrailEntry.objects.about(newcomer).first().verb == "unlock"
    passwords.unlock(person=newcomer, by=admin, now=now)
    assert TrailEntry.objects.about(newcomer).count() == 1


def test_the_trail_says_that_a_password_was_handed_out_and_never_which(newcomer, admin, now):
    slip = passwords.hand_out_password(person=newcomer, by=admin, now=now)
    entry = TrailEntry.objects.about(newcomer).get()
    assert entry.verb == "hand_out_password" and slip.password not in json.dumps(entry.changes) + entry.reason
