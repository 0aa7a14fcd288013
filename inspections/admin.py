"""Django's admin of inspections: what is frozen, handed in or published can be read there, and only read."""

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
    RoundState,
    Section,
    Sheet,
    Standard,
)


class PartAdmin(admin.TabularInline):
    """Rows that belong to a record; they can be changed exactly when the record can."""

    extra = 0

    def _owner_can_change(self, request, obj) -> bool:
        owner = admin.site.get_model_admin(type(obj)) if obj else None
        return owner is None or owner.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and self._owner_can_change(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._owner_can_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._owner_can_change(request, obj)


class FrozenAdmin(admin.ModelAdmin):
    """Can be changed until it is frozen; never deleted once it is."""

    def is_frozen(self, obj) -> bool:
        raise NotImplementedError

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or not self.is_frozen(obj))

    def has_delete_permission(self, request, obj=None):
        """One at a time, from its own page: the list's action would not ask each record."""
        return obj is not None and super().has_delete_permission(request, obj) and not self.is_frozen(obj)


class SectionPart(PartAdmin):
    model = Section


@admin.register(Standard)
class StandardAdmin(FrozenAdmin):
    list_display = ["name", "version", "aggregation", "frozen_at"]
    search_fields = ["name"]
    inlines = [SectionPart]

    def is_frozen(self, obj):
        return obj.is_frozen


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "standard", "method", "max_points"]
    list_filter = ["standard"]
    list_select_related = ["standard"]
    search_fields = ["code", "name"]


@admin.register(Round)
class RoundAdmin(FrozenAdmin):
    """Only drafts: from the opening on a round goes its way through the product's own pages."""

    list_display = ["name", "year", "level", "number", "state", "starts_on", "ends_on"]
    list_filter = ["state", "level", "year"]
    readonly_fields = ["state", "published_at"]

    def is_frozen(self, obj):
        return obj.state != RoundState.DRAFT


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
