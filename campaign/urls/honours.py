"""Addresses of honours."""

from django.urls import path

from campaign.views import honour_papers as papers
from campaign.views import honours as views
from campaign.views.honour_batches import batch

urlpatterns = [
    path("honours/", views.HonourList.as_view(), name="honours"),
    path("honours/new/", views.HonourNew.as_view(), name="honour_new"),
    path("honours/totals/", views.HonourTotals.as_view(), name="honour_totals"),
    path("honours/batch/", batch, name="honour_batch"),
    path("honours/roster/", papers.HonourRoster.as_view(), name="honour_roster"),
    path("honours/certificates/", papers.HonourCertificates.as_view(), name="honour_certificates"),
    path("honours/objections/<int:pk>/", views.objection_decide, name="objection_decide"),
    path("honours/<int:pk>/", views.HonourPage.as_view(), name="honour"),
    path("honours/<int:pk>/edit/", views.HonourEdit.as_view(), name="honour_edit"),
    path("honours/<int:pk>/remove/", views.HonourRemove.as_view(), name="honour_remove"),
    path("honours/<int:pk>/objections/", views.objection_new, name="objection_new"),
    path("honours/<int:pk>/<str:verb>/", views.step, name="honour_step"),
]
