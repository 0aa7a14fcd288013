"""The filter of the list of people. One form drives the list and the export."""

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import Search
from core.models import Role, Unit
from core.people.names import clean_name


class Presence(TextChoices):
    IN_FORCE = "in", _("Holds a post")
    NO_POST = "none", _("Without a post")
    LEFT = "left", _("Has left")


class PersonFilter(FilterSet):
    q = Search(_("Search by name, account or unit"), _("Name, account, unit"), method="matching")
    state = ChoiceFilter(label=_("State"), choices=Presence, method="in_state", widget=forms.RadioSelect)
    role = ChoiceFilter(label=_("Post"), choices=Role, method="kept_for_later")
    unit = ModelChoiceFilter(label=_("Unit"), queryset=Unit.objects.none(), method="kept_for_later")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if home := Unit.objects.home():
            self.filters["unit"].queryset = Unit.objects.visible_to(self.request.user).below(home)

    def filter_queryset(self, queryset):
        """Role and unit ask for one post that has both; of who has left, for any that they ever held."""
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        wanted = {"role": chosen.get("role")} if chosen.get("role") else {}
        if unit := chosen.get("unit"):
            wanted["unit__path__startswith"] = unit.path
        if not wanted:
            return rows
        if chosen.get("state") == Presence.LEFT:
            return rows.having_held(**wanted)
        return rows.holding(timezone.localdate(), **wanted)

    def matching(self, queryset, name, value):
        return queryset.matching(clean_name(value), timezone.localdate())

    def in_state(self, queryset, name, value):
        today = timezone.localdate()
        if value == Presence.LEFT:
            return queryset.filter(is_active=False)
        rows = queryset.filter(is_active=True)
        return rows.holding(today) if value == Presence.IN_FORCE else rows.without_post(today)

    def kept_for_later(self, queryset, name, value):
        return queryset
