"""What a phone needs to work without a network."""

from django.urls import path

from inspections.views import offline

urlpatterns = [
    path("sw.js", offline.worker, name="worker"),
    path("outbox/worker.js", offline.outbox_worker, name="outbox_worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("token/", offline.token, name="token"),
]
