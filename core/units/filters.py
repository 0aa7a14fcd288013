"""The filter of the list of units."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import RankingGroup, Unit, UnitKind
from core.units.names import tidy

STATES = [("", _("Existing")), ("ended", _("Ended")), ("all", _("All"))]


class UnitFilter(django_filters.FilterSet):
    """By a part of the name (an earlier name too), the kind, the ranking group; without a state those that exist today."""

    q = django_filters.CharFilter(
        method="matching", label=_("Search by name"), widget=forms.TextInput({"placeholder": _("Part of a name")})
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=_("All"))
    group = django_filters.ModelChoiceFilter(
        label=_("Ranking group"), field_name="ranking_group", queryset=RankingGroup.objects.all(), empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=None, method="in_state")

    class Meta:
        model = Unit
        fields = []

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.in_force(timezone.localdate())

    def matching(self, queryset, name, value):
        words = tidy(value)
        former = Unit.objects.filter(steps__old_name__icontains=words).order_by().values("pk")
        return queryset.filter(Q(name__icontains=words) | Q(pk__in=former))

    def in_state(self, queryset, name, value):
        return queryset.filter(ends_on__lt=timezone.localdate()) if value == "ended" else queryset
