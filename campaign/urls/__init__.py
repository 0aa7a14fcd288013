"""Addresses of the campaign's own works, by subject."""

from campaign.urls import activities, drives, honours, plans, years

app_name = "campaign"

urlpatterns = [
    *drives.urlpatterns,
    *honours.urlpatterns,
    *activities.urlpatterns,
    *plans.urlpatterns,
    *years.urlpatterns,
]
