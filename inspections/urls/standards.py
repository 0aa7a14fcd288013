"""Standards: their parts, versions, samples and files."""

from django.urls import path

from inspections.views import imports, samples, standard_versions, standards

urlpatterns = [
    path("standards/", standards.StandardList.as_view(), name="standards"),
    path("standards/new/", standards.StandardCreate.as_view(), name="standard_new"),
    path("standards/usual/", standard_versions.usual, name="standard_usual"),
    path("standards/<int:pk>/", standards.show, name="standard"),
    path("standards/<int:pk>/edit/", standards.StandardEdit.as_view(), name="standard_edit"),
    path("standards/<int:pk>/scales/", standards.Scales.as_view(), name="standard_scales"),
    path("standards/<int:pk>/weights/", standards.Weights.as_view(), name="standard_weights"),
    path("standards/<int:pk>/sections/<int:section_pk>/", standards.Items.as_view(), name="standard_items"),
    path("standards/<int:pk>/difference/<int:other>/", standard_versions.difference, name="standard_difference"),
    path("standards/<int:pk>/samples/", samples.samples, name="samples"),
    path("standards/<int:pk>/samples/<uuid:key>/remove/", samples.remove, name="sample_remove"),
    path("standards/<int:pk>/copy/", standard_versions.copy, name="standard_copy"),
    path("standards/<int:pk>/order/", standard_versions.order, name="standard_order"),
    path("standards/<int:pk>/new-version/", standards.make_version, name="standard_new_version"),
    path("standards/<int:pk>/file/", imports.standard_file, name="standard_file"),
]
