"""/lasting/: does it last, or does it look different before and after an inspection."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.charts import ChartView
from core.files_out.exports import FORMATS, table_response
from core.models import Unit
from dashboards.addresses import address
from dashboards.forms import YearForm, labels_of
from dashboards.selectors.lasting import Lasting, lasting, point_gaps
from dashboards.words import lasting as words
from dashboards.words.notes import listed_with


class LastingMixin:
    @cached_property
    def seen(self) -> Lasting:
        return lasting(self.request.user, self.request.GET, timezone.localtime())


class LastingPage(LastingMixin, TemplateView):
    """Announced minus unannounced, what came back, what was left of drives; ?part= names the table that ?format= exports."""

    template_name = "dashboards/lasting.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            columns, rows = words.table_of(request.GET.get("part", ""), self.seen)
            return table_response(wanted, f"{_('Lasting effect')} {self.seen.year}", columns, rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        seen = self.seen
        return super().get_context_data(**kwargs) | {
            "seen": seen,
            "form": YearForm(seen.year, seen.years),
            "lead": words.lead(seen),
            "figures": words.figures(seen),
            "gaps": words.gap_lines(seen),
            "came_back": words.came_back_lines(seen),
            "drives": words.drive_lines(seen),
            "legend": [{"key": "s1", "label": _("Announced")}, {"key": "last", "label": _("Unannounced")}],
            "chart_url": address("lasting_chart", year=seen.year),
            "chart_alt": words.chart_alt(seen),
            "files": {part: address("lasting", year=seen.year, part=part, format="xlsx") for part in words.PARTS},
            "ignored": labels_of(seen.unknown, listed_with()),
        }


class LastingChart(LastingMixin, ChartView):
    """Each unit's announced and unannounced scores over the same points, side by side."""

    kind = "rank-bars"

    def get_labels(self):
        return [gap.unit.name for gap in self.seen.units]

    def get_series(self):
        return [
            (_("Announced"), "s1", [gap.announced_score for gap in self.seen.units]),
            (_("Unannounced"), "last", [gap.unannounced_score for gap in self.seen.units]),
        ]

    def get_extras(self):
        return {"file": _("Lasting effect"), "labelTitle": _("Unit"), "unit": _("points"), "max": 100}


class LastingUnitPage(LastingMixin, TemplateView):
    """/lasting/<unit>/: the points behind a unit's gap, and their visits."""

    template_name = "dashboards/lasting_unit.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            rows = point_gaps(request.user, self.seen.year, self.unit)
            return table_response(wanted, f"{_('Lasting effect')} {self.unit}", words.point_columns(), rows)
        return super().get(request, *args, **kwargs)

    @cached_property
    def unit(self) -> Unit:
        return get_object_or_404(Unit.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        seen = self.seen
        return super().get_context_data(**kwargs) | {
            "seen": seen,
            "unit": self.unit,
            "gap": next((gap for gap in seen.units if gap.unit_id == self.unit.pk), None),
            "points": point_gaps(self.request.user, seen.year, self.unit),
            "back_url": address("lasting", year=seen.year),
            "file": "?" + f"year={seen.year}&format=xlsx",
        }
