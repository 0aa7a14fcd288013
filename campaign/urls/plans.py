"""Addresses of plans, see campaign/urls/__init__.py."""

from django.urls import path

from campaign.views import plans

urlpatterns = [
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/totals/", plans.PlanTotals.as_view(), name="plan_totals"),
    path("plans/new/", plans.PlanNew.as_view(), name="plan_new"),
    path("plans/<int:pk>/", plans.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/edit/", plans.PlanEdit.as_view(), name="plan_edit"),
    path("plans/<int:pk>/remove/", plans.PlanRemove.as_view(), name="plan_remove"),
    path("plans/<int:pk>/steps/<slug:verb>/", plans.PlanStepPage.as_view(), name="plan_step"),
]
