"""Rounds, who visits which point, and what goes out of a round."""

from django.urls import path

from inspections.views import assignments, rounds

urlpatterns = [
    path("rounds/new/", rounds.RoundCreate.as_view(), name="round_new"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/edit/", rounds.RoundEdit.as_view(), name="round_edit"),
    path("rounds/<int:pk>/sheets/", rounds.RoundSheets.as_view(), name="round_sheets"),
    path("rounds/<int:pk>/assignments/", assignments.AssignmentList.as_view(), name="assignments"),
    path("rounds/<int:pk>/assignments/new/", assignments.assign, name="assign"),
    path("assignments/<int:pk>/remove/", assignments.remove, name="assignment_remove"),
    path("rounds/<int:pk>/adjustments/", rounds.adjust, name="adjust"),
    path("rounds/<int:pk>/export.zip", rounds.export, name="round_export"),
]
