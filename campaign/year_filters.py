"""The filter of the campaign's years."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models import CampaignYear
from core.search import having_words

STATES = [("open", _("Not closed")), ("closed", pgettext_lazy("campaign year", "Closed"))]


class YearFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"placeholder": _("Slogan, targets")})
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=STATES, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = CampaignYear
        fields = []

    def search(self, queryset, name, value):
        return having_words(queryset, value)

    def in_state(self, queryset, name, value):
        return queryset.filter(closed_on__isnull=value == "open")
