"""Addresses of the campaign's years."""

from django.urls import path

from campaign.views import years

urlpatterns = [
    path("years/", years.YearList.as_view(), name="years"),
    path("years/new/", years.YearNew.as_view(), name="year_new"),
    path("years/<int:pk>/", years.YearEdit.as_view(), name="year_edit"),
]
