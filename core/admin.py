"""Django's admin, for the administrator to look something up. Nothing of the product is changed there: that is done on its own pages,
where the rules are checked and the trail is written."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import CalendarDay, Post, RankingGroup, TrailEntry, Unit, User

admin.site.unregister([TOTPDevice, StaticDevice])  # they would show keys and codes; each keeps their own
admin.site.site_header = admin.site.site_title = _("Administration")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that change only through the product's own pages, where the rules are checked and the trail is written."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    """People and posts change under settings, where the rules are checked and the trail is written. Nobody is deleted."""

    inlines = [PostInline]
    list_display = ["username", "display_name", "is_active"]
    list_filter = ["is_active", "posts__role"]
    search_fields = ["username", "display_name"]
    fieldsets = [
        (None, {"fields": ["username", "display_name", "email", "is_active"]}),
        (_("Administration"), {"fields": ["is_staff", "is_superuser"]}),
    ]


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    """Units change under settings, each change with a day and a reason: results keep the unit of their day."""

    list_display = ["name", "kind", "starts_on", "ends_on"]
    list_filter = ["kind"]
    search_fields = ["name"]


@admin.register(RankingGroup)
class RankingGroupAdmin(ReadOnlyAdmin):
    list_display = ["name"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    """A day is turned on the page of settings: there the deadlines that hang on it move with it."""

    list_display = ["day", "is_working", "note"]
    date_hierarchy = "day"


@admin.register(TrailEntry)
class TrailAdmin(ReadOnlyAdmin):
    list_display = ["at", "by_name", "subject_type", "subject_id", "verb", "old_state", "new_state"]
    list_filter = ["subject_type", "verb"]
    date_hierarchy = "at"
    list_select_related = ["subject_type"]
