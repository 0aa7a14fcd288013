from django.contrib import admin

from core.admin import ReadOnlyAdmin
from facilities.models import Point, PointKind


@admin.register(PointKind)
class PointKindAdmin(ReadOnlyAdmin):
    list_display = ["name", "order"]


@admin.register(Point)
class PointAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "kind", "unit", "in_charge", "is_active"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["kind", "unit", "in_charge"]
    search_fields = ["code", "name", "address"]
