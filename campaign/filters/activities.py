"""The filters of the lists of activities, of recurring ones and of volunteer teams."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from campaign.models import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from core.filters import InYear, OfUnit, Search

HELD = [("yes", _("Held so far")), ("no", _("Not held yet"))]


def series_of_town(request):
    return ActivitySeries.objects.visible_to(request.user)


def teams_of_town(request):
    return VolunteerTeam.objects.visible_to(request.user)


def years_of_activities(user) -> list[int]:
    return [day.year for day in Activity.objects.visible_to(user).dates("held_on", "year", order="DESC")]


class ActivityFilter(FilterSet):
    q = Search(_("Search"), _("Title, place, what was done"))
    held = ChoiceFilter(label=_("State"), method="was_held", choices=HELD, widget=forms.RadioSelect)
    kind = ModelChoiceFilter(label=_("Kind"), queryset=ActivityKind.objects.all())
    year = InYear(years_of_activities, field_name="held_on", lookup_expr="year")
    unit = OfUnit(_("Held by"), Activity)
    series = ModelChoiceFilter(label=_("Recurring"), queryset=series_of_town)
    team = ModelChoiceFilter(label=_("Volunteer team"), field_name="teams", queryset=teams_of_town)

    def was_held(self, queryset, name, value):
        return queryset.filter(is_held=value == "yes")


class SeriesFilter(FilterSet):
    q = Search(_("Search"), _("Name"))
    kind = ModelChoiceFilter(label=_("Kind"), queryset=ActivityKind.objects.all())
    unit = OfUnit(_("Held by"), ActivitySeries)


class TeamFilter(FilterSet):
    q = Search(_("Search"), _("Name, leader"))
    unit = OfUnit(_("Village or community"), VolunteerTeam)
