"""What a page of results is about: level, year, round and kind of unit, taken from the address and made good."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from core.models import UnitKind
from dashboards.selectors.rounds import RoundBook, read_book, years_by_level
from inspections.models import Level, Round


@dataclass
class Board:
    """round None: the whole year. kind '': all units that are compared at this level; 'department': responsible units.

    unknown: names of the fields that asked for something that isn't there, and that the default stands for now.
    """

    level: str
    year: int
    kind: str
    book: RoundBook
    round: Round | None = None
    levels: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def series(self) -> str:
        """The series whose rounds are offered: the round's own, or the first."""
        names = self.book.series_names
        return self.round.series if self.round else names[0] if names else ""

    @property
    def before(self) -> Round | None:
        return self.book.before(self.round) if self.round else None

    @property
    def year_before(self) -> Round | None:
        return self.book.year_before(self.round) if self.round else None

    @property
    def bulletin(self) -> Round | None:
        """This year's bulletin for the whole year."""
        return _bulletin(self.book.this)

    @property
    def last_bulletin(self) -> Round | None:
        return _bulletin(self.book.last)

    def of_year(self) -> "Board":
        """The same board for the whole year."""
        return replace(self, round=None)

    def settle_kind(self, kinds: list[str]) -> None:
        """The kinds that have results here; another one gives way to all of them."""
        self.kinds = kinds
        if self.kind and self.kind not in kinds:
            self.unknown.append("kind")
            self.kind = ""


def _bulletin(rounds: list[Round]) -> Round | None:
    return next((r for r in rounds if r.covers_year and r.is_published), None)


class Asked:
    """The parameters of an address; what isn't among the options is noted, and the default taken."""

    def __init__(self, query: Mapping[str, str]):
        self.query = query
        self.unknown: list[str] = []

    def text(self, name: str) -> str:
        return self.query.get(name, "").strip()

    def number(self, name: str) -> int | None:
        """A whole number of up to four digits; None when blank or something else (which is noted)."""
        text = self.text(name)
        if text.isdecimal() and len(text) <= 4:
            return int(text)
        if text:
            self.unknown.append(name)
        return None

    def pick(self, name: str, options, default):
        """One of the options, or the default when blank or unknown."""
        text = self.text(name)
        if text in options:
            return text
        if text:
            self.unknown.append(name)
        return default


def choose_board(user, query: Mapping[str, str], today: date, scored_here: bool = False) -> Board:
    """What the address asks for, from the rounds whose results this user may read. Two queries; never an error.

    scored_here: for pages about sheets. What others scored is left out, and the first level that has any stands without a
    word in the address; else it is the city's.
    """
    asked = Asked(query)
    years = years_by_level(user, scored_here)
    usual = next((one for one in Level.values if one in years), Level.CITY) if scored_here else Level.CITY
    level = asked.pick("level", Level.values, usual)
    year = choose_year(asked, years.get(level, {}), today)
    book = read_book(user, level, year)
    return Board(
        level=level,
        year=year,
        kind=asked.pick("kind", UnitKind.values, ""),
        book=book,
        round=choose_round(asked, book),
        levels=[value for value in Level.values if value in years or value == level],
        years=list(years.get(level, {})),
        unknown=asked.unknown,
    )


def choose_year(asked: Asked, years: Mapping[int, bool], today: date) -> int:
    """The year asked for, if it has results; else the latest with something published, with anything, or this one."""
    number = asked.number("year")
    if number in years:
        return number
    if number is not None:
        asked.unknown.append("year")
    published = [year for year, is_published in years.items() if is_published]
    return max(published or years, default=today.year)


def choose_round(asked: Asked, book: RoundBook) -> Round | None:
    """The round asked for by its number (and series, where the address names one); None: the whole year."""
    number = asked.number("round")
    if number is None:
        return None
    round = book.numbered(number, asked.pick("series", book.series_names, None))
    if round is None:
        asked.unknown.append("round")
    return round
