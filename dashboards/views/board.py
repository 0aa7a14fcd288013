"""What every page and chart about a level's round or year begins with."""

from functools import cached_property

from django.utils import timezone

from dashboards.boards import Board, choose_board
from dashboards.selectors.courses import Stop, course_of
from dashboards.selectors.outcomes import ResultBook
from dashboards.selectors.rankings import Ranking, ranking, read_board_results


class BoardMixin:
    """The board of the address and its ranking, for the signed-in user; read once, when first asked for."""

    with_gaps = False

    @cached_property
    def board(self) -> Board:
        return choose_board(self.request.user, self.request.GET, timezone.localdate())

    @cached_property
    def results(self) -> ResultBook:
        return read_board_results(self.request.user, self.board)

    @cached_property
    def ranking(self) -> Ranking:
        return ranking(self.board, self.results, self.request.user.access.unit_ids, self.with_gaps)

    @cached_property
    def course(self) -> list[Stop]:
        """The rounds of both years for whom the page is about; only for a whole year."""
        subject = self.ranking.subject
        if self.board.round or not subject:
            return []
        basis = self.ranking.comparison.basis
        return course_of(subject.outcome.unit.pk, self.board.book, self.results, basis)
