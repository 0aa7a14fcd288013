"""The tables of leaders' pages as columns of a file: the same rows, in the same order."""

from django.utils.translation import gettext as _

from core.files_out.exports import Column
from dashboards.boards import Board
from dashboards.selectors.rankings import Ranking
from dashboards.strips import places_of_the_year
from dashboards.words.certainty import range_of
from dashboards.words.rows import list_of, name_of, rank_words, standing_words


def ranking_columns(ranking: Ranking) -> list[Column]:
    """Of rows (group title, Row)."""
    board = ranking.board
    before = [
        (_("Places gained on the round before"), lambda item: item[1].move_before),
        (_("Points gained on the round before"), lambda item: item[1].change_before),
    ]
    sure = [
        (_("Likely ranks"), lambda item: range_of(item[1].outcome.sure)),
        (_("Tier"), lambda item: item[1].outcome.sure and item[1].outcome.sure.tier),
        (_("Score at least"), lambda item: item[1].outcome.sure and item[1].outcome.sure.score_low),
        (_("Score at most"), lambda item: item[1].outcome.sure and item[1].outcome.sure.score_high),
    ]
    if board.round:
        adjusted = (
            _("Score adjusted for severity"),
            lambda item: item[1].outcome.sure and item[1].outcome.sure.adjusted,
        )
        sure.append(adjusted)
    else:
        sure.append((_("Points visited"), lambda item: item[1].outcome.points if item[1].outcome.sure else None))
    lists = {"red": _("Red list"), "black": _("Black list"), "": ""}
    group_of = {id(row): group for group in ranking.groups for row in group.rows}
    return [
        (_("Group"), lambda item: item[0]),
        (_("Rank"), lambda item: item[1].outcome.rank),
        (_("Tied"), lambda item: item[1].outcome.tied if item[1].is_ranked else None),
        (_("Rank in words"), lambda item: rank_words(item[1].outcome.rank, item[1].outcome.tied)),
        (_("Unit"), lambda item: name_of(item[1])),
        (_("Score"), lambda item: item[1].outcome.score),
        *(before if board.round else []),
        (_("Score last year"), lambda item: item[1].pair.last),
        (_("Points gained on last year"), lambda item: item[1].pair.difference),
        (_("Rank last year"), lambda item: item[1].last_rank),
        (_("Places gained on last year"), lambda item: item[1].move_year),
        (_("Points visited"), lambda item: item[1].outcome.points)
        if board.round
        else (_("Rounds"), lambda item: item[1].outcome.rounds),
        *([] if board.round else [(_("Places by round"), lambda item: places_of_the_year(ranking, item[1]))]),
        *(sure if any(group.sure for group in ranking.groups) else []),
        (_("Red and black list"), lambda item: lists[list_of(item[1], group_of[id(item[1])])]),
        (_("Note"), lambda item: standing_words(item[1], board)),
    ]


def comparison_columns(board: Board) -> list[Column]:
    """Of rows (group title, Row)."""
    this, last = {"year": board.year}, {"year": board.year - 1}
    return [
        (_("Group"), lambda item: item[0]),
        (_("Unit"), lambda item: name_of(item[1])),
        (_("Score of %(year)s") % this, lambda item: item[1].pair.this),
        (_("Score of %(year)s") % last, lambda item: item[1].pair.last),
        (_("Difference (points)"), lambda item: item[1].pair.difference),
        (_("Rank of %(year)s") % this, lambda item: item[1].rank),
        (_("Rank of %(year)s") % last, lambda item: item[1].last_rank),
        (_("Rank of %(year)s, in words") % this, lambda item: rank_words(item[1].rank)),
        (_("Rank of %(year)s, in words") % last, lambda item: rank_words(item[1].last_rank)),
        (_("Places gained"), lambda item: item[1].move_year),
        *([] if board.round else [(_("Same rounds"), lambda item: item[1].pair.rounds)]),
        (_("Note"), lambda item: standing_words(item[1], board)),
    ]
