"""Sessions seen and ended: whose they are, what is known of them, how they end, and that a page costs nothing more."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.account.sessions import end_sessions, forget_ended, ref_of, sessions_of
from core.models import Session, TrailEntry
from tests.core.second_step import BACKEND, PASSWORD, is_in, type_password, with_password
from tests.queries import assert_same_query_count, count_queries

pytestmark = pytest.mark.django_db

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


def key_of(client: Client) -> str:
    return client.cookies[django_settings.SESSION_COOKIE_NAME].value


def signed_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def person(office):
    return with_password(office)


# ---- what is seen ----


def test_a_session_is_its_persons_from_the_sign_in_on(person):
    client = Client(headers={"user-agent": EDGE})
    assert type_password(client, person).status_code == 302
    kept = Session.objects.get(pk=key_of(client))
    assert kept.user == person and kept.seen_at.minute == kept.seen_at.second == 0
    shown = sessions_of(person, here=key_of(client), now=timezone.now())
    assert [(one.device.browser, one.device.system, one.address, one.is_here) for one in shown] == [
        ("edge", "windows", "127.0.0.1", True)
    ]
    assert abs(shown[0].since - timezone.now()) < timedelta(minutes=1)


def test_the_page_shows_ones_own_sign_ins_alone_and_no_key(person, leader):
    here, elsewhere, stranger = signed_in(person), signed_in(person), signed_in(leader)
    page = here.get("/accounts/sessions/")
    assert [one.ref for one in page.context["sessions"]] == [ref_of(key_of(here)), ref_of(key_of(elsewhere))]
    text = page.content.decode()
    assert not [client for client in (here, elsewhere, stranger) if key_of(client) in text]
    assert ref_of(key_of(stranger)) not in text


def test_what_is_known_of_a_session_ends_with_it(person):
    client = signed_in(person)
    client.post("/accounts/logout/")
    assert not Session.objects.filter(user=person).exists()


def test_ended_sessions_are_forgotten_by_the_daily_work(person):
    now = timezone.now()
    signed_in(person)
    old = signed_in(person)
    Session.objects.filter(pk=key_of(old)).update(expire_date=now)
    assert forget_ended(now=now) == 1
    assert Session.objects.count() == 1


def test_a_page_costs_no_query_more_and_the_use_is_written_once_an_hour(person):
    client = signed_in(person)
    count_queries(client, "/menu/")
    usual = count_queries(client, "/menu/")
    assert not [sql for sql in usual if sql.startswith(("UPDATE", "INSERT"))]
    Session.objects.update(seen_at=timezone.now() - timedelta(hours=3))
    later = count_queries(client, "/menu/")
    assert len([sql for sql in later if sql.startswith("UPDATE")]) == 1 and len(later) == len(usual) + 1
    assert len(count_queries(client, "/menu/")) == len(usual)


def test_the_last_use_does_not_make_a_session_last_longer(person):
    client = signed_in(person)
    before = Session.objects.get().expire_date
    Session.objects.update(seen_at=timezone.now() - timedelta(hours=3))
    assert is_in(client)
    assert Session.objects.get().expire_date == before


def test_the_list_costs_the_same_however_long_it_is(person):
    assert_same_query_count(signed_in(person), "/accounts/sessions/", lambda: signed_in(person))


# ---- how they end ----


def test_one_is_ended_and_asked_to_sign_in_again(person):
    here, elsewhere = signed_in(person), signed_in(person)
    response = here.post(reverse("session_end", args=[ref_of(key_of(elsewhere))]))
    assert response.status_code == 302
    assert is_in(here) and not is_in(elsewhere)


def test_nobody_ends_the_session_of_somebody_else(person, leader):
    here, stranger = signed_in(person), signed_in(leader)
    here.post(reverse("session_end", args=[ref_of(key_of(stranger))]))
    assert is_in(stranger)


def test_all_others_are_ended_and_the_one_in_use_goes_on(person, leader):
    here, others, stranger = signed_in(person), [signed_in(person) for _ in range(3)], signed_in(leader)
    here.post("/accounts/sessions/end/")
    assert is_in(here) and is_in(stranger)
    assert not any(is_in(other) for other in others)
    assert not TrailEntry.objects.about(person).exists()


def test_a_changed_password_ends_the_others_and_gives_the_session_a_new_key(person):
    here, other = signed_in(person), signed_in(person)
    before = key_of(here)
    new = "qingfeng-wujiang-2027"
    sent = here.post("/accounts/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert sent.status_code == 302
    assert is_in(here) and not is_in(other)
    assert key_of(here) != before
    assert list(Session.objects.filter(user=person).values_list("pk", flat=True)) == [key_of(here)]


def test_a_password_that_was_set_elsewhere_ends_them_too_and_they_are_not_listed(person):
    client = signed_in(person)
    with_password(person)
    assert sessions_of(person, here="", now=timezone.now()) == []
    assert not is_in(client)


def test_an_administrator_ends_all_of_somebody_and_the_trail_says_so(client_for, admin, person):
    clients = [signed_in(person), signed_in(person)]
    response = client_for("admin").post(reverse("person_sessions_end", args=[person.pk]))
    assert response.status_code == 302
    assert not any(is_in(client) for client in clients)
    entry = TrailEntry.objects.about(person).get(verb="end_sessions")
    assert (entry.by, entry.changes) == (admin, {"sessions": [2, 0]})
    assert "登录数：2 → 0" in client_for("admin").get(reverse("person", args=[person.pk])).content.decode()


def test_only_an_administrator_does(client_for, leader):
    client = signed_in(leader)
    for role in ("office", "unit", "inspector"):
        assert client_for(role).post(reverse("person_sessions_end", args=[leader.pk])).status_code == 403
    assert is_in(client)


def test_all_can_be_ended_by_the_system(person, now):
    client = signed_in(person)
    assert end_sessions(person, None, now) == 1
    assert not is_in(client)


# ---- a stolen or planted key ----


def test_signing_in_gives_the_session_a_new_key(person):
    """Whoever planted a key in the browser has nothing of what follows."""
    client = Client()
    planted = client.session
    planted["before"] = 1
    planted.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key
    type_password(client, person)
    assert key_of(client) != planted.session_key
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key
    assert is_in(client) and not is_in(thief)


def test_a_made_up_key_opens_nothing_and_is_not_taken_over(person):
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = "a" * 32
    type_password(thief, person)
    assert key_of(thief) != "a" * 32


def test_a_stolen_cookie_is_worth_nothing_after_signing_out_or_ending(person):
    client = signed_in(person)
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = key_of(client)
    assert is_in(thief)
    client.post("/accounts/logout/")
    assert not is_in(thief)


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(person):
    client = Client()
    type_password(client, person)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
