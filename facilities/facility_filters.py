"""The filter of the inventory: one form drives list, map, totals and export."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from core.scope import units_in_use
from core.search import few_by_number
from facilities.models import Condition, Facility, FacilityKind


def units_with_facilities(request):
    """Villages, communities and other units with a facility that this person sees."""
    units = Unit.objects.visible_to(request.user)
    return units_in_use(units, Facility.objects.visible_to(request.user), "unit")


class FacilityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by code, name, address or unit"),
        widget=forms.TextInput({"placeholder": _("Code, name, address, unit")}),
    )
    condition = django_filters.ChoiceFilter(
        label=_("Condition"), choices=Condition, empty_label=_("All"), widget=forms.RadioSelect
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=FacilityKind.objects.all(), empty_label=_("All"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Lies in"), queryset=units_with_facilities, method="lying_in", empty_label=_("All")
    )

    class Meta:
        model = Facility
        fields = []

    def matching(self, queryset, name, value):
        return few_by_number(queryset, queryset.matching(value))

    def lying_in(self, queryset, name, value):
        return queryset.filter(unit__in=Unit.objects.below(value).order_by().values("pk"))


class ClearedFilter(FacilityFilter):
    """The same over what is cleared every day; the month that is shown stays in the address."""

    condition = None
    month = django_filters.CharFilter(method="shown", widget=forms.HiddenInput)

    def shown(self, queryset, name, value):
        return queryset
