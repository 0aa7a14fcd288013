"""What a search finds, in the words that the page shows."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.search import words_in

EVERYBODY = frozenset()
"""As `Kind.roles`: whoever may see rows of it."""


@dataclass(frozen=True)
class Hit:
    """One record found. beside: what tells it from others of its name; links: ways on beside the record itself (words, path)."""

    title: str
    path: str
    number: str = ""
    beside: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    kind: str = ""

    @property
    def told(self) -> str:
        return " · ".join(dict.fromkeys(part for part in self.beside if part))


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of record that is looked through.

    rows: user > the rows that the user may see, in the order in which they are shown. match: rows, what is asked > those that
    hold all its words. names: fields whose whole value, or whose beginning, makes a better hit. many: there are so many of it that, where more
    are found than are counted, the order by how well they fit is left out. list: the URL name of the list that takes the
    same words as `q`; list_query: what else stands in its address. roles: whoever is offered that list, if not everybody.
    """

    code: str
    title: Promise
    icon: str
    rows: Callable[[Any], QuerySet]
    match: Callable[[QuerySet, "Asked"], QuerySet]
    hit: Callable[[Any], Hit]
    names: tuple[str, ...] = ("name",)
    many: bool = False
    list: str = ""
    list_query: tuple[tuple[str, str], ...] = ()
    roles: frozenset[str] = EVERYBODY

    def is_for(self, user) -> bool:
        return not self.roles or user.access.has(*self.roles)


@dataclass(frozen=True)
class Group:
    """The hits of one kind. count: of all that was found; is_more: there are more than that. list_path: '' where no list shows them."""

    kind: Kind
    hits: list[Hit]
    count: int
    is_more: bool
    list_path: str

    @property
    def list_words(self) -> str:
        """Of the link to the list."""
        if len(self.hits) == self.count:
            return _("In the list")
        return _("All %(n)s in the list") % {"n": self.figure}

    @property
    def figure(self) -> str:
        return f"{self.count}+" if self.is_more else str(self.count)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. words: how it is looked for; typed: how it was typed, without its outer spaces; today: the day."""

    typed: str
    words: tuple[str, ...]
    today: date

    @classmethod
    def of(cls, text: str, today: date) -> "Asked":
        readable = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
        return cls(" ".join(readable.split()), words_in(text), today)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is one of the words: [('南北街', False), ('垃圾', True)]."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern:
        return [(text, False)]
    parts = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [(part, bool(number % 2)) for number, part in enumerate(parts) if part]
