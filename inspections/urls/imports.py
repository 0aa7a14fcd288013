"""Files that come in."""

from django.urls import path

from inspections.views import imports

urlpatterns = [
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/<int:pk>/", imports.run, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/again/", imports.again, name="import_again"),
    path("imports/<int:pk>/take-back/", imports.taking_back, name="import_take_back"),
    path("points/import/", imports.point_import, name="point_import"),
    path("standards/import/", imports.standard_import, name="standard_import"),
]
