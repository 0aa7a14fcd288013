"""A resident's own report, without an account. Mounted at /public/, after the first page (dashboards); the names have no namespace,
so that every floor may use them."""

from django.urls import path

from rectification.views import public

urlpatterns = [
    path("report/", public.NewReport.as_view(), name="public_report_new"),
    path("report/<slug:number>/", public.followed, name="public_report"),
    path("report/<slug:number>/not-fixed/", public.NotFixed.as_view(), name="public_not_fixed"),
    path("report/<slug:number>/photos/<uuid:key>/", public.photo, {"small": False}, name="public_report_photo"),
    path(
        "report/<slug:number>/photos/<uuid:key>/small/", public.photo, {"small": True}, name="public_report_photo_small"
    ),
]
