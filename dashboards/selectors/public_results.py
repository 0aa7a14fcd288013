"""Results of published rounds for residents: ranks and scores of units, red and black list, and nothing below a unit."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404

from core.access import Access
from dashboards.boards import Board
from dashboards.selectors.rankings import Ranking, ranking, read_board_results
from dashboards.selectors.rounds import RoundBook
from inspections.models import Level, Round


class Everybody:
    """A reader who holds no post anywhere: of results, `visible_to` gives what is published and nothing else."""

    is_authenticated = True
    access = Access()
    pk = None


EVERYBODY = Everybody()


@dataclass(frozen=True)
class Results:
    """rounds: the year's, by level. years: those that have any."""

    ranking: Ranking
    rounds: list[tuple[str, list[Round]]]
    years: list[int]

    @property
    def round(self) -> Round:
        return self.ranking.board.round


@dataclass(frozen=True)
class Place:
    """Where the town stood in the city's latest inspection: rank 1.., of so many ranked units of its kind."""

    round: Round
    rank: int
    of: int
    kind: str
    tied: bool = False


def results_of(year: int | None, pk: int | None) -> Results | None:
    """Of a round; without one, of the year's latest: the city's, where there is one. None while nothing is published.

    year: None is the latest.
    Raises Http404 for a year or a round that has nothing published.
    """
    years = list(_published().order_by("-year").values_list("year", flat=True).distinct())
    if not years and year is None:
        return None
    rounds = list(_published().filter(year=years[0] if year is None else year))
    by_city_first = sorted(rounds, key=lambda one: one.level != Level.CITY)
    round = next((one for one in by_city_first if pk in (None, one.pk)), None)
    if round is None:
        raise Http404
    return Results(ranking_of(round), _by_level(rounds), years)


def ranking_of(round: Round) -> Ranking:
    """The units of a published round as the rankings show them."""
    board = Board(round.level, round.year, "", RoundBook.of([round], round.year), round)
    return ranking(board, read_board_results(EVERYBODY, board))


def latest_place() -> Place | None:
    """The town's place in the latest of the city's inspections that ranked it; its bulletin for a whole year is none."""
    ranked = {"results__unit__is_home": True, "results__rank__isnull": False}
    round = _published().filter(level=Level.CITY, number__isnull=False, **ranked).order_by("-ends_on", "-pk").first()
    group = ranking_of(round).own_group if round else None
    if group is None or not group.own.is_ranked:
        return None
    own = group.own.outcome
    return Place(round, own.rank, len(group.ranked), group.title, own.tied)


def _published():
    return Round.objects.published().select_related("territory", "standard", "estimate").order_by("-ends_on", "-pk")


def _by_level(rounds: list[Round]) -> list[tuple[str, list[Round]]]:
    ordered = sorted(rounds, key=lambda round: Level.values.index(round.level))
    return [(str(Level(level).label), list(found)) for level, found in groupby(ordered, key=lambda one: one.level)]
