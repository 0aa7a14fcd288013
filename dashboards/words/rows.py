"""How a row of results is put in words, on pages and in files alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.models import UnitKind
from dashboards.boards import Board
from dashboards.selectors.comparisons import Row
from dashboards.selectors.rankings import Group
from dashboards.words.footing import row_words
from inspections.models import Standing


@dataclass(frozen=True)
class ShownRow:
    """A row of a table with its words: the unit's name, what one's own is called, what is to be known about it.

    on: 'red' or 'black' for the list that it stands on, '' for neither.
    """

    row: Row
    name: str
    own_word: str
    note: str
    on: str = ""


def shown(row: Row, board: Board, group: Group) -> ShownRow:
    return ShownRow(row, name_of(row), own_word(row), standing_words(row, board), list_of(row, group))


def list_of(row: Row, group: Group) -> str:
    if row in group.red:
        return "red"
    return "black" if row in group.black else ""


def name_of(row: Row) -> str:
    """The unit's name; what has no unit is called so."""
    return row.outcome.unit.name if row.outcome.unit else _("None given")


def own_word(row: Row) -> str:
    """本街道, 本镇, 本单位."""
    if not row.own:
        return ""
    words = {UnitKind.SUBDISTRICT: _("our subdistrict"), UnitKind.TOWN: _("our town")}
    return words.get(row.outcome.unit.kind) or _("our unit")


def rank_words(rank: int | None, tied: bool = False) -> str:
    """第1名, 并列第2名; '' without a rank."""
    if rank is None:
        return ""
    return (_("tied no. %(rank)s") if tied else _("no. %(rank)s")) % {"rank": rank}


def standing_words(row: Row, board: Board) -> str:
    """What is to be known about a rank: why there is none, that the given one is not what the scores give, on what footing it is
    compared."""
    outcome = row.outcome
    words = {
        Standing.TOO_FEW: _("too few points visited: listed, not ranked"),
        Standing.VETOED: _("vetoed, ranked last"),
        Standing.VETOED_YEAR: _("vetoed for the year, ranked last"),
        Standing.NO_SCORE: _("no result"),
    }.get(outcome.standing, "")
    if not words and outcome.score is None and outcome.rank is None:
        words = _("no result")
    if outcome.rank_differs:
        words = _("by the scores it would be no. %(rank)s; the rank that was given stands") % {
            "rank": outcome.rank_by_score
        }
    if not board.round and row.pair.rounds and row.pair.rounds < outcome.rounds:
        part = _("compared over %(n)s same rounds") % {"n": row.pair.rounds}
        words = _("; ").join(filter(None, [words, part]))
    return _("; ").join(filter(None, [words, *row_words(row, board.round is not None)]))
