"""The filter of the list of drives. One form drives the list and the export."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.models import Drive, DriveState


class DriveFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by name, slogan, zone or group"),
        widget=forms.TextInput({"placeholder": _("Name, slogan, zone, group")}),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=DriveState, empty_label=_("All"), method="in_state", widget=forms.RadioSelect
    )
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"), choices=(), method="of_year")

    class Meta:
        model = Drive
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Drive.objects.visible_to(self.request.user).years()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def matching(self, queryset, name, value):
        return queryset.matching(value.strip())

    def in_state(self, queryset, name, value):
        return queryset.in_state(value, timezone.localdate())

    def of_year(self, queryset, name, value):
        return queryset.of_year(int(value))
