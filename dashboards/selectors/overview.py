"""The leader's first page: where the town stands, whether it got better, what is red."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.models import Unit
from dashboards.boards import Asked, Board, choose_round, choose_year
from dashboards.comparison import Pair
from dashboards.selectors.comparisons import Comparison, Row
from dashboards.selectors.courses import Stop, course_of
from dashboards.selectors.outcomes import ResultBook, read_results
from dashboards.selectors.rankings import READ_BASES, Group, Ranking, ranking, rounds_read_for
from dashboards.selectors.rounds import read_books, years_by_level
from dashboards.selectors.tasks import OnTime, OpenTask, TaskFigures, closed_on_time, reddest, task_figures
from inspections.models import Basis, Level, Round

LEVELS = (Level.CITY, Level.SELF_CHECK)


@dataclass(frozen=True)
class LevelYear:
    """The home town's year at a level: its score over all published rounds, and both years over their same rounds."""

    board: Board
    comparison: Comparison
    row: Row | None
    course: list[Stop]

    @property
    def pair(self) -> Pair:
        return self.row.pair if self.row else Pair(None, None, 0)


@dataclass(frozen=True)
class Overview:
    """round: the city's round in view, with the group that the home town is ranked in; villages: the latest self-check."""

    home: Unit | None
    board: Board
    city: LevelYear
    self_check: LevelYear
    group: Group | None
    villages: Ranking | None
    tasks: TaskFigures
    reddest: list[OpenTask]
    on_time: OnTime

    @property
    def round(self) -> Round | None:
        return self.board.round

    @property
    def own(self) -> Row | None:
        return self.group.own if self.group else None


def overview(user, query: Mapping[str, str], home: Unit | None, now: datetime) -> Overview:
    """Everything on the page in eight queries. Without a round in the address the latest published one is in view."""
    city, self_check = choose_boards(user, query, now)
    results = read_overview_results(user, city, self_check, home)
    own = {home.pk} if home else set()
    in_round = ranking(city, results, own) if city.round else None
    return Overview(
        home=home,
        board=city,
        city=_year_of(home, city, results),
        self_check=_year_of(home, self_check, results),
        group=in_round.own_group if in_round else None,
        villages=ranking(self_check, results, user.access.unit_ids) if self_check.round else None,
        tasks=task_figures(user, now),
        reddest=reddest(user, now),
        on_time=closed_on_time(user, city.year, now),
    )


def choose_boards(user, query: Mapping[str, str], now: datetime) -> tuple[Board, Board]:
    """The city's round in view, and the latest published self-check of the same year."""
    asked = Asked(query)
    by_level = years_by_level(user)
    years = {year: False for level in LEVELS for year in by_level.get(level, {})} | by_level.get(Level.CITY, {})
    year = choose_year(asked, years, now.date())
    books = read_books(user, LEVELS, year)
    city = Board(
        level=Level.CITY,
        year=year,
        kind="",
        book=books[Level.CITY],
        round=choose_round(asked, books[Level.CITY]) or books[Level.CITY].latest,
        years=sorted(years, reverse=True),
        unknown=asked.unknown,
    )
    self_check = books[Level.SELF_CHECK]
    return city, Board(level=Level.SELF_CHECK, year=year, kind="", book=self_check, round=self_check.latest)


def read_overview_results(user, city: Board, self_check: Board, home: Unit | None) -> ResultBook:
    """All units in the rounds in view; of the other rounds of both years the home town alone."""
    rounds = [round for board in (city, self_check) if board.round for round in rounds_read_for(board)]
    course = [round for board in (city, self_check) for round in rounds_read_for(board.of_year()) if round]
    return read_results(user, rounds, READ_BASES, home.pk if home else None, course)


def _year_of(home: Unit | None, board: Board, results: ResultBook) -> LevelYear:
    board = board.of_year()
    if home is None:
        return LevelYear(board, Comparison(board, results, Basis.TERRITORY), None, [])
    total = Comparison(board, results, Basis.TOTAL)
    comparison = total if home.pk in total.shown else Comparison(board, results, Basis.TERRITORY)
    there = home.pk in comparison.shown or home.pk in comparison.gaps
    return LevelYear(
        board, comparison, comparison.row(home.pk, True) if there else None, course_of(home.pk, board.book, results)
    )
