"""The columns of a list: how a value is written into a cell, and read back from one. Headings are the same in every language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, decimal_places, read_back, several
from core.maps.datum import Datum
from core.quantities import Exactness

_DAY = re.compile(r"((?:19|20|21)\d\d)\D{1,2}(\d{1,2})(?:\D{1,2}(\d{1,2}))?\D?")
YES, NO = "是", "否"
YES_WORDS = {
    YES: True,
    "1": True,
    "TRUE": True,
    "√": True,
    "Yes": True,
    NO: False,
    "0": False,
    "FALSE": False,
    "No": False,
}

EXACTNESS_WORDS = MappingProxyType(
    {
        Exactness.EXACT.value: "准确",
        Exactness.MORE.value: "多",
        Exactness.ODD.value: "余",
        Exactness.ABOUT.value: "约",
        Exactness.AROUND.value: "左右",
        Exactness.LESS.value: "近",
    }
)


class Wrong(ValueError):
    """Why a cell cannot be taken, in the user's words."""


@dataclass(frozen=True)
class Column:
    """Text. field: the record's field; longest: characters (by default what the field can hold).

    is_stored: off for what is no field but something to be done with the record (`TableIn.carry_out`); a blank cell then
    asks for nothing.
    """

    field: str
    heading: str
    needed: bool = False
    longest: int = 0
    is_stored: bool = True

    def read(self, cell, known: "Known") -> Any:
        """The value of a cell. Raises Wrong. An apostrophe that an export put before a formula's sign is not part of it."""
        text = read_back(cell)
        if self.needed and not text:
            raise Wrong(_("It is blank."))
        longest = self.longest or known.longest(self.field)
        if longest and len(text) > longest:
            raise Wrong(_("It has more than %(longest)s characters.") % {"longest": longest})
        return self.value(text, cell, known)

    def value(self, text: str, cell, known: "Known") -> Any:
        return text

    def write(self, record) -> str:
        """The text of the record's value, as `read` takes it."""
        return self.text(getattr(record, self.field))

    def text(self, value) -> str:
        return "" if value is None else str(value)


class KeyColumn(Column):
    """By which a stored entry is known; blank for a new one."""

    def value(self, text, cell, known):
        if not text:
            return None
        try:
            return UUID(text)
        except ValueError as error:
            raise Wrong(_("Leave this as it was exported, or blank for a new entry.")) from error


@dataclass(frozen=True)
class Number(Column):
    """A number from `low` to `high` with at most `places` decimals; a blank cell is None."""

    low: Decimal | int = 0
    high: Decimal | int = 999_999_999_999
    places: int = 2

    def value(self, text, cell, known):
        try:
            number = cell_number(cell)
        except ValueError as error:
            raise Wrong(_("This is not a number. Leave it blank, or enter one.")) from error
        if number is not None and (not self.low <= number <= self.high or decimal_places(number) > self.places):
            words = {"low": self.low, "high": self.high, "places": self.places}
            raise Wrong(_("It must be a number from %(low)s to %(high)s with at most %(places)s decimals.") % words)
        return number

    def text(self, value):
        if value is None:
            return ""
        text = f"{Decimal(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Whole(Number):
    """A whole number; a blank cell is None."""

    places: int = 0

    def value(self, text, cell, known):
        number = super().value(text, cell, known)
        return None if number is None else int(number)


@dataclass(frozen=True)
class Day(Column):
    """A day, as Excel's date or as 2026-11-23, 2026年11月23日, 2026/11/23. may_come: off for what has happened."""

    may_come: bool = True

    def value(self, text, cell, known):
        if not text:
            return None
        found = _DAY.fullmatch(text.split(" ")[0])
        try:
            day = date(int(found[1]), int(found[2]), int(found[3])) if found and found[3] else _not_a_day()
        except ValueError as error:
            raise Wrong(_("This is not a day. Write it as 2026-11-23.")) from error
        if not self.may_come and day > known.today:
            raise Wrong(_("This day has not come yet."))
        return day


@dataclass(frozen=True)
class Month(Column):
    """A month, as 2026-11 or 2026年11月; its first day."""

    def value(self, text, cell, known):
        if not text:
            return None
        found = _DAY.fullmatch(text)
        try:
            return date(int(found[1]), int(found[2]), 1) if found else _not_a_day()
        except ValueError as error:
            raise Wrong(_("This is not a month. Write it as 2026-11.")) from error

    def text(self, value):
        return f"{value:%Y-%m}" if value else ""


def _not_a_day():
    raise ValueError


@dataclass(frozen=True)
class YesNo(Column):
    """是 or 否; blank: `blank`."""

    blank: bool = False

    def value(self, text, cell, known):
        if not text:
            return self.blank
        if text not in YES_WORDS:
            raise Wrong(_("It must be one of: %(choices)s.") % {"choices": f"{YES}、{NO}"})
        return YES_WORDS[text]

    def text(self, value):
        return YES if value else NO


@dataclass(frozen=True)
class Choice(Column):
    """One of some choices: `words` gives the word in the file for each value; a value itself is taken too."""

    words: Mapping[str, str] = field(default_factory=dict)
    blank: str = ""

    def value(self, text, cell, known):
        if not text and not self.needed:
            return self.blank
        found = {word: value for value, word in self.words.items()} | {value: value for value in self.words}
        if text not in found:
            raise Wrong(_("It must be one of: %(choices)s.") % {"choices": "、".join(self.words.values())})
        return found[text]

    def text(self, value):
        return self.words.get(value, value or "")


@dataclass(frozen=True)
class Named(Column):
    """A record of another kind, by its name. make: a name that isn't known yet is added, else it is wrong."""

    rows: Callable[[Any], models.QuerySet] = None  # of the town
    name: str = "name"
    make: bool = False

    def value(self, text, cell, known):
        if not text:
            return None
        named = known.named(self)
        if text in named:
            return named[text]
        if not self.make:
            raise Wrong(_("There is nothing of this name. Correct it, or add it first."))
        made = known.make(self, text)
        named[text] = made
        return made

    def text(self, value):
        return "" if value is None else str(getattr(value, self.name))


@dataclass(frozen=True)
class Words(Column):
    """Several words in one cell, as a list."""

    def value(self, text, cell, known):
        return list(several(cell))

    def text(self, value):
        return "、".join(value or ())


class Known:
    """What a file's cells are looked up in: read once for a whole file. made: what would have to be added, by its kind; datum: in
    which the file has its positions."""

    def __init__(self, model: type[models.Model], town, today: date, datum: str = Datum.WGS84):
        self.model, self.town, self.today, self.datum = model, town, today, datum
        self.made: dict[str, list[models.Model]] = {}
        self._named: dict[Named, dict[str, models.Model]] = {}

    def longest(self, name: str) -> int:
        return getattr(self.model._meta.get_field(name), "max_length", 0) or 0

    def named(self, column: Named) -> dict[str, models.Model]:
        if column not in self._named:
            rows: Iterable[models.Model] = column.rows(self.town)
            self._named[column] = {}
            for row in rows:
                self._named[column].setdefault(str(getattr(row, column.name)), row)
        return self._named[column]

    def make(self, column: Named, text: str) -> models.Model:
        model = column.rows(self.town).model
        row = model(**{column.name: text})
        self.made.setdefault(str(model._meta.verbose_name), []).append(row)
        return row
