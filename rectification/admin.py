"""Django's admin of the loop, which can be read there: there is no way around the loop."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from rectification.models import Finding, Limit, ProblemKind, RectificationTask, Request


@admin.register(ProblemKind)
class ProblemKindAdmin(ReadOnlyAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]


@admin.register(Limit)
class LimitAdmin(ReadOnlyAdmin):
    list_display = ["kind", "severity", "amount", "unit"]
    list_filter = ["severity", "unit"]
    list_select_related = ["kind"]


@admin.register(RectificationTask)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ["number", "finding", "state", "responsible_unit", "deadline"]
    list_filter = ["state", "severity"]
    list_select_related = ["finding", "responsible_unit"]
    search_fields = ["number", "finding__description"]


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ["description", "source", "point", "kind", "found_at"]
    list_filter = ["source", "kind"]
    list_select_related = ["point", "kind"]
    search_fields = ["description", "place"]
    date_hierarchy = "found_at"


@admin.register(Request)
class RequestAdmin(ReadOnlyAdmin):
    list_display = ["task", "kind", "state", "until", "asked_at"]
    list_filter = ["kind", "state"]
    list_select_related = ["task"]
