"""The filters of cleaning teams and of their routes."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import Search
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


class TeamFilter(FilterSet):
    q = Search(_("Search by team, route or street"), _("Team, route, street"), method="matching")

    def matching(self, queryset, name, value):
        for word in words_in(value):
            routes = CleaningRoute.objects.present().filter(Q(name__icontains=word) | Q(note__icontains=word))
            queryset = queryset.filter(Q(name__icontains=word) | Q(pk__in=routes.order_by().values("team")))
        return queryset


class RouteFilter(FilterSet):
    q = Search(_("Search by route, team or note"), _("Route, team, note"), "name", "note", "team__name")
    team = ModelChoiceFilter(label=_("Cleaning team"), queryset=teams_of_request)
    state = ChoiceFilter(label=_("State"), method="in_state", choices=IN_USE, widget=forms.RadioSelect)

    def in_state(self, queryset, name, value):
        return queryset.filter(is_active=value == "yes")
