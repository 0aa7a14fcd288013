from django.contrib import admin

from facilities.models import Point, PointKind, PointResponsibility


@admin.register(PointKind)
class PointKindAdmin(admin.ModelAdmin):
    list_display = ["name", "order"]


class ResponsibilityInline(admin.TabularInline):
    model = PointResponsibility
    extra = 1
    autocomplete_fields = ["unit"]


@admin.register(Point)
class PointAdmin(admin.ModelAdmin):
    inlines = [ResponsibilityInline]
    list_display = ["code", "name", "kind", "unit", "in_charge", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["code", "name", "address"]
    autocomplete_fields = ["town", "unit", "in_charge"]

    def get_readonly_fields(self, request, obj=None):
        """Old results rest on a point's kind: it is changed on the product's own page, which knows whether it was scored."""
        return ["kind"] if obj else []
