"""Cleaning teams: who keeps which streets clean, and how they did when they were assessed."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from core.maps import map_settings
from core.models import Unit, UnitKind
from core.views.record_pages import RecordEdit, RecordNew
from facilities.forms.facilities import RouteForm
from facilities.models import CleaningRoute
from facilities.selectors.teams import route_lines, route_places, routes_of, team_rows
from facilities.team_results import results_of

NEWEST = 12


def cleaning_teams(user):
    home = Unit.objects.home()
    return (
        Unit.objects.visible_to(user).below(home).filter(kind=UnitKind.CLEANING_TEAM) if home else Unit.objects.none()
    )


class TeamList(TemplateView):
    template_name = "facilities/team_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        teams = list(cleaning_teams(user))
        routes = routes_of(teams, user)
        return super().get_context_data(**kwargs) | {
            "teams": team_rows(teams, routes, results_of(teams, user, 1)),
            "lines": route_lines(routes),
            "places": route_places(routes),
            "map_settings": map_settings(),
            "is_office": user.access.has("office"),
        }


class TeamPage(TemplateView):
    template_name = "facilities/team.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        team = get_object_or_404(cleaning_teams(user), pk=kwargs["pk"])
        routes = routes_of([team], user)
        return super().get_context_data(**kwargs) | {
            "team": team,
            "routes": routes,
            "lines": route_lines(routes),
            "places": route_places(routes),
            "map_settings": map_settings(),
            "results": results_of([team], user, NEWEST).get(team.pk, []),
            "is_office": user.access.has("office"),
        }


class RouteForms:
    model = CleaningRoute
    form_class = RouteForm
    list_url = "facilities:teams"


class RouteNew(RouteForms, RecordNew):
    def get_initial(self):
        team = self.request.GET.get("team", "")
        return {"team": team} if team.isdecimal() else {}


class RouteEdit(RouteForms, RecordEdit):
    pass
