"""What got better or worse, and why: the items and units that moved most against last year's same rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboards.boards import Board
from dashboards.selectors.comparisons import Row
from dashboards.selectors.item_moves import ItemTable, items_of
from dashboards.selectors.item_years import read_item_years
from dashboards.selectors.rankings import Ranking, ranking, read_board_results
from inspections.models import Basis


@dataclass(frozen=True)
class Movers:
    """board: of the year that is looked at, at the level whose sheets say why. same: how many rounds both years have.

    items None: one of the years has no sheets. units: those with a score in both years, what changed most first.
    """

    board: Board
    same: int = 0
    items: ItemTable | None = None
    units: list[Row] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.items is None and not self.units

    def units_better(self, most: int) -> list[Row]:
        return [row for row in self.units if row.pair.difference > 0][:most]

    def units_worse(self, most: int) -> list[Row]:
        return [row for row in self.units if row.pair.difference < 0][:most]


def board_with_sheets(boards: Iterable[Board]) -> Board | None:
    """The first whose year was scored on sheets: a bulletin gives scores and no reasons."""
    return next((board for board in boards if any(round.standard_id for round in board.book.published)), None)


def movers(user, board: Board) -> Movers:
    """Over the rounds that both years have; three or four queries."""
    board = board.of_year()
    found = ranking(board, read_board_results(user, board), user.access.unit_ids)
    compared = [row for group in found.groups for row in group.rows if row.pair.difference is not None]
    return Movers(
        board=board,
        same=len(found.comparison.coverage.same),
        items=_items(user, found),
        units=sorted(compared, key=lambda row: -abs(row.pair.difference)),
    )


def _items(user, found: Ranking) -> ItemTable | None:
    """Of the town as a whole."""
    unit = found.total.outcome.unit if found.total else None
    if unit is None:
        return None
    year = found.board.year
    this, last = found.comparison.same_rounds
    return items_of(read_item_years(user, [unit.pk], Basis.TOTAL, {year: this, year - 1: last}), year)
