"""Money beside results, year by year."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import TOWN_WIDE
from core.files_out.exports import FORMATS, table_response
from core.formats import wan
from dashboards.selectors.returns import YearReturn, returns_by_year
from dashboards.words.rows import rank_words


class ReturnsPage(TemplateView):
    """For who sees the whole town's money."""

    template_name = "dashboards/returns.html"

    def get(self, request, *args, **kwargs):
        if not request.user.access.has(*TOWN_WIDE):
            raise PermissionDenied
        self.rows = returns_by_year(request.user, timezone.localdate().year)
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            return table_response(wanted, _("Money and results"), columns(), self.rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "rows": [(row, places(row)) for row in self.rows],
            "this_year": timezone.localdate().year,
        }


def places(row: YearReturn) -> str:
    return rank_words(row.outcome.rank, row.outcome.tied) if row.outcome else ""


def columns():
    return [
        (_("Year"), "year"),
        (_("Secured (10,000 yuan)"), lambda row: wan(row.sums.secured)),
        (_("Paid (10,000 yuan)"), lambda row: wan(row.sums.paid)),
        (_("City inspections, score"), "outcome.score"),
        (_("On the year before (points)"), "change"),
        (_("Rank in words"), places),
        (_("Rounds"), "outcome.rounds"),
    ]
