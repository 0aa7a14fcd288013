"""The filter of the lists of honours: one form drives list, counts, roster, certificates and export."""

import django_filters
from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from campaign.honour_states import HonourState
from campaign.models import Honour, HonourKind
from core.access import within
from core.models import Unit
from core.scope import units_in_use
from core.search import having_words


def years_of_honours(request) -> list[tuple[int, str]]:
    years = Honour.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]


def units_with_honours(request):
    return units_in_use(Unit.objects.visible_to(request.user), Honour.objects.visible_to(request.user), "unit")


class ChosenFilter(django_filters.BaseInFilter, django_filters.NumberFilter):
    """Keys, separated by commas. What no database holds is none: SQLite stumbles over it."""

    def get_max_validator(self):
        return MaxValueValidator(BigIntegerField.MAX_BIGINT)


class HonourFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Search"),
        method="search",
        widget=forms.TextInput({"placeholder": _("Name, reason, certificate")}),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=HonourState, empty_label=_("All"), widget=forms.RadioSelect
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=HonourKind.objects.all(), empty_label=_("All"))
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"), choices=())
    unit = django_filters.ModelChoiceFilter(
        label=_("Village or community"), queryset=units_with_honours, method="of_unit", empty_label=_("All")
    )

    class Meta:
        model = Honour
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_honours(self.request)

    def search(self, queryset, name, value):
        return having_words(queryset, value)

    def of_unit(self, queryset, name, value):
        return queryset.filter(within("unit", [value.path]))


class CertificateFilter(HonourFilter):
    """The same, and those that were ticked in the list: ?chosen=12,15."""

    chosen = ChosenFilter(field_name="pk", lookup_expr="in", widget=forms.HiddenInput)
