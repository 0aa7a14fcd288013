"""What was done to keep the facilities: the log of all of them, filtered, sorted, exported."""

from django.utils.translation import gettext_lazy as _

from core.pages import ListPage
from facilities.models import Upkeep
from facilities.upkeep_filters import UpkeepFilter


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
    export_name = _("Upkeep log")
    export_columns = (
        (_("On"), "on"),
        (_("Facility"), "facility.name"),
        (_("Code"), "facility.code"),
        (_("Kind"), "facility.kind.name"),
        (_("Work done"), "work"),
        (_("Done by"), "done_by"),
        (_("Condition after it"), "get_condition_after_display"),
        (_("Note"), "note"),
    )

    def get_queryset(self):
        return super().get_queryset().select_related("facility__kind")
