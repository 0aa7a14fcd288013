"""The leader's first page: where the town stands, whether it got better, what is red."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from core.kept import kept
from dashboards.boards import Asked, Board, choose_round, choose_year
from dashboards.comparison import Pair
from dashboards.selectors.comparisons import Comparison, Row
from dashboards.selectors.courses import Stop, course_of
from dashboards.selectors.outcomes import ResultBook, read_results
from dashboards.selectors.rankings import Group, Ranking, ranking, rounds_read_for
from dashboards.selectors.rounds import RoundBook, read_rounds
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


def overview(user, query: Mapping[str, str], now: datetime) -> Overview:
    """Everything on the page in six queries. Without a round in the address the latest published one is in view.

    Results are kept until something changes (core/kept.py), by reader and language; tasks follow the clock.
    """
    asked = tuple(query.get(name, "") for name in ("year", "round", "series"))
    of = ("overview results", user.pk, user.access.posts, asked, get_language(), now.date())
    results = kept(of, lambda: _results(user, query, now))
    return Overview(
        **results,
        tasks=task_figures(user, now),
        reddest=reddest(user, now),
        on_time=closed_on_time(user, results["board"].year, now),
    )


def _results(user, query: Mapping[str, str], now: datetime) -> dict:
    """The parts of the overview that stored results give."""
    city, self_check = choose_boards(user, query, now)
    results = read_overview_results(user, city, self_check)
    in_round = ranking(city, results) if city.round else None
    return {
        "board": city,
        "city": _year_of(city, results),
        "self_check": _year_of(self_check, results),
        "group": in_round.own_group if in_round else None,
        "villages": ranking(self_check, results, user.access.unit_ids) if self_check.round else None,
    }


def choose_boards(user, query: Mapping[str, str], now: datetime) -> tuple[Board, Board]:
    """The city's round in view, and the latest published self-check of the same year."""
    asked = Asked(query)
    rounds = read_rounds(user, LEVELS)
    years = dict.fromkeys((round.year for round in rounds), False)
    years |= {round.year: True for round in rounds if round.level == Level.CITY and round.is_published}
    year = choose_year(asked, years, now.date())
    books = {level: RoundBook.of((r for r in rounds if r.level == level), year) for level in LEVELS}
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


def read_overview_results(user, city: Board, self_check: Board) -> ResultBook:
    """All units in the rounds in view; of the other rounds of both years the home town alone."""
    rounds = [round for board in (city, self_check) if board.round for round in rounds_read_for(board)]
    course = [round for board in (city, self_check) for round in rounds_read_for(board.of_year())]
    return read_results(user, rounds, (Basis.TOTAL, Basis.TERRITORY), course=course)


def _year_of(board: Board, results: ResultBook) -> LevelYear:
    board, home = board.of_year(), results.home
    if home is None:
        return LevelYear(board, Comparison(board, results, Basis.TERRITORY), None, [])
    total = Comparison(board, results, Basis.TOTAL)
    comparison = total if home.pk in total.shown else Comparison(board, results, Basis.TERRITORY)
    there = home.pk in comparison.shown or home.pk in comparison.gaps
    return LevelYear(
        board, comparison, comparison.row(home.pk, True) if there else None, course_of(home.pk, board.book, results)
    )
