"""Follows the links of the overview to what they open, and adds up there what they said.

Each link is given to the recount of the page that it opens; a link to a page that nobody recounts is a fault, so a new figure can't be
added without one.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client
from django.urls import resolve

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


@dataclass
class Link:
    """text: its own words; row: those of the table row that it stands in, else its own."""

    href: str
    text: str = ""
    row: str = ""

    @property
    def name(self) -> str:
        return resolve(urlsplit(self.href).path).view_name

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.href).query))

    def with_query(self, **more) -> str:
        parts = urlsplit(self.href)
        return f"{parts.path}?{urlencode(self.query | more)}"

    @property
    def numbers(self) -> list[Decimal]:
        return numbers_in(self.text)


def numbers_in(text: str) -> list[Decimal]:
    return [Decimal(found) for found in NUMBER.findall(text)]


class _Links(HTMLParser):
    """The links inside <main>."""

    def __init__(self):
        super().__init__()
        self.links: list[Link] = []
        self.inside = False
        self.open: Link | None = None
        self.row: list[Link] | None = None
        self.row_text = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "main":
            self.inside = True
        if tag == "tr":
            self.row, self.row_text = [], ""
        if tag == "a" and self.inside and attrs.get("href"):
            self.open = Link(attrs["href"])
            self.links.append(self.open)
            if self.row is not None:
                self.row.append(self.open)
        self.handle_data(" ")

    def handle_endtag(self, tag):
        self.handle_data(" ")
        if tag == "a":
            self.open = None
        if tag == "main":
            self.inside = False
        if tag == "tr" and self.row is not None:
            for link in self.row:
                link.row = self.row_text
            self.row = None

    def handle_data(self, data):
        if self.open is not None:
            self.open.text += data
        if self.row is not None:
            self.row_text += data


def links_of(html: str) -> list[Link]:
    parser = _Links()
    parser.feed(html)
    for link in parser.links:
        link.text = " ".join(link.text.split())
        link.row = " ".join(link.row.split()) or link.text
    return parser.links


class Follower:
    """A reader who opens pages and their files."""

    def __init__(self, client: Client):
        self.client = client

    def page(self, href: str) -> str:
        response = self.client.get(urlsplit(href)._replace(fragment="").geturl(), follow=True)
        assert response.status_code == 200, href
        return response.content.decode()

    def rows(self, address: str) -> list[dict[str, str]]:
        """A CSV file's rows."""
        response = self.client.get(address)
        assert response.status_code == 200, address
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert "csv" in response.headers["Content-Type"], address
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))

    def file_of(self, link: Link, **more) -> list[dict[str, str]]:
        return self.rows(link.with_query(format="csv", **more))


def says(text: str, *values) -> None:
    """Every value stands in the text."""
    for value in values:
        assert str(value) in text, f"{value!r} is not in {text!r}"


def total(rows, column: str) -> Decimal:
    return sum((Decimal(row[column] or 0) for row in rows), Decimal(0))


class _Loose(HTMLParser):
    """Texts with figures inside <main> that are in no link, and in no table row with one."""

    UNSEEN = ("script", "style", "option", "title")
    VOID = ("br", "img", "input", "meta", "link", "hr")

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.texts: list[str] = []
        self.row: list[str] = []
        self.row_has_link = False

    def handle_starttag(self, tag, attrs):
        if tag in self.VOID:
            return
        self.open.append(tag)
        if tag == "tr":
            self.row, self.row_has_link = [], False
        self.row_has_link |= tag == "a"

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass
        if tag == "tr" and not self.row_has_link:
            self.texts += self.row

    def handle_data(self, data):
        words = " ".join(data.split())
        if "main" not in self.open or not re.search(r"\d", words) or {"a", *self.UNSEEN} & {*self.open}:
            return
        (self.row if "tr" in self.open else self.texts).append(words)


def loose_of(html: str) -> list[str]:
    """What has figures and leads nowhere: whoever reads it must be able to tell where it is from."""
    parser = _Loose()
    parser.feed(html)
    return parser.texts
