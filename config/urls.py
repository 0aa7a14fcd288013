"""Root of all addresses. Each app brings its own."""

from django.contrib import admin
from django.urls import include, path

from config.views import Setup
from core.views.account import administration
from rectification.views.public import robots

urlpatterns = [
    path("setup/", Setup.as_view(), name="setup"),
    path("robots.txt", robots, name="robots_txt"),
    path("admin/login/", administration, name="admin_login"),
    path("admin/", admin.site.urls),
    path("inspections/", include("inspections.urls")),
    path("rectification/", include("rectification.urls")),
    path("public/", include("dashboards.public_urls")),
    path("public/", include("rectification.urls.public")),
    path("settings/", include("rectification.urls.settings")),
    path("", include("facilities.urls")),
    path("", include("campaign.urls")),
    path("", include("reports.urls")),
    path("", include("dashboards.urls")),
    path("", include("core.urls")),
]

handler500 = "core.views.errors.server_error"
