"""Units x years: each year's score and rank, as the ranking of that year has them. Missing is a gap, a part of a year is called so."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Q

from dashboards.selectors.comparisons import in_one_group
from dashboards.selectors.outcome import Footing, Outcome, Outcomes
from dashboards.selectors.outcomes import read_results
from dashboards.selectors.rankings import Group, Ranking, like_those_listed
from dashboards.selectors.rounds import Key, RoundBook, key_of
from inspections.models import Round

MOST_YEARS = 6
"""So many years stand beside one another; older ones are reached by choosing an earlier year."""


@dataclass(frozen=True)
class YearColumn:
    """rounds: published ones of the year; of: how many the fullest year has. by_bulletin: a bulletin gives the whole year."""

    year: int
    rounds: int
    of: int
    by_bulletin: bool

    @property
    def is_part(self) -> bool:
        """Rounds are missing that another year has, and no bulletin stands for the whole of it."""
        return self.rounds < self.of and not self.by_bulletin


@dataclass(frozen=True, slots=True)
class YearCell:
    """A unit's year. is_part: it has fewer rounds than the year has. footings: whose results it is, where not its own. name: what
    the unit was called then. in_group: it was ranked with those it is ranked with in the board's year."""

    score: Decimal | None
    rank: int | None
    tied: bool
    rounds: int
    is_part: bool
    footings: tuple[Footing, ...] = ()
    name: str = ""
    in_group: bool = True


@dataclass(frozen=True)
class UnitRow:
    """cells: by year, in the columns' order; None is a gap."""

    group: str
    name: str
    own: bool
    cells: list[YearCell | None]


@dataclass(frozen=True)
class UnitYears:
    """groups: (title, rows), as in the ranking of the board's year."""

    years: list[YearColumn] = field(default_factory=list)
    groups: list[tuple[str, list[UnitRow]]] = field(default_factory=list)

    @property
    def rows(self) -> list[UnitRow]:
        return [row for _title, rows in self.groups for row in rows]

    @property
    def partial(self) -> list[YearColumn]:
        return [year for year in self.years if year.is_part]


def unit_years(user, found: Ranking, rounds: Iterable[Round]) -> UnitYears:
    """All years up to the board's that have a published result; two or three queries.

    found: the ranking of the board's year; its units are the rows. rounds: all of the level that the user may read.
    """
    board = found.board
    rounds = [round for round in rounds if round.is_published and round.year <= board.year]
    years = sorted({round.year for round in rounds}, reverse=True)[:MOST_YEARS]
    books = {year: RoundBook.of(rounds, year) for year in years}
    read = [round for round in rounds if round.year in books]
    fullest = max((_keys(book) for book in books.values()), key=len, default=frozenset())
    columns = [_column(book, fullest) for book in books.values()]
    listed = [row.outcome.unit.pk for group in found.groups for row in group.rows if row.outcome.unit]
    alike = like_those_listed(board) | Q(unit__in=listed)
    results = read_results(user, [], [found.comparison.basis], others=read, alike=alike)
    tables = [
        results.over_year(
            book.published, found.comparison.basis, replace(board, book=book, round=None).bulletin, units=listed
        )
        for book in books.values()
    ]
    return UnitYears(columns, [_group_rows(group, columns, tables) for group in found.groups])


def _column(book: RoundBook, fullest: frozenset[Key]) -> YearColumn:
    """Against the year with most rounds; a year that has others beside lacks none of its own."""
    own = _keys(book)
    by_bulletin = any(round.covers_year and round.is_published for round in book.this)
    return YearColumn(book.year, len(own), len(fullest | own), by_bulletin)


def _keys(book: RoundBook) -> frozenset[Key]:
    return frozenset(key_of(round) for round in book.published)


def _group_rows(group: Group, columns: list[YearColumn], tables: list[Outcomes]) -> tuple[str, list[UnitRow]]:
    rows = []
    for row in group.rows:
        unit = row.outcome.unit
        key = unit.pk if unit else None
        found = [table.get(key) for table in tables]
        cells = [_cell(one, column, row.outcome) for one, column in zip(found, columns, strict=True)]
        rows.append(UnitRow(group.title, unit.name if unit else "", row.own, cells))
    return group.title, rows


def _cell(outcome: Outcome | None, column: YearColumn, listed: Outcome) -> YearCell | None:
    if outcome is None or (outcome.score is None and outcome.rank is None):
        return None
    return YearCell(
        outcome.score,
        outcome.rank,
        outcome.tied,
        outcome.rounds,
        is_part=outcome.rounds < column.rounds and not column.by_bulletin,
        footings=outcome.footings,
        name=outcome.unit.name if outcome.unit else "",
        in_group=outcome.rank is None or in_one_group(outcome, listed),
    )
