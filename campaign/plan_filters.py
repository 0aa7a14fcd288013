"""The filter of the list of plans. One form drives the list and the export."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from campaign.models import ControlLineKind, Plan, PlanKind, PlanStage


class PlanFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by name, aims or who draws it up"),
        widget=forms.TextInput({"placeholder": _("Name, aims, drawn up by")}),
    )
    stage = django_filters.ChoiceFilter(label=_("Stage of the plan"), choices=PlanStage, empty_label=_("All"))
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=PlanKind.objects.all(), empty_label=_("All"))
    line = django_filters.ModelChoiceFilter(
        label=_("Control line"), queryset=ControlLineKind.objects.all(), method="with_line", empty_label=_("All")
    )
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All"), choices=())

    class Meta:
        model = Plan
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Plan.objects.visible_to(self.request.user).years()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def matching(self, queryset, name, value):
        return queryset.matching(value.strip())

    def with_line(self, queryset, name, value):
        return queryset.with_line(value)
