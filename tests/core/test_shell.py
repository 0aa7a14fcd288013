"""The shell of every page: doors, language, look, errors, and what the strict CSP asks of pages."""

import re

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from core import navigation
from core.models import Unit
from core.town import current_town_name
from inspections.models import RoundState
from tests.factories import RoundFactory, UserFactory, home_unit

pytestmark = pytest.mark.django_db

PASSWORD = "sehr-lang-2026"
OWN_PAGES = ("menu", "account", "password_change", "offline", "login")


@pytest.fixture
def person(town):
    user = UserFactory(username="limin", display_name="李敏")
    user.set_password(PASSWORD)
    user.save()
    return user


# ---- doors ----


def test_home_leads_each_to_the_page_of_their_role(client_for, monkeypatch):
    RoundFactory(state=RoundState.OPEN)
    monkeypatch.setattr(navigation, "path_of", lambda name: f"/to/{name}/")
    landing = {
        role: client_for(role).get("/home/").headers["Location"] for role in ("office", "leader", "inspector", "unit")
    }
    assert landing == {
        "office": "/to/rectification:list/",
        "leader": "/to/overview/",
        "inspector": "/to/inspections:mine/",
        "unit": "/to/rectification:list/",
    }


def test_before_the_first_round_the_office_starts_from_what_is_missing(client_for):
    RoundFactory(state=RoundState.DRAFT)
    assert client_for("office").get("/home/").headers["Location"] == reverse("ready")
    assert client_for("leader").get("/home/").headers["Location"] == reverse("overview")


def test_healthz_answers_without_login_session_or_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert not response.cookies


def test_healthz_says_when_the_database_is_silent(client, monkeypatch):
    def silent(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", silent)
    assert client.get("/healthz").status_code == 503


def test_searching_machines_may_know_the_door_but_no_way_to_it(client):
    # what they are kept from asking, they never read that they should forget
    assert "Disallow" not in client.get("/robots.txt").content.decode()
    assert 'name="robots"' not in client.get("/accounts/login/").content.decode()
    inside = client.get("/notices/", follow=True).content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in inside


def test_a_stranger_is_asked_to_sign_in_and_goes_on_where_they_were(client):
    response = client.get("/accounts/me/?a=1")
    assert response.headers["Location"] == "/accounts/login/?next=/accounts/me/%3Fa%3D1"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client):
    response = client.post("/accounts/password/", headers={"referer": "http://testserver/accounts/me/?a=1"})
    assert response.headers["Location"] == "/accounts/login/?next=/accounts/me/%3Fa%3D1"


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/x/", "javascript:alert(1)"])
def test_a_form_from_nowhere_leads_to_the_first_page(client, referer):
    response = client.post("/accounts/password/", headers={"referer": referer})
    assert response.headers["Location"] == "/accounts/login/?next=/home/"


def test_sign_in_leads_on_and_never_to_another_site(client, person):
    data = {"username": "limin", "password": PASSWORD}
    inside = client.post("/accounts/login/", data | {"next": "/accounts/me/"})
    assert inside.headers["Location"] == "/accounts/me/"
    outside = Client().post("/accounts/login/", data | {"next": "https://elsewhere.example/"})
    assert outside.headers["Location"] == "/home/"


@pytest.mark.parametrize("username", ["limin", "nobody", ""])
def test_a_failed_sign_in_keeps_the_name_and_tells_nothing(client, person, username):
    page = client.post("/accounts/login/", {"username": username, "password": "wrong"}).content.decode()
    assert f'value="{username}"' in page
    assert "form-row--error" in page and 'value="wrong"' not in page


def test_wrong_name_and_wrong_password_are_answered_alike(client, person):
    errors = [
        list(
            client.post("/accounts/login/", {"username": name, "password": "wrong"}).context["form"].non_field_errors()
        )
        for name in ("limin", "nobody")
    ]
    assert errors[0] == errors[1] and len(errors[0]) == 1


