"""Root of all addresses. Each app brings its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("inspections/", include("inspections.urls")),
    path("rectification/", include("rectification.urls")),
    path("", include("dashboards.urls")),
    path("", include("core.urls")),
]
