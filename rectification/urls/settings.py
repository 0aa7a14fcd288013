"""What the office keeps for the loop, below /settings/."""

from django.urls import path

from rectification.views import limits

urlpatterns = [
    path("limits/new/", limits.limit, name="settings_limit_new"),
    path("limits/<int:pk>/", limits.limit, name="settings_limit"),
]
