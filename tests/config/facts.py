"""The report's facts, what is to be seen of each where, and how a page or a file is searched for it."""

import csv
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

DATA = Path(__file__).parents[1] / "data"
FACTS, SEEN = DATA / "facts.csv", DATA / "facts_seen.csv"
NEAR = 200
"""Characters, either way, within which the words of a group stand on a page: in one row, card or panel."""
MOST_LINKS = 80

Groups = list[list[str]]
"""Each group's words stand together: near one another on a page, in one row of a file."""


@dataclass(frozen=True)
class Sight:
    """What is seen of a fact at some of its addresses, and in which list's file."""

    fact: str
    addresses: list[str]
    seen: Groups
    export: str
    exported: Groups


def facts() -> dict[str, dict]:
    with FACTS.open(encoding="utf-8-sig", newline="") as source:
        return {row["id"]: row for row in csv.DictReader(source)}


def shown_as(fact: dict) -> list[str]:
    return [part.strip() for part in fact["shown_as"].split(";") if part.strip()]


def sights() -> list[Sight]:
    with SEEN.open(encoding="utf-8", newline="") as source:
        return [
            Sight(row["id"], row["addresses"].split(), groups(row["seen"]), row["export"], groups(row["exported"]))
            for row in csv.DictReader(source)
        ]


def groups(text: str) -> Groups:
    """'a;b | c': a and b together, and c."""
    return [[word.strip() for word in group.split(";")] for group in text.split("|")]


def text_of(page: str) -> str:
    """What a reader sees, without any space."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", body)))


def stand_together(text: str, words: list[str]) -> bool:
    first, *others = words
    for found in re.finditer(re.escape(first), text):
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        if all(word in around for word in others):
            return True
    return False


def links_below(address: str, page: str, at: str = "") -> list[str]:
    """The pages of this site below an address to which a page links. at: where the page itself stands, by default there."""
    at = (at or address).partition("?")[0]
    links = dict.fromkeys(html.unescape(link).partition("#")[0] for link in re.findall(r'<a [^>]*href="([^"]+)"', page))
    whole = [f"{at}{link}" if link.startswith("?") else link for link in links]
    return [link for link in whole if link.startswith(address) and "format=" not in link][:MOST_LINKS]


class Reader:
    """Opens each page once. client: in which somebody is signed in."""

    def __init__(self, client):
        self.client, self.pages = client, {}

    def page(self, address: str) -> str:
        """Its source; '' where no page stands there."""
        if address not in self.pages:
            response = self.client.get(address, follow=True)
            is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
            self.pages[address] = response.content.decode() if is_page else ""
        return self.pages[address]

    def missing(self, address: str, wanted: Groups) -> Groups:
        """What is found neither at the address, nor on a page linked below it, nor on one that those link to below it."""
        left = list(wanted)
        for page in self._pages_from(address):
            text = text_of(page)
            left = [words for words in left if not stand_together(text, words)]
            if not left:
                break
        return left

    def _pages_from(self, address: str) -> Iterator[str]:
        top = self.page(address)
        yield top
        below = links_below(address, top)
        for link in below:
            yield self.page(link)
        seen = {address, *below}
        for link in below:
            for further in links_below(address, self.page(link), link):
                if further not in seen and len(seen) < 3 * MOST_LINKS:
                    seen.add(further)
                    yield self.page(further)

    def rows(self, address: str, format: str) -> list[str]:
        """The rows of a list's file, each as one text with a bar between its cells."""
        response = self.client.get(f"{address}{'&' if '?' in address else '?'}format={format}")
        assert response.status_code == 200, address
        assert "html" not in response["Content-Type"], f"{address} has no file"
        content = b"".join(response.streaming_content)
        if format == "csv":
            rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        else:
            rows = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
        return ["|".join("" if cell is None else str(cell) for cell in row) for row in rows]
