"""The filter of the campaign's years."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter, FilterSet

from core.filters import Search

STATES = [("open", _("Not closed")), ("closed", pgettext_lazy("campaign year", "Closed"))]


class YearFilter(FilterSet):
    q = Search(_("Search"), _("Slogan, targets"))
    state = ChoiceFilter(label=_("State"), method="in_state", choices=STATES, widget=forms.RadioSelect)

    def in_state(self, queryset, name, value):
        return queryset.filter(closed_on__isnull=value == "open")
