"""The filter of the upkeep log."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from facilities.models import FacilityKind, Upkeep


def years_of_upkeep(request) -> list[tuple[int, str]]:
    days = Upkeep.objects.visible_to(request.user).dates("on", "year", order="DESC")
    return [(day.year, str(day.year)) for day in days]


class UpkeepFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by work, facility or who did it"),
        widget=forms.TextInput({"placeholder": _("Work, facility, who did it")}),
    )
    kind = django_filters.ModelChoiceFilter(
        field_name="facility__kind", label=_("Kind"), queryset=FacilityKind.objects.all(), empty_label=_("All")
    )
    year = django_filters.ChoiceFilter(field_name="on__year", label=_("Year"), empty_label=_("All"), choices=())

    class Meta:
        model = Upkeep
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_upkeep(self.request)

    def matching(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(
            Q(work__icontains=words)
            | Q(facility__name__icontains=words)
            | Q(done_by__icontains=words)
            | Q(note__icontains=words)
        )
