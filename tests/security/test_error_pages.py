"""What goes wrong tells a stranger nothing about the inside."""

import pytest
from django.test import Client
from django.urls import reverse

INSIDE = ("Traceback", "/site-packages/", "settings", "DoesNotExist", "SELECT ", "Exception", ".py", "SECRET")


@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/rectification/999999999/", "/photos/not-a-uuid/", "/%00/", "/..%2f..%2fetc/passwd"]
)
def test_a_page_that_is_not_there_says_nothing_else(client_for, path):
    page = client_for("office").get(path)
    assert page.status_code in (400, 404)
    assert not [word for word in INSIDE if word in page.content.decode()]


@pytest.mark.parametrize(
    "path",
    ["/static/../config/settings.py", "/static/%2e%2e/manage.py", "/photos/../db.sqlite3", "/.env", "/var/db.sqlite3"],
)
def test_no_file_of_the_machine_is_served(client, db, path):
    page = client.get(path)
    assert page.status_code in (302, 400, 404)
    assert b"SECRET_KEY" not in page.content


def test_a_fault_of_ours_tells_nothing(client_for, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the password of the database is 7788")

    client = client_for("office")
    client.raise_request_exception = False
    monkeypatch.setattr("dashboards.views.search.SearchPage.get_context_data", broken)
    page = client.get(reverse("search"))
    assert page.status_code == 500
    assert "7788" not in page.content.decode() and "Traceback" not in page.content.decode()


def test_what_is_hidden_and_what_is_not_there_answer_alike(scene, client_for):
    """A number that belongs to somebody else is no more told than one that nobody has."""
    client = client_for("other_unit")
    hidden = client.get(reverse("rectification:task", args=[scene.task.pk]))
    absent = client.get(reverse("rectification:task", args=[10**9]))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


@pytest.mark.parametrize("key", [2**31, 2**63, 2**64, 10**30])
def test_a_number_beyond_all_numbers_is_no_fault(client_for, key):
    client = client_for("office")
    client.raise_request_exception = False
    for address in (f"/rectification/{key}/", f"/projects/{key}/", f"/inspections/rounds/{key}/", f"/lasting/{key}/"):
        assert client.get(address).status_code == 404, address


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    [
        "?page=1e9",
        "?page=-1",
        "?unit=x",
        "?year=99999999999999999999",
        "?sort=password",
        "?q=%00",
        "?kind=%27",
        "?format=exe",
        "?page=٣",
    ],
)
def test_no_address_of_a_list_ends_in_an_error(client_for, query):
    client = client_for("office")
    client.raise_request_exception = False
    names = (
        "rectification:list", "facilities:projects", "facilities:facilities", "facilities:funding", "inspections:points",
        "inspections:rounds", "campaign:honours", "campaign:activities", "campaign:drives", "campaign:plans", "rankings",
        "compare", "losses", "lasting", "overview", "notices", "removed", "inspections:bulletins", "search",
    )  # fmt: skip
    for name in names:
        assert client.get(reverse(name) + query).status_code in (200, 302, 404), name


def test_methods_that_nobody_needs_are_refused(client_for):
    client = client_for("office")
    assert client.generic("TRACE", "/").status_code == 405
    assert Client().generic("TRACE", reverse("login")).status_code == 405
