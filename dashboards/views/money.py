"""/funding/against-score/: what was spent, and how the items that it should move changed."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import require
from core.charts import ChartView
from core.files_out.exports import FORMATS, table_response
from core.formats import wan
from dashboards.addresses import board_address
from dashboards.boards import Board, choose_board
from dashboards.forms import BoardForm, labels_of
from dashboards.selectors.money import MoneyAgainstScore, money_against_score
from dashboards.words.losses import axis_of
from dashboards.words.money import columns, footings, lead, limits
from dashboards.words.notes import listed_with

READERS = ("office", "leader", "admin")


class MoneyMixin:
    """For those who may see the town's money."""

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *READERS)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def board(self) -> Board:
        board = choose_board(self.request.user, self.request.GET, timezone.localdate(), scored_here=True).of_year()
        board.kinds = []
        return board

    @cached_property
    def seen(self) -> MoneyAgainstScore:
        return money_against_score(self.request.user, self.board)


class MoneyPage(MoneyMixin, TemplateView):
    template_name = "dashboards/money.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            return table_response(wanted, f"{_('Money against score')} {self.board.year}", columns(), self.seen.rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        form = BoardForm(self.board)
        del form.fields["round"]
        return super().get_context_data(**kwargs) | {
            "seen": self.seen,
            "board": self.board,
            "last_year": self.board.year - 1,
            "form": form,
            "lead": lead(self.seen),
            "limits": limits(self.seen),
            "footings": footings(self.seen.rows),
            "chart_url": board_address("money_chart", self.board),
            "tables": self.seen.rows,
            "exports": {wanted: board_address("money_score", self.board, format=wanted) for wanted in FORMATS},
            "ignored": labels_of(self.board.unknown, listed_with()),
        }


class MoneyChart(MoneyMixin, ChartView):
    """What was paid, by kind of project, in 万元."""

    kind = "rank-bars"

    def get_labels(self):
        return [row.kind.name for row in self.rows]

    @property
    def rows(self):
        return [row for row in self.seen.rows if row.paid > 0]

    def get_series(self):
        return [(_("Paid"), "s1", [wan(row.paid) for row in self.rows])]

    def get_extras(self):
        top = max((row.paid / 10_000 for row in self.rows), default=0)
        return {
            "file": _("Money against score"),
            "labelTitle": _("Kind of project"),
            "unit": _("10,000 yuan"),
        } | axis_of(top)
