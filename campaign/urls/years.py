"""Addresses of the campaign's years."""

from django.urls import path

from campaign.views import year_steps, years

urlpatterns = [
    path("years/", years.YearList.as_view(), name="years"),
    path("years/new/", years.YearNew.as_view(), name="year_new"),
    path("years/<int:pk>/", years.YearEdit.as_view(), name="year_edit"),
    path("years/<int:pk>/close/", year_steps.close, name="year_close"),
    path("years/<int:pk>/reopen/", year_steps.reopen, name="year_reopen"),
    path("settings/new-year/", year_steps.new_year, name="new_year"),
]
