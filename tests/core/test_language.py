"""Chinese pages are Chinese: every route of the access matrix, as everybody who may open it."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests.access_matrix import ROUTES
from tests.conftest import ROLES

ENGLISH_SENTENCE = re.compile(r"\b[A-Za-z]{2,}(?:[ ,]+[A-Za-z']{2,}){2,}")
READ_ALOUD = {"aria-label", "alt", "title", "placeholder"}


class ShownText(HTMLParser):
    """Collects what a reader sees or hears: text outside scripts and styles, and the attributes that are read aloud."""

    def __init__(self):
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag, attributes):
        self._silent += tag in {"script", "style"}
        self.texts += [value for name, value in attributes if name in READ_ALOUD and value]

    def handle_endtag(self, tag):
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self._silent:
            self.texts.append(data)


def english_in(page: str) -> list[str]:
    shown = ShownText()
    shown.feed(page)
    return [found.group() for text in shown.texts if (found := ENGLISH_SENTENCE.search(" ".join(text.split())))]


def readers(route):
    return [role for role, answer in zip(ROLES, route.answers["GET"], strict=True) if answer == "200"]


@pytest.mark.parametrize("route", [route for route in ROUTES if readers(route)], ids=lambda route: route.name)
def test_page_shows_no_english_sentence(route, scene, client_for):
    address = reverse(route.name, kwargs=route.arguments(scene)) + route.query
    for role in readers(route):
        response = client_for(role).get(address)
        if response["Content-Type"].startswith("text/html"):
            assert english_in(response.content.decode()) == [], role


def test_the_rule_sees_a_sentence_and_lets_words_pass():
    assert english_in("<p>整改 Something went wrong here</p>")
    assert english_in('<button aria-label="Close this page"></button>')
    assert not english_in("<p>导出 Excel 文件，CSV</p><script>let a = not shown here</script>")
