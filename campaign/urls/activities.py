"""Addresses of activities, recurring ones and volunteer teams."""

from django.urls import path

from campaign.views import activities, teams

urlpatterns = [
    path("activities/", activities.ActivityList.as_view(), name="activities"),
    path("activities/new/", activities.ActivityNew.as_view(), name="activity_new"),
    path("activities/<int:pk>/", activities.ActivityPage.as_view(), name="activity"),
    path("activities/<int:pk>/edit/", activities.ActivityEdit.as_view(), name="activity_edit"),
    path("activities/<int:pk>/remove/", activities.ActivityRemove.as_view(), name="activity_remove"),
    path("activities/series/", activities.SeriesList.as_view(), name="series_list"),
    path("activities/series/new/", activities.SeriesNew.as_view(), name="series_new"),
    path("activities/series/<int:pk>/", activities.SeriesPage.as_view(), name="series"),
    path("activities/series/<int:pk>/edit/", activities.SeriesEdit.as_view(), name="series_edit"),
    path("activities/series/<int:pk>/remove/", activities.SeriesRemove.as_view(), name="series_remove"),
    path("activities/teams/", teams.TeamList.as_view(), name="teams"),
    path("activities/teams/new/", teams.TeamNew.as_view(), name="team_new"),
    path("activities/teams/<int:pk>/", teams.TeamPage.as_view(), name="team"),
    path("activities/teams/<int:pk>/edit/", teams.TeamEdit.as_view(), name="team_edit"),
    path("activities/teams/<int:pk>/remove/", teams.TeamRemove.as_view(), name="team_remove"),
]
