"""The filter of a dictionary's page."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.search import having_words

IN_USE = "use"
STATES = [(IN_USE, _("In use")), ("retired", _("Retired"))]


class WordFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"placeholder": _("Part of a name")})
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=STATES, empty_label=_("All"), widget=forms.RadioSelect
    )

    def search(self, queryset, name, value):
        return having_words(queryset, value, "name")

    def in_state(self, queryset, name, value):
        return queryset.filter(is_active=value == IN_USE)
