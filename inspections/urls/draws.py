"""The draw: its terms, its lot, and what anyone needs to repeat it."""

from django.urls import path

from inspections.views import draws

urlpatterns = [
    path("rounds/<int:pk>/draw/", draws.draw, name="draw"),
    path("rounds/<int:pk>/draw/perform/", draws.perform, name="draw_perform"),
    path("rounds/<int:pk>/progress/", draws.progress, name="round_progress"),
    path("draws/", draws.DrawList.as_view(), name="draws"),
    path("draws/<int:pk>/", draws.record, name="draw_record"),
    path("draws/<int:pk>/published.json", draws.published_file, name="draw_published"),
]
