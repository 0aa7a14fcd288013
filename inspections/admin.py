"""Django's admin of inspections, which can be read there, and only read."""

from django.contrib import admin

from core.admin import ReadOnlyAdmin
from inspections.models import (
    Adjustment,
    Amendment,
    Appeal,
    Assignment,
    Item,
    Round,
    RoundResult,
    Sheet,
    Standard,
)


@admin.register(Standard)
class StandardAdmin(ReadOnlyAdmin):
    list_display = ["name", "version", "aggregation", "frozen_at"]
    search_fields = ["name"]


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "standard", "method", "max_points"]
    list_filter = ["standard"]
    list_select_related = ["standard"]
    search_fields = ["code", "name"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["name", "year", "level", "number", "state", "starts_on", "ends_on"]
    list_filter = ["state", "level", "year"]


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    list_display = ["point", "round", "state", "submitted_at", "score"]
    list_filter = ["state", "round"]
    list_select_related = ["point", "round"]
    date_hierarchy = "submitted_at"


@admin.register(RoundResult)
class RoundResultAdmin(ReadOnlyAdmin):
    list_display = ["round", "basis", "unit", "score", "rank", "standing"]
    list_filter = ["basis", "round"]
    list_select_related = ["round", "unit"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    list_display = ["round", "point", "inspector"]
    list_filter = ["round"]
    list_select_related = ["round", "point", "inspector"]


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    list_display = ["round", "unit", "points", "reason", "at"]
    list_select_related = ["round", "unit"]


@admin.register(Amendment)
class AmendmentAdmin(ReadOnlyAdmin):
    list_display = ["score", "old_awarded", "new_awarded", "state", "proposed_at"]
    list_select_related = ["score__item"]


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ["score", "unit", "state", "at", "decided_by"]
    list_filter = ["state"]
    list_select_related = ["score__item", "unit", "decided_by"]
