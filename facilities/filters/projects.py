"""The filter of projects: one form drives the list, the board, the months and the export."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter

from core.filters import OfUnit, Search
from facilities.lag import LagLight, last_month_over
from facilities.models import Project, ProjectKind, ProjectStage
from facilities.thresholds import LAG_AMBER, LAG_RED

UNREPORTED = "unreported"
LIGHTS = [
    (LagLight.RED.value, LagLight.RED.label),
    (LagLight.AMBER.value, LagLight.AMBER.label),
    (LagLight.GREEN.value, LagLight.GREEN.label),
    (UNREPORTED, _("Last month not reported")),
]
OPEN = "open"
STAGES = [(OPEN, _("Not finished")), *ProjectStage.choices]


class ProjectFilter(FilterSet):
    q = Search(_("Search by name, number or place"), _("Name, number, place"), few=True)
    light = ChoiceFilter(label=_("Light"), choices=LIGHTS, method="of_light", widget=forms.RadioSelect)
    stage = ChoiceFilter(label=pgettext_lazy("project", "Stage"), choices=STAGES, method="of_stage")
    kind = ModelChoiceFilter(label=_("Kind"), queryset=ProjectKind.objects.all())
    unit = OfUnit(_("Unit"), Project, "unit", "carried_out_by", method="in_unit")

    def of_stage(self, queryset, name, value):
        return queryset.open() if value == OPEN else queryset.filter(stage=value)

    def in_unit(self, queryset, name, value):
        return queryset.in_unit(value)

    def of_light(self, queryset, name, value):
        due = last_month_over(timezone.localdate())
        if value == UNREPORTED:
            return queryset.unreported(due)
        behind = queryset.open().with_lag(due)
        amber, red = LAG_AMBER.value(), LAG_RED.value()
        if value == LagLight.RED:
            return behind.filter(lag_points__gte=red)
        if value == LagLight.AMBER:
            return behind.filter(lag_points__gte=amber, lag_points__lt=red)
        return behind.filter(lag_points__lt=amber)


class MonthsFilter(ProjectFilter):
    """The same over the projects at work in a year; the year that is shown stays in the address."""

    year = CharFilter(method="shown", widget=forms.HiddenInput)

    def shown(self, queryset, name, value):
        return queryset
