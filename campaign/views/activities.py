"""Activities and recurring ones: the lists, the pages about one, their forms."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.filters.activities import ActivityFilter, SeriesFilter
from campaign.forms.activities import ActivityForm, SeriesForm
from campaign.models import Activity, ActivitySeries
from campaign.recurrence import how_often
from campaign.selectors.activities import activity_figures, series_rows
from campaign.tables.activities import ACTIVITIES, SERIES
from core.pages import ListPage
from core.views.record_pages import RecordEdit, RecordNew, RecordPage, RecordRemove


class OfficeList(ListPage):
    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


class ActivityList(OfficeList):
    """What was held, with people and hours; above it what recurs."""

    model = Activity
    template_name = "campaign/activities.html"
    filterset_class = ActivityFilter
    filter_more = "kind year unit series team"
    sorts = {
        "newest": ("-held_on", "-pk"),
        "title": ("title", "-held_on", "pk"),
        "kind": ("kind__order", "kind__name", "-held_on", "pk"),
        "people": ("-people", "-held_on", "pk"),
    }
    export_name = _("Activities")
    export_columns = ACTIVITIES.export_columns
    comes_back = ACTIVITIES

    def get_queryset(self):
        return super().get_queryset().select_related("kind", "unit", "series").prefetch_related("teams")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        series = ActivitySeries.objects.visible_to(self.request.user).select_related("kind", "unit")
        rows = series_rows(series, timezone.localdate())
        return context | {"figures": activity_figures(self.filter.qs), "series": rows}


class ActivityPages:
    model = Activity
    form_class = ActivityForm
    list_url = "campaign:activities"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}


class ActivityNew(ActivityPages, RecordNew):
    """?series=: of a recurring one, whose words it gets. ?planned: it is still to be held."""

    def get_initial(self):
        initial = super().get_initial() | {"held_on": timezone.localdate(), "is_held": True}
        if "planned" in self.request.GET:
            initial |= {"held_on": None, "is_held": False}
        return initial | self._of_series()

    def _of_series(self) -> dict:
        wanted = self.request.GET.get("series", "")
        if not (wanted.isascii() and wanted.isdecimal()):
            return {}
        series = ActivitySeries.objects.visible_to(self.request.user).filter(pk=wanted).first()
        return (
            {"series": series, "title": series.name, "kind": series.kind_id, "unit": series.unit_id} if series else {}
        )


class ActivityEdit(ActivityPages, RecordEdit):
    pass


class ActivityRemove(RecordRemove):
    model = Activity
    list_url = "campaign:activities"


class ActivityPage(RecordPage):
    model = Activity
    template_name = "campaign/activity.html"
    joins = ("kind", "unit", "series")

    def get_queryset(self):
        return super().get_queryset().prefetch_related("teams")


class SeriesList(OfficeList):
    """Each with how often, what is due next and what was missed."""

    model = ActivitySeries
    template_name = "campaign/series_list.html"
    filterset_class = SeriesFilter
    sorts = {"often": ("every_months", "name", "pk"), "name": ("name", "pk"), "kind": ("kind__order", "name", "pk")}
    export_name = _("Recurring activities")
    export_columns = (*SERIES.export_columns, ("频次", lambda series: how_often(series.every_months)))
    comes_back = SERIES

    def get_queryset(self):
        return super().get_queryset().select_related("kind", "unit")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"rows": series_rows(context["object_list"], timezone.localdate())}


class SeriesPages:
    model = ActivitySeries
    form_class = SeriesForm
    list_url = "campaign:series_list"


class SeriesNew(SeriesPages, RecordNew):
    def get_initial(self):
        return super().get_initial() | {"starts_on": timezone.localdate().replace(month=1, day=1)}


class SeriesEdit(SeriesPages, RecordEdit):
    pass


class SeriesRemove(RecordRemove):
    model = ActivitySeries
    list_url = "campaign:series_list"


class SeriesPage(RecordPage):
    model = ActivitySeries
    template_name = "campaign/series.html"
    joins = ("kind", "unit")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        held = Activity.objects.visible_to(self.request.user).filter(series=self.object).order_by("-held_on", "-pk")
        [row] = series_rows([self.object], timezone.localdate())
        return context | {"row": row, "activities": held}
