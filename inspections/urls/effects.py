"""Addresses about what kinds of project are expected to move."""

from django.urls import path

from inspections.views import effects as views

urlpatterns = [
    path("effects/", views.EffectList.as_view(), name="effects"),
    path("effects/<int:pk>/", views.EffectEdit.as_view(), name="effects_edit"),
]
