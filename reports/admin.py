"""Reports in Django's admin: to look at; they are written and edited on their own pages."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from reports.models import Report


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["title", "kind", "year", "month", "state", "writing", "version", "written_at"]
    list_filter = ["kind", "year", "state"]
