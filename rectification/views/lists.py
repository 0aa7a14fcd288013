"""The list of tasks: the first page of the office and of the units."""

from functools import cached_property

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE
from core.models import Unit
from core.pages import ListPage
from core.workdays.office import office_calendar
from rectification.filters.tasks import FEW, TaskFilter
from rectification.indicator_words import figure_words
from rectification.ledger_in import LEDGER
from rectification.models import RectificationTask
from rectification.models.tasks import URGENCY
from rectification.selectors.ledger import COLUMNS, ledger_rows
from rectification.selectors.rows import in_detail, light_counts, task_rows
from rectification.transitions import OPEN_STATES, Light

REPORTERS = ("office", "inspector")


class TaskList(ListPage):
    """Open tasks, the reddest first; filtered, also the closed ones."""

    model = RectificationTask
    template_name = "rectification/list.html"
    filterset_class = TaskFilter
    paginate_by = 20
    filter_more = "unit state source"
    sorts = {
        "deadline": (URGENCY.asc(), F("deadline").asc(nulls_last=True), "-pk"),
        "stake": (F("finding__at_stake").desc(nulls_last=True), "-pk"),
        "unit": (F("responsible_unit__name").asc(nulls_last=True), "-pk"),
        "newest": ("-pk",),
    }
    export_name = _("Ledger of rectification")
    export_columns = COLUMNS
    comes_back = LEDGER

    @cached_property
    def now(self):
        return timezone.now()

    @property
    def _default_sort(self) -> str:
        """The most urgent first; where ended tasks are among them, the newest first."""
        return "deadline" if self.request.GET.get("state", "") in ("", *OPEN_STATES) else "newest"

    def get_queryset(self):
        return super().get_queryset().annotate_light(self.now).only("pk")

    @cached_property
    def counts(self) -> dict[str, int]:
        if not self.filter.form.is_valid():
            return {}
        rows = self.filter.whatever_the_light()
        total = FEW if self.filter.found_many else None
        return light_counts(rows, self.now, only_open=self.filter.shows_open, total=total)

    def get_paginator(self, *args, **kwargs):
        """Its number of rows is known already from the counts at the lights."""
        paginator = super().get_paginator(*args, **kwargs)
        if self.counts:
            light = self.filter.form.cleaned_data.get("light") or ""
            paginator.count, paginator.is_more = self.counts[light], self.filter.found_many and not light
        return paginator

    def paginate_queryset(self, queryset, page_size):
        """Keys are enough to put a page in order; `in_detail` reads what its rows show."""
        return super().paginate_queryset(queryset.values_list("pk", flat=True), page_size)

    def get_facets(self):
        marks = {light: {"icon": f"light-{light}", "css": f"light-dot--{light}"} for light in Light.values}
        shown = self.counts | ({"": f"{FEW}+"} if self.filter.found_many else {})
        return {"light": {light: marks.get(light, {}) | {"n": n} for light, n in shown.items()}}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": task_rows(in_detail(list(context["page_obj"])), self.now, office_calendar()),
            "total": self.counts.get("", 0),
            "may_report": self.request.user.access.has(*REPORTERS),
            "figure_words": figure_words(self.filter.form.cleaned_data),
            "shows_open": not self.request.GET.get("state"),
            "batch_units": self._batch_units(),
            "may_remind": self.request.user.access.has("office", "leader"),
            "may_see_causes": self.request.user.access.has(*TOWN_WIDE),
            "everywhere": self._everywhere(),
            "table_class": "desk-only",
        }

    def _batch_units(self):
        """The units to which the office may assign several tasks at once; none for others."""
        if not self.request.user.access.has("office"):
            return ()
        units = Unit.objects.visible_to(self.request.user).below(Unit.objects.home())
        return units.answering().living().values("pk", "name")

    def _everywhere(self) -> str:
        """The address of the same search over all stages; '' where nothing is filtered, or all are shown already."""
        if not self._is_filtered() or self.request.GET.get("state"):
            return ""
        return f"?{self._query_without('page', 'state', 'light')}state=all"

    def export_rows(self, rows):
        return ledger_rows(rows.defer(None).with_details())
