"""The filters of cleaning teams, of their routes, and of the month of clearance."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Unit, UnitKind
from core.search import words_in
from facilities.models import CleaningRoute

IN_USE = [("yes", _("In use")), ("no", _("No longer used"))]


def cleaning_teams(user):
    """The town's cleaning teams that a person may see."""
    home = Unit.objects.home()
    teams = Unit.objects.visible_to(user).filter(kind=UnitKind.CLEANING_TEAM)
    return teams.below(home) if home else teams.none()


def teams_of_request(request):
    return cleaning_teams(request.user)


class TeamFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by team, route or street"),
        widget=forms.TextInput({"placeholder": _("Team, route, street")}),
    )

    class Meta:
        model = Unit
        fields = []

    def matching(self, queryset, name, value):
        for word in words_in(value):
            routes = CleaningRoute.objects.present().filter(Q(name__icontains=word) | Q(note__icontains=word))
            queryset = queryset.filter(Q(name__icontains=word) | Q(pk__in=routes.order_by().values("team")))
        return queryset


class RouteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by route, team or note"),
        widget=forms.TextInput({"placeholder": _("Route, team, note")}),
    )
    team = django_filters.ModelChoiceFilter(label=_("Cleaning team"), queryset=teams_of_request, empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), method="in_state", choices=IN_USE, empty_label=_("All"), widget=forms.RadioSelect
    )

    class Meta:
        model = CleaningRoute
        fields = []

    def matching(self, queryset, name, value):
        for word in words_in(value):
            queryset = queryset.filter(
                Q(name__icontains=word) | Q(note__icontains=word) | Q(team__name__icontains=word)
            )
        return queryset

    def in_state(self, queryset, name, value):
        return queryset.filter(is_active=value == "yes")
