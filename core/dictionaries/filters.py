"""The filter of a dictionary's page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from core.filters import Search

IN_USE = "use"
STATES = [(IN_USE, _("In use")), ("retired", _("Retired"))]


class WordFilter(FilterSet):
    q = Search(_("Search"), _("Part of a name"), "name")
    state = ChoiceFilter(label=_("State"), method="in_state", choices=STATES, widget=forms.RadioSelect)

    def in_state(self, queryset, name, value):
        return queryset.filter(is_active=value == IN_USE)
