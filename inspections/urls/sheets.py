"""The inspector's points and sheets, what the office does with a sheet, and what a phone sends."""

from django.urls import path

from inspections.views import mine, sheet_api, sheets

urlpatterns = [
    path("mine/", mine.mine, name="mine"),
    path("rounds/<int:round_pk>/points/<int:point_pk>/sheet/", sheets.fill, name="fill"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/void/", sheets.void, name="sheet_void"),
    path("sheets/<int:pk>/accept/", sheets.accept_late, name="sheet_accept"),
    path("sheets/<int:pk>/refuse/", sheets.refuse_late, name="sheet_refuse"),
    path("sheets/by-key/<uuid:key>/draft/", sheet_api.draft, name="sheet_draft"),
    path("sheets/by-key/<uuid:key>/submit/", sheet_api.submit, name="sheet_submit"),
    path("sheets/by-key/<uuid:key>/photos/", sheet_api.photos, name="sheet_photos"),
    path("sheets/by-key/<uuid:key>/photos/<uuid:photo_key>/", sheet_api.photo, name="sheet_photo"),
]
