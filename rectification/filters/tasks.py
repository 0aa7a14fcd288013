"""The filter of the list of tasks. One form drives the list, the counts at the lights and the export."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, Filter, FilterSet, IsoDateTimeFilter, ModelChoiceFilter

from core.filters import Search
from core.models import Unit
from rectification.models import ProblemKind, RectificationTask, Source
from rectification.models.figures import FIGURES
from rectification.periods import Period
from rectification.selectors.indicators import rules_on
from rectification.transitions import Light, State

FEW = 500
"""So many keys a statement takes well. Where a search finds more, twenty rows for a page are found soon; how many there are in
all would mean to go through everything, and nobody looks through so many."""

STATES = [("", _("Not closed yet")), *State.choices, ("all", _("All"))]


def units_with_tasks(request):
    """The units that answer for tasks which this person sees."""
    tasks = RectificationTask.objects.visible_to(request.user).order_by()
    units = Unit.objects.visible_to(request.user).filter(Exists(tasks.filter(responsible_unit=OuterRef("pk"))))
    return units.only("name", "path")  # named in a list of choices; the chosen one is looked for by its path


def hidden(kind: type[Filter], label, **options) -> Filter:
    """A field that comes with the links of the report and has no place in the bar; the line under the title says it."""
    return kind(label=label, widget=forms.HiddenInput, **options)


class TaskFilter(FilterSet):
    """Needs rows with `annotate_light`. Without a chosen state it shows what is open."""

    q = Search(_("Search by number, place, problem or unit"), _("Number, place, problem"))
    light = ChoiceFilter(label=_("Light"), choices=Light, widget=forms.RadioSelect)
    unit = ModelChoiceFilter(label=_("Responsible unit"), queryset=units_with_tasks, method="of_unit")
    state = ChoiceFilter(label=_("Stage"), choices=STATES, empty_label=None, method="in_state")
    source = ChoiceFilter(label=_("Source"), choices=Source, field_name="source")
    figure = hidden(
        ChoiceFilter,
        _("Figure of the report"),
        choices=[(name, name) for name in FIGURES],
        method="in_figure",
    )
    since = hidden(IsoDateTimeFilter, _("From"), method="with_figure")
    until = hidden(IsoDateTimeFilter, _("Until"), method="with_figure")
    rules = hidden(DateFilter, _("By the rules of"), method="with_figure")
    answers = hidden(
        ModelChoiceFilter,
        _("Answers for it"),
        field_name="responsible_unit",
        queryset=Unit.objects.all(),
        null_label=_("none"),
    )
    kind = hidden(
        ModelChoiceFilter,
        _("Kind"),
        field_name="kind",
        queryset=ProblemKind.objects.all(),
        null_label=_("none"),
    )

    found_many = False
    """A search through all stages found more than FEW."""

    @property
    def shows_open(self) -> bool:
        """Nothing else is chosen: all rows are open."""
        return not self.form.cleaned_data.get("state")

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.shows_open:
            return rows.open()
        words = self.form.cleaned_data.get("q")
        return self._found_once(rows, queryset, words) if words else rows

    def _found_once(self, rows, queryset, words: str):
        """The same rows, looked for once where they are few: the list, its counts and its pages would each go through every text."""
        keys = list(rows.narrowed_to(words).order_by().values_list("pk", flat=True)[: FEW + 1])
        self.found_many = len(keys) > FEW
        return rows if self.found_many else queryset.filter(pk__in=keys)

    def whatever_the_light(self):
        """The same rows without the choice of a light: what the counts at the lights are made of."""
        if not self.form.cleaned_data.get("light"):
            return self.qs
        chosen = self.form.cleaned_data.copy()
        self.form.cleaned_data["light"] = ""
        rows = self.filter_queryset(self.queryset.all())
        self.form.cleaned_data = chosen
        return rows

    def of_unit(self, queryset, name, value):
        return queryset.of_unit(value)

    def in_figure(self, queryset, name, value):
        """Exactly the tasks that a figure of the report counts, for the same reader and the same moment."""
        given = self.form.cleaned_data
        if not (given.get("since") and given.get("until")):
            return queryset
        period = Period(given["since"], given["until"], given["until"])
        rules = rules_on(given.get("rules") or timezone.localdate(given["since"]))
        return queryset.reported_on_to(self.request.user).counted_in(value, period, rules)

    def with_figure(self, queryset, name, value):
        """Says more about the figure; alone it filters nothing."""
        return queryset

    def in_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(state=value)
