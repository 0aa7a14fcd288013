"""Addresses of works, money and facilities, by subject."""

from facilities.urls import facilities, funding, projects

app_name = "facilities"

urlpatterns = [*projects.urlpatterns, *funding.urlpatterns, *facilities.urlpatterns]
