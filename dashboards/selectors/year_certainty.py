"""How sure the ranks of a year are: what publication kept, beside the year that the page works out."""

from collections.abc import Mapping
from dataclasses import fields, replace

from dashboards.boards import Board
from dashboards.selectors.outcome import Outcomes, Sure
from inspections.models import Round, YearEstimate

YearSure = Mapping[tuple[str, int], YearEstimate]
"""(basis, unit) > how sure its place is."""


def read_year_sure(user, board: Board, territory: int | None) -> dict[tuple[str, int], YearEstimate]:
    """Of the board's year in one query; none where a round or a bulletin is in view, or every score came from elsewhere."""
    if board.round or board.bulletin or not any(scored_here(round) for round in board.book.published):
        return {}
    rows = YearEstimate.objects.visible_to(user).filter(year=board.year, level=board.level, territory=territory)
    return {(row.basis, row.unit_id): row for row in rows}


def scored_here(round: Round) -> bool:
    """Its scores came from sheets, so its points are known."""
    return round.standard_id is not None


def with_year_sure(year: Outcomes, basis: str, known: YearSure) -> Outcomes:
    """The year with its likely ranks, where they were worked out for this very score and rank."""
    found = {pk: known.get((basis, pk)) for pk in year}
    return {
        pk: replace(outcome, sure=sure_of_year(row), points=row.points)
        if (row := found[pk]) and (row.score, row.rank) == (outcome.score, outcome.rank)
        else outcome
        for pk, outcome in year.items()
    }


def sure_of_year(row: YearEstimate) -> Sure:
    return Sure(**{one.name: getattr(row, one.name, None) for one in fields(Sure)})
