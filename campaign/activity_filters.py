"""The filters of the lists of activities, of recurring ones and of volunteer teams."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from core.access import within
from core.models import Unit
from core.scope import units_in_use
from core.search import having_words

HELD = [("yes", _("Held so far")), ("no", _("Not held yet"))]


def _units_of(model):
    def units(request):
        return units_in_use(Unit.objects.visible_to(request.user), model.objects.visible_to(request.user), "unit")

    return units


def series_of_town(request):
    return ActivitySeries.objects.visible_to(request.user)


def teams_of_town(request):
    return VolunteerTeam.objects.visible_to(request.user)


def years_of_activities(request) -> list[tuple[int, str]]:
    days = Activity.objects.visible_to(request.user).dates("held_on", "year", order="DESC")
    return [(day.year, str(day.year)) for day in days]


class OfUnit(django_filters.FilterSet):
    def of_unit(self, queryset, name, value):
        return queryset.filter(within("unit", [value.path]))


class ActivityFilter(OfUnit):
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"placeholder": _("Title, place, what was done")})
    )
    held = django_filters.ChoiceFilter(
        label=_("State"), method="was_held", choices=HELD, empty_label=_("All"), widget=forms.RadioSelect
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=ActivityKind.objects.all(), empty_label=_("All"))
    year = django_filters.ChoiceFilter(
        label=_("Year"), field_name="held_on", lookup_expr="year", empty_label=_("All"), choices=()
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Held by"), queryset=_units_of(Activity), method="of_unit", empty_label=_("All")
    )
    series = django_filters.ModelChoiceFilter(label=_("Recurring"), queryset=series_of_town, empty_label=_("All"))
    team = django_filters.ModelChoiceFilter(
        label=_("Volunteer team"), field_name="teams", queryset=teams_of_town, empty_label=_("All")
    )

    class Meta:
        model = Activity
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["year"].extra["choices"] = years_of_activities(self.request)

    def search(self, queryset, name, value):
        return having_words(queryset, value)

    def was_held(self, queryset, name, value):
        return queryset.filter(is_held=value == "yes")


class SeriesFilter(OfUnit):
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"placeholder": _("Name")})
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=ActivityKind.objects.all(), empty_label=_("All"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Held by"), queryset=_units_of(ActivitySeries), method="of_unit", empty_label=_("All")
    )

    class Meta:
        model = ActivitySeries
        fields = []

    def search(self, queryset, name, value):
        return having_words(queryset, value)


class TeamFilter(OfUnit):
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"placeholder": _("Name, leader")})
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Village or community"), queryset=_units_of(VolunteerTeam), method="of_unit", empty_label=_("All")
    )

    class Meta:
        model = VolunteerTeam
        fields = []

    def search(self, queryset, name, value):
        return having_words(queryset, value)
