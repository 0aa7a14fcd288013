from django.urls import path

from inspections.views import assignments, imports, mine, points, rounds, sheet_api, sheets, standards

app_name = "inspections"

urlpatterns = [
    path("", rounds.RoundList.as_view(), name="rounds"),
    path("mine/", mine.mine, name="mine"),
    path("rounds/new/", rounds.RoundCreate.as_view(), name="round_new"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/edit/", rounds.RoundEdit.as_view(), name="round_edit"),
    path("rounds/<int:pk>/sheets/", rounds.RoundSheets.as_view(), name="round_sheets"),
    path("rounds/<int:pk>/assignments/", assignments.AssignmentList.as_view(), name="assignments"),
    path("rounds/<int:pk>/assignments/new/", assignments.assign, name="assign"),
    path("rounds/<int:pk>/adjustments/", rounds.adjust, name="adjust"),
    path("rounds/<int:pk>/<slug:verb>/", rounds.step, name="round_step"),
    path("rounds/<int:round_pk>/points/<int:point_pk>/sheet/", sheets.fill, name="fill"),
    path("assignments/<int:pk>/remove/", assignments.remove, name="assignment_remove"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/void/", sheets.void, name="sheet_void"),
    path("sheets/by-key/<uuid:key>/draft/", sheet_api.draft, name="sheet_draft"),
    path("sheets/by-key/<uuid:key>/submit/", sheet_api.submit, name="sheet_submit"),
    path("sheets/by-key/<uuid:key>/photos/", sheet_api.photos, name="sheet_photos"),
    path("sheets/by-key/<uuid:key>/photos/<uuid:photo_key>/", sheet_api.photo, name="sheet_photo"),
    path("points/", points.PointList.as_view(), name="points"),
    path("points/new/", points.PointCreate.as_view(), name="point_new"),
    path("points/<int:pk>/", points.PointPage.as_view(), name="point"),
    path("points/<int:pk>/edit/", points.PointEdit.as_view(), name="point_edit"),
    path("standards/", standards.StandardList.as_view(), name="standards"),
    path("standards/new/", standards.StandardCreate.as_view(), name="standard_new"),
    path("standards/<int:pk>/", standards.show, name="standard"),
    path("standards/<int:pk>/edit/", standards.StandardEdit.as_view(), name="standard_edit"),
    path("standards/<int:pk>/scales/", standards.Scales.as_view(), name="standard_scales"),
    path("standards/<int:pk>/weights/", standards.Weights.as_view(), name="standard_weights"),
    path("standards/<int:pk>/sections/<int:section_pk>/", standards.Items.as_view(), name="standard_items"),
    path("standards/<int:pk>/new-version/", standards.make_version, name="standard_new_version"),
    # ---- files that come in ----
    path("imports/", imports.ImportList.as_view(), name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    path("imports/<int:pk>/", imports.run, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/again/", imports.again, name="import_again"),
    path("standards/import/", imports.standard_import, name="standard_import"),
    path("standards/<int:pk>/file/", imports.standard_file, name="standard_file"),
    # ---- end of files that come in ----
]
