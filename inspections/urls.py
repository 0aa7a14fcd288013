from django.urls import path

from inspections.views import mine, sheet_api, sheets

app_name = "inspections"

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("rounds/<int:round_pk>/points/<int:point_pk>/sheet/", sheets.fill, name="fill"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/by-key/<uuid:key>/draft/", sheet_api.draft, name="sheet_draft"),
    path("sheets/by-key/<uuid:key>/submit/", sheet_api.submit, name="sheet_submit"),
    path("sheets/by-key/<uuid:key>/photos/", sheet_api.photos, name="sheet_photos"),
    path("sheets/by-key/<uuid:key>/photos/<uuid:photo_key>/", sheet_api.photo, name="sheet_photo"),
]
