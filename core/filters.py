"""What the filters of lists have alike. The filter of a list is a django_filters.FilterSet and declares the rest:

    class HonourFilter(FilterSet):
        q = Search(_("Search"), _("Name, reason, certificate"))
        year = InYear(years_of_honours)
        unit = OfUnit(_("Village or community"), Honour)

An empty choice needs no label: the filter bar calls it 'All' (core/filterbar.py).
"""

from collections.abc import Callable, Iterable

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.access import within
from core.models import Unit, User
from core.scope import units_in_use
from core.search import few_by_number, having_words


class Search(django_filters.CharFilter):
    """Words that are typed, each looked for in these fields, else by the rows' own `matching`, else in those
    that their model names in `searched`.

    few: what is found is named by its numbers where it is little (core.search.few_by_number), for lists of many thousands.
    """

    def __init__(self, label, placeholder, *fields: str, few: bool = False, **kwargs):
        super().__init__(label=label, widget=forms.TextInput({"placeholder": placeholder}), **kwargs)
        self.fields, self.few = fields, few

    def filter(self, rows, words: str):
        if not words:
            return rows
        by_words = self.fields or not hasattr(rows, "matching")
        found = having_words(rows, words, *self.fields) if by_words else rows.matching(words)
        return few_by_number(rows, found) if self.few else found


class InYear(django_filters.ChoiceFilter):
    """A year of those that `years` gives for the reader, the newest first."""

    def __init__(self, years: Callable[[User], Iterable[int]], **kwargs):
        super().__init__(label=_("Year"), choices=(), **kwargs)
        self.years = years

    @property
    def field(self):
        self.extra["choices"] = [(year, str(year)) for year in self.years(self.parent.request.user)]
        return super().field


class OfUnit(django_filters.ModelChoiceFilter):
    """A unit with all below it. Offered are those that rows of the model name in one of these fields, of rows that the reader sees."""

    def __init__(self, label, model, *fields: str, **kwargs):
        def units(request):
            rows = model.objects.visible_to(request.user)
            return units_in_use(Unit.objects.visible_to(request.user), rows, *fields or ("unit",))

        super().__init__(label=label, queryset=units, **kwargs)

    def filter(self, rows, unit: Unit | None):
        return rows.filter(within("unit", [unit.path])) if unit else rows
