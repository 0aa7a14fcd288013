"""All drives' zones with their groups, and what they did entry for entry: lists that go out to Excel and come back."""

from django.utils.translation import gettext_lazy as _

from campaign.filters.drives import ResultFilter, ZoneFilter
from campaign.models import DriveResult, DriveZone
from campaign.selectors.drives import zone_rows
from campaign.tables.drive_results import EXPORT as RESULT_COLUMNS
from campaign.tables.drive_results import RESULTS
from campaign.tables.drive_zones import EXPORT as ZONE_COLUMNS
from campaign.tables.drive_zones import ZONES
from core.pages import ListPage


class ZoneList(ListPage):
    model = DriveZone
    template_name = "campaign/drive_zones.html"
    filterset_class = ZoneFilter
    filter_more = "drive unit year"
    sorts = {
        "drive": ("-drive__starts_on", "-drive", "order", "pk"),
        "name": ("name", "pk"),
        "unit": ("unit__path", "-drive__starts_on", "pk"),
        "people": ("-people", "pk"),
    }
    above = ("campaign:drives", _("Drives"))
    export_name = _("Zones of drives")
    export_columns = ZONE_COLUMNS
    comes_back = ZONES

    def get_queryset(self):
        return super().get_queryset().select_related("drive", "unit")

    def export_rows(self, rows):
        return zone_rows(rows)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"rows": zone_rows(context["object_list"])}


class ResultList(ListPage):
    model = DriveResult
    template_name = "campaign/drive_entries.html"
    filterset_class = ResultFilter
    filter_more = "drive work year"
    sorts = {
        "day": ("-day", "-pk"),
        "drive": ("-drive__starts_on", "-drive", "-day", "-pk"),
        "zone": ("zone__name", "-day", "-pk"),
        "work": ("work__order", "work__name", "-day", "-pk"),
    }
    above = ("campaign:drives", _("Drives"))
    export_name = _("Results of drives")
    export_columns = RESULT_COLUMNS
    comes_back = RESULTS

    def get_queryset(self):
        return super().get_queryset().select_related("drive", "zone", "work", "measure", "entered_by")
