"""Cleaning teams: who keeps which streets clean, and how they did when they were assessed."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.maps.town_map import map_settings
from core.models import Unit
from core.pages import ListPage
from core.views.record_pages import RecordEdit, RecordNew, RecordRemove
from facilities.filters.teams import RouteFilter, TeamFilter, cleaning_teams
from facilities.forms.facilities import RouteForm
from facilities.models import CleaningRoute
from facilities.selectors.teams import route_lines, route_places, routes_of, team_rows
from facilities.tables.teams import ROUTES, TEAM_COLUMNS
from facilities.team_results import results_of

NEWEST = 12


class TeamList(ListPage):
    """The teams are units and come in with these; what is kept here are their routes."""

    model = Unit
    template_name = "facilities/team_list.html"
    filterset_class = TeamFilter
    sorts = {"tree": ("path",), "name": ("name", "path")}
    above = ("facilities:facilities", _("Facilities"))
    export_name = _("Cleaning teams")
    export_columns = TEAM_COLUMNS

    def get_queryset(self):
        return cleaning_teams(self.request.user)

    def export_rows(self, rows):
        return self.rows_of(list(rows))[0]

    def rows_of(self, teams):
        """The teams of a page as rows, and all their routes."""
        user = self.request.user
        routes = routes_of(teams, user)
        return team_rows(teams, routes, results_of(teams, user, 1)), routes

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        teams, routes = self.rows_of(list(context["object_list"]))
        return context | {
            "teams": teams,
            "lines": route_lines(routes),
            "places": route_places(routes),
            "map_settings": map_settings(),
            "is_office": self.request.user.access.has("office"),
        }


class RouteList(ListPage):
    """Every route with its team, how often, by how many, and the points on it."""

    model = CleaningRoute
    template_name = "facilities/route_list.html"
    filterset_class = RouteFilter
    filter_more = "team"
    sorts = {
        "team": ("team__path", "name", "pk"),
        "name": ("name", "pk"),
        "often": ("-times_a_day", "team__path", "name", "pk"),
        "workers": ("-workers", "team__path", "name", "pk"),
    }
    above = ("facilities:teams", _("Cleaning teams"))
    export_name = _("Routes of cleaning teams")
    export_columns = ROUTES.export_columns
    comes_back = ROUTES

    def get_queryset(self):
        return super().get_queryset().select_related("team").prefetch_related("points")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_office": self.request.user.access.has("office")}


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


class RouteRemove(RecordRemove):
    model = CleaningRoute
    list_url = "facilities:routes"
