"""The addresses under /inspections/, a file a subject."""

from django.urls import path

from inspections.urls import (
    corrections,
    draws,
    effects,
    imports,
    offline,
    points,
    publishing,
    rewards,
    rounds,
    sheets,
    standards,
)
from inspections.views.rounds import RoundList, step

app_name = "inspections"

urlpatterns = [
    path("", RoundList.as_view(), name="rounds"),
    *rounds.urlpatterns,
    *draws.urlpatterns,
    *publishing.urlpatterns,
    *corrections.urlpatterns,
    *rewards.urlpatterns,
    *effects.urlpatterns,
    *sheets.urlpatterns,
    *offline.urlpatterns,
    *points.urlpatterns,
    *standards.urlpatterns,
    *imports.urlpatterns,
    # Last: any other word behind a round is one of its steps.
    path("rounds/<int:pk>/<slug:verb>/", step, name="round_step"),
]
