"""What opening a year does, in parts that the apps bring: what is copied, what stays, what is carried over.

An app registers its parts in its `opening_year.py`, which is read at the start; they run in the order of the apps and in it:

    register(Part("rounds", _("Rounds"), Way.COPIED, find=rounds_to_copy, make=copy_rounds))

`find` says what there is, for the page that asks first, and `make` does it, in the one transaction of the act. Which years there
are, an app above this one knows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Unit, User
from core.trail_words import say


class Way(TextChoices):
    """How something gets into the new year."""

    COPIED = "copied", _("Copied into the new year")
    STAYS = "stays", _("Stays as it is")
    CARRIED = "carried", _("Carried over, still open")


@dataclass(frozen=True)
class Opening:
    """year: the one that is opened. source: the one that it follows, whose plan is copied. today: the day of the act."""

    year: int
    source: int
    town: Unit
    by: User
    today: date


@dataclass(frozen=True)
class Line:
    """One thing, for the page: its words, what is to be known beside it, and its page ('' if none)."""

    text: str
    note: str = ""
    path: str = ""


@dataclass(frozen=True)
class Found:
    """How many there are, the first of them, and the page where all stand ('' if none)."""

    count: int
    lines: tuple[Line, ...] = ()
    path: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """make: does it and gives how many it made; None where nothing has to be done."""

    name: str
    label: Promise | str
    way: Way
    find: Callable[[Opening], Found]
    make: Callable[[Opening, datetime], int] | None = None


@dataclass(frozen=True)
class Unfinished:
    """What a year still has open when it is to be closed. It may be finished afterwards; nothing new is taken."""

    name: str
    label: Promise | str
    find: Callable[[int, Unit], Found]


@dataclass
class Book:
    parts: list[Part] = field(default_factory=list)
    unfinished: list[Unfinished] = field(default_factory=list)


BOOK = Book()


def register(part: Part | Unfinished) -> None:
    """Adds a part, after those that are there. Its name is unique among its like."""
    known: list = BOOK.parts if isinstance(part, Part) else BOOK.unfinished
    if any(one.name == part.name for one in known):
        raise ValueError(f"'{part.name}' is registered twice for the opening of a year.")
    known.append(part)
    if getattr(part, "make", None):
        say({}, fields={made_name(part): part.label})


def made_name(part: Part) -> str:
    """What the entry in the year's trail calls the number that a part made."""
    return f"opened_{part.name}"


def preview(opening: Opening) -> list[tuple[Way, list[tuple[Part, Found]]]]:
    """What the act would do, by the way in which things get into the new year. Of what stays only what there is is named."""
    found = [(part, part.find(opening)) for part in BOOK.parts]
    found = [(part, one) for part, one in found if one.count or part.way != Way.STAYS]
    return [(way, [pair for pair in found if pair[0].way == way]) for way in Way]


def carry_out(opening: Opening, now: datetime) -> dict[str, int]:
    """Does every part; gives part's name > how many it made. Call it in the transaction of the act."""
    return {part.name: part.make(opening, now) for part in BOOK.parts if part.make}


def left_open(year: int, town: Unit) -> list[tuple[Unfinished, Found]]:
    """What the year still has open; kinds of which there is none are left out."""
    found = [(one, one.find(year, town)) for one in BOOK.unfinished]
    return [pair for pair in found if pair[1].count]
