"""What was done to keep the facilities: the log of all of them, filtered, sorted, exported."""

from django.utils.translation import gettext_lazy as _

from core.pages import ListPage
from core.views.record_pages import RecordRemove
from facilities.filters.upkeep import UpkeepFilter
from facilities.models import Upkeep
from facilities.tables.upkeep import EXPORT_COLUMNS, UPKEEP


class UpkeepList(ListPage):
    """The entries stand on their facilities' pages too, where they are made."""

    model = Upkeep
    template_name = "facilities/upkeep_list.html"
    filterset_class = UpkeepFilter
    filter_more = "kind year"
    sorts = {
        "on": ("-on", "-pk"),
        "work": ("work", "-on", "-pk"),
        "facility": ("facility__name", "-on", "-pk"),
        "by": ("done_by", "-on", "-pk"),
    }
    above = ("facilities:facilities", _("Facilities"))
    export_name = _("Upkeep log")
    export_columns = EXPORT_COLUMNS
    comes_back = UPKEEP

    def get_queryset(self):
        return super().get_queryset().select_related("facility__kind", "measure")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


class UpkeepRemove(RecordRemove):
    model = Upkeep
    list_url = "facilities:upkeep"
