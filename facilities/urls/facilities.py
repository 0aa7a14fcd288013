"""Addresses of facilities, their clearance and the cleaning teams, see facilities/urls/__init__.py."""

from django.urls import path

from facilities.views import clearance, facilities, teams, upkeep

urlpatterns = [
    path("facilities/", facilities.FacilityList.as_view(), name="facilities"),
    path("facilities/map/", facilities.FacilityMap.as_view(), name="facility_map"),
    path("facilities/totals/", facilities.FacilityTotals.as_view(), name="facility_totals"),
    path("facilities/upkeep/", upkeep.UpkeepList.as_view(), name="upkeep"),
    path("facilities/upkeep/<int:pk>/remove/", upkeep.UpkeepRemove.as_view(), name="upkeep_remove"),
    path("facilities/new/", facilities.FacilityNew.as_view(), name="facility_new"),
    path("facilities/<int:pk>/", facilities.FacilityPage.as_view(), name="facility"),
    path("facilities/<int:pk>/edit/", facilities.FacilityEdit.as_view(), name="facility_edit"),
    path("facilities/<int:pk>/remove/", facilities.FacilityRemove.as_view(), name="facility_remove"),
    path("facilities/<int:pk>/upkeep/", facilities.UpkeepNew.as_view(), name="upkeep_new"),
    path("facilities/clearance/", clearance.today, name="clearance"),
    path("facilities/clearance/month/", clearance.ClearanceMonth.as_view(), name="clearance_month"),
    path("facilities/clearance/totals/", clearance.ClearanceTotals.as_view(), name="clearance_totals"),
    path("facilities/clearance/<str:day>/", clearance.ClearanceDay.as_view(), name="clearance_day"),
    path("facilities/teams/", teams.TeamList.as_view(), name="teams"),
    path("facilities/teams/<int:pk>/", teams.TeamPage.as_view(), name="team"),
    path("facilities/routes/", teams.RouteList.as_view(), name="routes"),
    path("facilities/routes/new/", teams.RouteNew.as_view(), name="route_new"),
    path("facilities/routes/<int:pk>/edit/", teams.RouteEdit.as_view(), name="route_edit"),
    path("facilities/routes/<int:pk>/remove/", teams.RouteRemove.as_view(), name="route_remove"),
]
