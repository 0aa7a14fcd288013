"""The filter of the upkeep log."""

from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet, ModelChoiceFilter

from core.filters import InYear, Search
from facilities.models import FacilityKind, Upkeep

SEARCHED = ("work", "facility__name", "done_by", "note")


def years_of_upkeep(user) -> list[int]:
    return [day.year for day in Upkeep.objects.visible_to(user).dates("on", "year", order="DESC")]


class UpkeepFilter(FilterSet):
    q = Search(_("Search by work, facility or who did it"), _("Work, facility, who did it"), *SEARCHED)
    kind = ModelChoiceFilter(field_name="facility__kind", label=_("Kind"), queryset=FacilityKind.objects.all())
    year = InYear(years_of_upkeep, field_name="on__year")
