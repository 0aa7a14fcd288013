"""The filter of the list of units."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import Search
from core.models import RankingGroup, Unit, UnitKind
from core.units.names import tidy

STATES = [("", _("Existing")), ("ended", _("Ended")), ("all", _("All"))]


class UnitFilter(FilterSet):
    """By a part of the name (an earlier name too), the kind, the ranking group; without a state those that exist today."""

    q = Search(_("Search by name"), _("Part of a name"), method="matching")
    kind = ChoiceFilter(label=_("Kind"), choices=UnitKind.choices)
    group = ModelChoiceFilter(label=_("Ranking group"), field_name="ranking_group", queryset=RankingGroup.objects.all())
    state = ChoiceFilter(label=_("State"), choices=STATES, empty_label=None, method="in_state")

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.in_force(timezone.localdate())

    def matching(self, queryset, name, value):
        words = tidy(value)
        former = Unit.objects.filter(steps__old_name__icontains=words).order_by().values("pk")
        return queryset.filter(Q(name__icontains=words) | Q(pk__in=former))

    def in_state(self, queryset, name, value):
        return queryset.filter(ends_on__lt=timezone.localdate()) if value == "ended" else queryset
