"""/losses/: where points are lost, and what closing open tasks would win back."""

from functools import cached_property

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.charts import ChartView
from core.files_out.exports import FORMATS, table_response
from core.kept import kept
from dashboards.addresses import board_address
from dashboards.boards import Board, choose_board
from dashboards.forms import BoardForm, labels_of
from dashboards.selectors.gains import WinBack, win_back
from dashboards.selectors.losses import Losses, item_losses, losses_of
from dashboards.words import losses as words
from dashboards.words import notes

CHARTED = 12
"""Items that fit in one chart; the table has all."""


class LossMixin:
    """The board of the address and what was lost in it; read once, when first asked for."""

    @cached_property
    def board(self) -> Board:
        board = choose_board(self.request.user, self.request.GET, timezone.localdate(), scored_here=True)
        board.kinds = []
        return board

    @property
    def losses(self) -> Losses:
        return self.read[0]

    @cached_property
    def read(self) -> tuple[Losses, str]:
        """What was lost, and its tables as safe HTML: many rows are gone through, so both are kept until something changes."""
        user, board = self.request.user, self.board
        number = board.round and board.round.pk
        of = ("losses", user.pk, user.access.posts, board.level, board.year, number, get_language())
        return kept(of, lambda: _read(user, board))


def _read(user, board: Board) -> tuple[Losses, str]:
    losses = losses_of(user, board)
    context = {
        "losses": losses,
        "tables": words.tables(losses),
        "points_file": board_address("losses", board, part="points", format="xlsx"),
    }
    return losses, render_to_string("dashboards/_losses_lower.html", context)


class LossesPage(LossMixin, TemplateView):
    """By item, kind of point, unit, responsible unit, round and point; ?part= names the table that ?format= exports."""

    template_name = "dashboards/losses.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            part = request.GET.get("part", "items")
            columns, rows = words.table_of(part, self.losses, self.back)
            return table_response(wanted, f"{_('Points lost')} {notes.board_title(self.board)}", columns, rows)
        return super().get(request, *args, **kwargs)

    @cached_property
    def back(self) -> WinBack:
        rounds = self.losses.rounds if self.losses.total else []
        return win_back(self.request.user, rounds[-1] if rounds else None, timezone.localtime())

    def get_context_data(self, **kwargs):
        losses, back = self.losses, self.back
        return super().get_context_data(**kwargs) | {
            "losses": losses,
            "back": back,
            "board": self.board,
            "title_line": notes.board_title(self.board),
            "form": BoardForm(self.board),
            "lead": words.lead(losses, back),
            "figures": words.figures(losses, back),
            "lower": self.read[1],
            "chart_url": board_address("losses_chart", self.board),
            "chart_alt": words.chart_alt(losses),
            "assumptions": words.assumptions(back),
            "gains": words.gain_lines(back),
            "later_url": words.later_url(back),
            "gains_file": board_address("losses", self.board, part="gains", format="xlsx"),
            "exports": {wanted: board_address("losses", self.board, format=wanted) for wanted in FORMATS},
            "ignored": labels_of(self.board.unknown, notes.listed_with()),
        }


class LossesChart(LossMixin, ChartView):
    """The items that lost most, as bars."""

    kind = "rank-bars"

    def get_labels(self):
        return [row.name for row in self.losses.items[:CHARTED]]

    def get_series(self):
        return [(_("Points lost"), "s1", [row.lost for row in self.losses.items[:CHARTED]])]

    def get_extras(self):
        top = max((row.lost for row in self.losses.items[:CHARTED]), default=0)
        return {
            "file": _("Points lost"),
            "labelTitle": _("Item"),
            "shortLabels": [words.shortened(name) for name in self.get_labels()],
            "unit": _("points"),
            **words.axis_of(top),
        }


class LossItemPage(LossMixin, TemplateView):
    """/losses/<code>/: one item. Which units lost on it, and the sheets on which most was lost."""

    template_name = "dashboards/loss_item.html"

    def get_context_data(self, code: str, **kwargs):
        found = item_losses(self.request.user, self.board, code)
        if found is None:
            raise Http404
        return super().get_context_data(**kwargs) | {
            "found": found,
            "board": self.board,
            "title_line": notes.board_title(self.board),
            "form": BoardForm(self.board),
            "back_url": board_address("losses", self.board),
        }
