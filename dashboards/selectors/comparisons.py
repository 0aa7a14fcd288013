"""Outcomes beside those of the round before and of last year: what every table and chart of results is made of."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dashboards.boards import Board
from dashboards.comparison import Coverage, Pair, difference, over_same_rounds, places_gained
from dashboards.selectors.outcomes import Outcome, Outcomes, ResultBook
from dashboards.selectors.rounds import key_of
from dashboards.selectors.year_certainty import with_year_sure
from inspections.models import Round, Standing


@dataclass(frozen=True)
class Row:
    """A unit's outcome and what it is compared with.

    pair: scores of this and last year over the same rounds. rank, last_rank: the ranks that are set side by side; for a part
    of a year they are worked out over the same rounds. Moves are places gained; None is a gap. last, before: what it is compared
    with, for what that stands on; regrouped: it was ranked in another group then, so places are not compared. of, last_of: among how
    many units the two ranks are; 0: not known.
    """

    outcome: Outcome
    own: bool
    pair: Pair
    rank: int | None = None
    last_rank: int | None = None
    move_before: int | None = None
    change_before: Decimal | None = None
    last: Outcome | None = None
    before: Outcome | None = None
    regrouped: bool = False
    of: int = 0
    last_of: int = 0

    @property
    def is_ranked(self) -> bool:
        return self.outcome.rank is not None

    @property
    def move_year(self) -> int | None:
        return None if self.regrouped else places_gained(self.rank, self.last_rank)

    @property
    def among_others(self) -> bool:
        """The two ranks are among different numbers of units: no. 3 of 12 is another place than no. 3 of 10."""
        return self.move_year is not None and 0 < self.of != self.last_of > 0


class Comparison:
    """The outcomes of one basis in the board's round or year, with both sides of the comparison."""

    def __init__(self, board: Board, results: ResultBook, basis: str):
        self.board = board
        self.book = board.book
        self.results = results
        self.basis = basis

    @cached_property
    def coverage(self) -> Coverage:
        return coverage_of(self.board)

    @cached_property
    def shown(self) -> Outcomes:
        if self.board.round:
            return self.results.of(self.board.round, self.basis)
        year = self.results.over_year(self.book.published, self.basis, self.board.bulletin)
        return with_year_sure(year, self.basis, self.results.year_sure)

    @cached_property
    def before(self) -> Outcomes:
        return self.results.carried_over(self.board.before, self.basis)

    @cached_property
    def this(self) -> Outcomes:
        """This year's side: the whole of it, or only the rounds that last year has too."""
        if self.board.round or self.coverage.is_whole:
            return self.shown
        return self.results.over_year(self._same(self.book.published), self.basis, units=self.shown)

    @cached_property
    def last(self) -> Outcomes:
        if self.board.round:
            return self.results.carried_over(self.board.year_before, self.basis)
        bulletin = self.board.last_bulletin if self.coverage.is_whole else None
        return self.results.over_year(self._same(self.book.last_published), self.basis, bulletin, self.shown)

    @property
    def same_rounds(self) -> tuple[list[Round], list[Round]]:
        """The rounds of both years that are set side by side."""
        if self.board.round:
            last = self.board.year_before
            return ([self.board.round], [last]) if last else ([], [])
        return self._same(self.book.published), self._same(self.book.last_published)

    def _same(self, rounds: list[Round]) -> list[Round]:
        return [round for round in rounds if key_of(round) in self.coverage.same]

    @cached_property
    def gaps(self) -> Outcomes:
        """Units that had a result last year and have none now, without those that went into one that has."""
        gone = self.results.lineage.went_into(self.shown)
        return {
            pk: Outcome(outcome.unit, None, standing=Standing.NO_SCORE, rounds=0)
            for pk, outcome in self.last.items()
            if pk not in self.shown and pk not in gone
        }

    @cached_property
    def numbers(self) -> tuple[Counter, Counter]:
        """How many units are ranked in each group (Unit.compared_in), this year and last. Nothing is known of whole years in which
        units changed: one that merged and what it was made of would both count."""
        if self.board.round:
            sides = (self.shown, self.results.of(self.board.year_before, self.basis))
        else:
            sides = ({}, {}) if self.results.lineage.predecessors else (self.this, self.last)
        return tuple(Counter(one.unit.compared_in for one in side.values() if one.unit and one.rank) for side in sides)

    def row(self, pk: int | None, own: bool) -> Row:
        shown = self.shown.get(pk) or self.gaps[pk]
        this, before, last = self.this.get(pk), self.before.get(pk), self.last.get(pk)
        numbers = [
            found[one.unit.compared_in] if one and one.unit else 0
            for found, one in zip(self.numbers, (this, last), strict=True)
        ]
        return Row(
            outcome=shown,
            own=own,
            pair=self.pair(pk),
            rank=this.rank if this else None,
            last_rank=last.rank if last else None,
            move_before=places_gained(shown.rank, before.rank) if before and in_one_group(shown, before) else None,
            change_before=difference(shown.score, before.score) if before else None,
            last=last,
            before=before,
            regrouped=bool(this and last) and not in_one_group(this, last),
            of=numbers[0],
            last_of=numbers[1],
        )

    def pair(self, pk: int | None) -> Pair:
        """Both years' scores. A unit that missed a round is compared over the rounds that it has in both years; a bulletin for one
        whole year alone is not set against the other year's rounds."""
        this, last = self.this.get(pk), self.last.get(pk)
        official = (this.score if this else None, last.score if last else None)
        if self.board.round:
            return Pair(*official, 1)
        now = self.results.scores_of(pk, self._same(self.book.published), self.basis)
        then = self.results.scores_of(pk, self._same(self.book.last_published), self.basis)
        if self.coverage.is_whole and (self._is_given(pk) or not (now or then)):
            return Pair(*official, 0)
        return over_same_rounds(now, then)

    def _is_given(self, pk: int | None) -> bool:
        """Do bulletins give the scores of both whole years?"""
        given = [outcomes.get(pk) for outcomes in self._bulletins]
        return all(outcome is not None and outcome.score is not None for outcome in given)

    @cached_property
    def _bulletins(self) -> list[Outcomes]:
        return [
            self.results.carried_over(bulletin, self.basis)
            for bulletin in (self.board.bulletin, self.board.last_bulletin)
        ]


def in_one_group(this: Outcome, last: Outcome) -> bool:
    """Was the unit ranked with the same group both times?"""
    if this.unit is None or last.unit is None:
        return this.unit is last.unit
    return this.unit.compared_in == last.unit.compared_in


def coverage_of(board: Board) -> Coverage:
    return Coverage(
        frozenset(key_of(round) for round in board.book.published),
        frozenset(key_of(round) for round in board.book.last_published),
    )
