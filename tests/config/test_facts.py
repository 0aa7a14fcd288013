"""The report's facts have their home in the demo: each is found, in the words in which it is to be shown, on a page at its
address or on one that this page links to below it."""

import csv
import html
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from config.demo.pictures import take
from core.models import User
from tests.config.test_demo import NOVEMBER, loaded

pytestmark = pytest.mark.long  # it follows some hundred links

FACTS = Path(__file__).parents[1] / "data" / "facts.csv"
NOT_BUILT_YET = ("/summary/", "/lasting/", "/public/")
"""Addresses that other pages will serve; a fact that lives only there is not asked for here."""
MOST_LINKS = 60


def shown_facts() -> list[tuple[str, list[str], list[str]]]:
    """(id, words, addresses) of the facts that say how they are shown and where, on pages that exist."""
    with FACTS.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    facts = []
    for row in rows:
        words = [part.strip() for part in row["shown_as"].split(";") if part.strip()]
        addresses = [address for address in row["addresses"].split() if not address.startswith(NOT_BUILT_YET)]
        if words and addresses:
            facts.append((row["id"], words, addresses))
    return facts


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """A browser in which the office is signed in to a demo that stands for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch:
        photo = take("bins", "anywhere", 1)
        patch.setattr("config.demo.shelf.take", lambda *where: photo)
        with loaded(django_db_blocker, NOVEMBER):
            client = Client(headers={"accept-language": "zh-hans"})
            user = User.objects.get(username="office")
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            yield client


def text_of(page: str) -> str:
    """What a reader sees, without any space."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", body)))


def below(address: str, page: str) -> list[str]:
    """The pages of this site that a page links to below its own address."""
    links = dict.fromkeys(html.unescape(link).partition("#")[0] for link in re.findall(r'<a [^>]*href="([^"]+)"', page))
    start = "/rankings/" if address == "/" else address
    found = [link for link in links if (link.startswith((start, "?")) and "format=" not in link)]
    return [f"{address}{link}" if link.startswith("?") else link for link in found][:MOST_LINKS]


def exists(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


@pytest.mark.parametrize(
    ("fact", "words", "addresses"), shown_facts(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_fact_stands_where_it_is_to_be_shown(office, db, fact, words, addresses):
    missing = set(words)
    for address in addresses:
        assert exists(address), address
        page = office.get(address, follow=True).content.decode()
        missing -= {word for word in missing if word in text_of(page)}
        for link in below(address, page):
            if not missing:
                return
            response = office.get(link)
            if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                text = text_of(response.content.decode())
                missing -= {word for word in missing if word in text}
    assert not missing
