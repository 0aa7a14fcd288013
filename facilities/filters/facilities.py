"""The filter of the inventory: one form drives list, map, totals and export."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import OfUnit, Search
from core.models import Unit
from facilities.models import Condition, Facility, FacilityKind


class FacilityFilter(FilterSet):
    q = Search(_("Search by code, name, address or unit"), _("Code, name, address, unit"), few=True)
    condition = ChoiceFilter(label=_("Condition"), choices=Condition, widget=forms.RadioSelect)
    kind = ModelChoiceFilter(label=_("Kind"), queryset=FacilityKind.objects.all())
    unit = OfUnit(_("Lies in"), Facility, method="lying_in")

    def lying_in(self, queryset, name, value):
        return queryset.filter(unit__in=Unit.objects.below(value).order_by().values("pk"))


class ClearedFilter(FacilityFilter):
    """The same over what is cleared every day; the month that is shown stays in the address."""

    condition = None
    month = CharFilter(method="shown", widget=forms.HiddenInput)

    def shown(self, queryset, name, value):
        return queryset
