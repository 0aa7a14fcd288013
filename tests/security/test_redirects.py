"""No address of ours leads to another site, and no name of a host that was sent comes back in a page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import reverse

EVIL = (
    "https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example/", "http:evil.example",
    "https:///evil.example/", "javascript:alert(1)", "data:text/html,x", "/%09/evil.example", "\t//evil.example/",
    "https://testserver@evil.example/", "http://testserver.evil.example/", " //evil.example", "/\n/evil.example/",
    "//testserver\\@evil.example/",
)  # fmt: skip


def is_ours(location: str) -> bool:
    """As a browser reads it: backslashes are strokes, control characters and outer blanks are nothing."""
    read = "".join(sign for sign in location if ord(sign) > 31).strip().replace("\\", "/")
    return read.startswith("/") and not read.startswith("//")


@pytest.mark.parametrize("wanted", EVIL)
def test_signing_in_leads_to_our_own_pages(office, wanted):
    office.set_password("Kp7#fenghe-2026")
    office.save()
    client = Client()
    response = client.post(
        reverse("login"), {"username": office.username, "password": "Kp7#fenghe-2026", "next": wanted}
    )
    assert response.status_code == 302 and is_ours(response.url)
    again = client.get(reverse("login"), {"next": wanted})
    assert again.status_code == 302 and is_ours(again.url)


@pytest.mark.parametrize("wanted", EVIL)
@pytest.mark.parametrize("name", ["theme", "set_language"])
def test_choosing_a_look_leads_back_to_our_own_pages(client, name, wanted):
    data = {"next": wanted, "theme": "dark", "language": "en"}
    assert is_ours(client.post(reverse(name), data).url)
    assert is_ours(client.post(reverse(name), {"theme": "dark", "language": "en"}, headers={"referer": wanted}).url)


@pytest.mark.parametrize("wanted", EVIL)
def test_the_way_back_after_a_lost_session_is_ours(client, db, wanted):
    """A form sent without a session leads to the sign-in page, and from there to the page it stood on, if that is ours."""
    response = client.post(reverse("notices_read"), headers={"referer": wanted})
    back = parse_qs(urlsplit(response.url).query)["next"][0]
    assert is_ours(response.url) and is_ours(back)


def test_a_notice_opens_our_own_pages_alone(scene, client_for):
    for path in EVIL:
        scene.notice.path = path[:200]
        scene.notice.save()
        assert is_ours(client_for("unit").post(reverse("notice_open", args=[scene.notice.pk])).url), path


def test_a_search_never_leads_where_it_was_told(client_for):
    for typed in EVIL:
        response = client_for("office").get(reverse("search"), {"q": typed})
        assert response.status_code == 200


@override_settings(ALLOWED_HOSTS=["town.example"])
@pytest.mark.parametrize(
    "host", ["evil.example", "town.example.evil.example", "town.example@evil.example", "evil.example:80#", ""]
)
def test_another_host_is_refused(client, db, host):
    response = client.get(reverse("login"), headers={"host": host})
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@override_settings(ALLOWED_HOSTS=["town.example"])
def test_a_proxys_name_of_the_host_is_not_believed(client, db):
    response = client.get(
        reverse("overview"),
        headers={"host": "town.example", "x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )
    assert "evil" not in response.url