def test_the_sign_in_page_does_not_lead_round_to_itself(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/accounts/login/?next=/accounts/login/").headers["Location"] == "/home/"


def test_guessing_is_locked_out_and_the_page_says_for_how_long(client, person, settings):
    settings.AXES_ENABLED = True
    for _try in range(settings.AXES_FAILURE_LIMIT):
        response = client.post("/accounts/login/", {"username": "limin", "password": "wrong"})
    assert response.status_code == 429
    assert f"{round(settings.AXES_COOLOFF_TIME * 60)}" in response.content.decode()
    right = client.post("/accounts/login/", {"username": "limin", "password": PASSWORD})
    assert right.status_code == 429


def test_signing_out_needs_a_post_and_ends_the_session(client_for):
    browser = client_for("office")
    assert browser.get("/accounts/logout/").status_code == 405
    assert browser.post("/accounts/logout/").headers["Location"] == "/accounts/login/"
    assert browser.get("/accounts/me/").status_code == 302


def test_a_changed_password_holds(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    new = "noch-laenger-2027"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/accounts/password/", data).headers["Location"] == "/accounts/me/"
    person.refresh_from_db()
    assert person.check_password(new)


def test_a_weak_or_differing_password_is_refused(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for first, second in (("kurz", "kurz"), ("lang-genug-2026", "lang-genug-2027")):
        data = {"old_password": PASSWORD, "new_password1": first, "new_password2": second}
        response = client.post("/accounts/password/", data)
        assert response.status_code == 200 and response.context["form"].errors
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_the_account_page_shows_ones_own_posts_alone(client_for, office, unit):
    page = client_for("unit").get("/accounts/me/")
    assert [post.user for post in page.context["posts"]] == [unit]


def test_a_person_without_a_post_is_told_what_to_do(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/home/").headers["Location"] == "/accounts/me/"
    assert 'class="empty"' in client.get("/accounts/me/").content.decode()


# ---- language and look ----


def test_pages_are_chinese_whatever_the_browser_prefers(client):
    page = client.get("/accounts/login/", headers={"accept-language": "en-US,en"})
    assert page.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-hans"' in page.content.decode()


def test_english_is_a_choice_that_stays(client):
    client.post("/look/language/", {"language": "en", "next": "/accounts/login/"})
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()
    client.post("/look/language/", {"language": "xx"})
    assert '<html lang="en"' in client.get("/accounts/login/").content.decode()


def test_a_chosen_theme_is_in_the_page_and_a_wrong_one_follows_the_system(client):
    assert "data-bs-theme" not in client.get("/accounts/login/").content.decode()
    client.post("/look/theme/", {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/accounts/login/").content.decode()
    client.post("/look/theme/", {"theme": '"><script>'})
    assert "data-bs-theme" not in client.get("/accounts/login/").content.decode()


def test_choosing_a_theme_leads_back_but_not_to_another_site(client):
    back = client.post("/look/theme/", {"theme": "dark"}, headers={"referer": "http://testserver/menu/"})
    assert back.headers["Location"] == "http://testserver/menu/"
    away = client.post("/look/theme/", {"theme": "dark", "next": "https://elsewhere.example/"})
    assert away.headers["Location"] == "/home/"


# ---- errors ----


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "500.html", "offline.html"])
def test_error_pages_render_without_a_context(template):
    page = render_to_string(template)
    assert "<h1>" in page and "data-refused" in page


def test_an_address_that_is_nothing_says_so_in_words(client_for):
    response = client_for("office").get("/there/is/no/such/page/")
    assert response.status_code == 404 and "bare__main" in response.content.decode()


def test_an_expired_page_leads_back_to_the_form(office):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    response = browser.post("/accounts/password/", {}, headers={"referer": "http://testserver/accounts/password/"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "data-refused" in page and 'href="/accounts/password/"' in page


# ---- every page ----


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_have_nothing_that_the_strict_csp_forbids(client_for, name):
    browser = client_for("anonymous" if name == "login" else "office")
    page = browser.get(reverse(name)).content.decode()
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts and all("src=" in tag or "application/json" in tag for tag in scripts)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert "<style" not in page


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_have_a_title_a_language_and_one_first_heading(client_for, name):
    page = client_for("anonymous" if name == "login" else "office").get(reverse(name)).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL).group(1)
    assert title.strip() and not title.startswith("｜")
    assert re.search(r'<meta name="description"\s+content="[^"<]{15,}">', page)
    assert len(re.findall(r"<h1[ >]", page)) == 1


def test_the_navigation_marks_the_page_and_asks_each_counter_once(client_for, monkeypatch):
    asked = []
    place = navigation.Entry("account", "我的账号", "person")
    hidden = navigation.Entry("password_change", "密码", "key", frozenset({"admin"}))
    monkeypatch.setattr(navigation, "GROUPS", (navigation.Group("组", (place, hidden)),))
    monkeypatch.setattr(navigation, "BOTTOM", {"office": ("account",)})
    counters = {"account": lambda user: asked.append(user) or navigation.Count(41, 6), "password_change": asked.append}
    monkeypatch.setattr(navigation, "counters", counters)
    navigation.offered.cache_clear()
    try:
        page = client_for("office").get("/accounts/me/").content.decode()
    finally:
        navigation.offered.cache_clear()
    assert len(asked) == 1
    assert page.count('aria-current="page"') == 2  # at a desk and on a phone
    assert '<span class="nav-link-side__count">41</span>' in page
    assert '<span class="nav-bottom__n">6<' in page


def test_the_shell_costs_four_queries(client_for, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(navigation, "counters", {})
    browser = client_for("office")
    browser.get("/menu/")  # the town's name is kept from here on
    with django_assert_num_queries(4):  # session, user, posts, unread notices
        browser.get("/menu/")


def test_the_town_has_its_name_on_the_page_as_soon_as_there_is_one(client):
    cache.clear()
    assert "｜" not in client.get("/accounts/login/").content.decode().split("</title>")[0]
    home_unit()
    assert "枫河街道文明创建</title>" in client.get("/accounts/login/").content.decode()


def test_the_towns_name_is_blank_while_the_database_is_silent(monkeypatch):
    def silent():
        raise DatabaseError

    cache.clear()
    monkeypatch.setattr(Unit.objects, "home", silent)
    assert current_town_name() == ""
