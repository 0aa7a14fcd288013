"""Addresses of drives, see campaign/urls/__init__.py."""

from django.urls import path

from campaign.views import drive_lists, drive_results, drives

urlpatterns = [
    path("drives/", drives.DriveList.as_view(), name="drives"),
    path("drives/new/", drives.DriveNew.as_view(), name="drive_new"),
    path("drives/zones/", drive_lists.ZoneList.as_view(), name="drive_zone_list"),
    path("drives/results/", drive_lists.ResultList.as_view(), name="drive_result_list"),
    path("drives/<int:pk>/", drives.DrivePage.as_view(), name="drive"),
    path("drives/<int:pk>/edit/", drives.DriveEdit.as_view(), name="drive_edit"),
    path("drives/<int:pk>/remove/", drives.DriveRemove.as_view(), name="drive_remove"),
    path("drives/<int:pk>/results/", drive_results.EnterForDrive.as_view(), name="drive_results"),
    path("drives/<int:pk>/zones/<int:zone_pk>/", drive_results.EnterForZone.as_view(), name="drive_zone"),
    path("drives/<int:pk>/look/", drive_results.LookAfter.as_view(), name="drive_look"),
    path("drives/<int:pk>/sheet/", drives.DriveSheet.as_view(), name="drive_sheet"),
    path("drives/<int:pk>/close/", drive_results.CloseDrive.as_view(), name="drive_close"),
    path("drives/<int:pk>/reopen/", drive_results.ReopenDrive.as_view(), name="drive_reopen"),
]
