"""The page of one project, and the figures of its chart."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.charts import ChartView
from core.maps.shapes import in_words
from core.maps.town_map import drawn, map_settings
from core.models import PhotoPurpose
from core.views.record_pages import RecordPage
from facilities.lag import month_of
from facilities.models import Project
from facilities.project_words import dates_words, month_name
from facilities.selectors.pauses import pauses_of
from facilities.selectors.project_page import month_lines, page_of, ways_on
from facilities.selectors.projects import month_bars, plans_of, reports_of


def bars_of(project: Project, today):
    plan = plans_of([project]).get(project.pk, {})
    pauses = pauses_of([project]).get(project.pk, ())
    return month_bars(plan, reports_of([project]).get(project.pk, {}), today, pauses=pauses)


class ProjectPage(RecordPage):
    model = Project
    template_name = "facilities/project.html"
    joins = ("kind", "unit", "carried_out_by", "measure")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        project, user, today = self.object, self.request.user, timezone.localdate()
        bars = bars_of(project, today)
        return (
            context
            | page_of(project, context["photos"], today)
            | {
                "photos": [photo for photo in context["photos"] if photo.purpose != PhotoPurpose.PROGRESS],
                "bars": bars,
                "months": month_lines(project, bars, today),
                "chart_alt": chart_alt(bars),
                "legend": [
                    {"key": "own", "label": pgettext("progress", "Reported")},
                    {"key": "own-soft", "label": _("This month so far")},
                    {"key": "plan", "label": pgettext("progress", "Planned"), "line": True},
                ],
                "dates_words": dates_words(project),
                "ways": ways_on(project, user),
                "may_report": project.may_be_reported_by(user),
                "money_may_be_entered": context["may_edit"],
                "lines": [drawn(project.name, project.shape)] if project.shape else [],
                "shape_words": in_words(project.shape) if project.shape else "",
                "places": [],
                "map_settings": map_settings(),
            }
        )


def chart_alt(bars) -> str:
    """The chart in words."""
    return _("; ").join(
        _("%(month)s: planned %(planned)s%%, reported %(reported)s")
        % {
            "month": month_name(bar.month),
            "planned": "—" if bar.planned is None else bar.planned,
            "reported": "—" if bar.reported is None else f"{bar.reported}%",
        }
        for bar in bars
    )


class ProjectChart(ChartView):
    """Plan against reports by month, percent in all. A month without a report is a gap, not a zero."""

    kind = "plan"
    digits = 0

    @cached_property
    def project(self) -> Project:
        return get_object_or_404(Project.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def bars(self):
        return bars_of(self.project, self.today)

    def get_labels(self):
        return [month_name(bar.month) for bar in self.bars]

    def get_series(self):
        return [
            (pgettext("progress", "Reported"), "own", [bar.reported for bar in self.bars]),
            (pgettext("progress", "Planned"), "plan", [bar.planned for bar in self.bars]),
        ]

    def get_extras(self):
        months = [bar.month for bar in self.bars]
        present = month_of(self.today)
        return {
            "file": _("%(project)s by month") % {"project": self.project},
            "labelTitle": _("Month"),
            "unit": "%",
            "partial": months.index(present) if present in months else None,
        }
