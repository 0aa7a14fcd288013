"""The filter of the list of plans. One form drives the list and the export."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from campaign.models import ControlLineKind, Plan, PlanKind, PlanStage
from core.filters import InYear, Search


class PlanFilter(FilterSet):
    q = Search(_("Search by name, aims or who draws it up"), _("Name, aims, drawn up by"))
    stage = ChoiceFilter(label=_("Stage of the plan"), choices=PlanStage)
    kind = ModelChoiceFilter(label=_("Kind"), queryset=PlanKind.objects.all())
    line = ModelChoiceFilter(label=_("Control line"), queryset=ControlLineKind.objects.all(), method="with_line")
    year = InYear(lambda user: Plan.objects.visible_to(user).years())

    def with_line(self, queryset, name, value):
        return queryset.with_line(value)
