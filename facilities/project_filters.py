"""The filter of projects: one form drives the list, the board, the months and the export."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Unit
from core.scope import units_in_use
from core.search import few_by_number
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


def units_with_projects(request):
    """Units in which a project lies that this person sees, or which carry one out."""
    units = Unit.objects.visible_to(request.user)
    return units_in_use(units, Project.objects.visible_to(request.user), "unit", "carried_out_by")


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by name, number or place"),
        widget=forms.TextInput({"placeholder": _("Name, number, place")}),
    )
    light = django_filters.ChoiceFilter(
        label=_("Light"), choices=LIGHTS, method="of_light", empty_label=_("All"), widget=forms.RadioSelect
    )
    stage = django_filters.ChoiceFilter(
        label=pgettext_lazy("project", "Stage"), choices=STAGES, method="of_stage", empty_label=_("All")
    )
    kind = django_filters.ModelChoiceFilter(label=_("Kind"), queryset=ProjectKind.objects.all(), empty_label=_("All"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=units_with_projects, method="of_unit", empty_label=_("All")
    )

    class Meta:
        model = Project
        fields = []

    def matching(self, queryset, name, value):
        return few_by_number(queryset, queryset.matching(value))

    def of_stage(self, queryset, name, value):
        return queryset.open() if value == OPEN else queryset.filter(stage=value)

    def of_unit(self, queryset, name, value):
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

    year = django_filters.CharFilter(method="shown", widget=forms.HiddenInput)

    def shown(self, queryset, name, value):
        return queryset
