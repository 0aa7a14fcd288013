"""The filter of the list of tasks. One form drives the list, the counts at the lights and the export."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Unit
from rectification.models import RectificationTask, Source
from rectification.selectors.due import year_so_far
from rectification.transitions import Light, State

STATES = [("", _("Not closed yet")), *State.choices, ("all", _("All"))]


def units_with_tasks(request):
    """The units that answer for tasks which this person sees."""
    tasks = RectificationTask.objects.visible_to(request.user)
    return Unit.objects.visible_to(request.user).filter(pk__in=tasks.order_by().values("responsible_unit"))


class TaskFilter(django_filters.FilterSet):
    """Needs rows with `annotate_light`. Without a chosen state it shows what is open."""

    q = django_filters.CharFilter(
        method="matching",
        label=_("Search by number, place, problem or unit"),
        widget=forms.TextInput({"placeholder": _("Number, place, problem")}),
    )
    light = django_filters.ChoiceFilter(label=_("Light"), choices=Light, empty_label=_("All"), widget=forms.RadioSelect)
    unit = django_filters.ModelChoiceFilter(
        label=_("Responsible unit"), queryset=units_with_tasks, method="of_unit", empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("Stage"), choices=STATES, empty_label=None, method="in_state")
    source = django_filters.ChoiceFilter(
        label=_("Source"), choices=Source, field_name="finding__source", empty_label=_("All")
    )
    due = django_filters.NumberFilter(  # comes with the links of the boards; the line under the title says it
        label=_("Due in the year"), min_value=2000, max_value=2200, decimal_places=0, method="due_in_year",
        widget=forms.HiddenInput,
    )  # fmt: skip

    class Meta:
        model = RectificationTask
        fields = []

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.open()

    def whatever_the_light(self):
        """The same rows without the choice of a light: what the counts at the lights are made of."""
        chosen = self.form.cleaned_data.copy()
        self.form.cleaned_data["light"] = ""
        rows = self.filter_queryset(self.queryset.all())
        self.form.cleaned_data = chosen
        return rows

    def matching(self, queryset, name, value):
        return queryset.matching(value)

    def of_unit(self, queryset, name, value):
        return queryset.of_unit(value)

    def due_in_year(self, queryset, name, value):
        """What was due in the year so far: what the rate of closing on time is made of."""
        return queryset.due_between(*year_so_far(int(value), timezone.localtime()))

    def in_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(state=value)
