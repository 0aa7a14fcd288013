"""The list of tasks: the first page of the office and of the units."""

from functools import cached_property

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.pages import ListPage
from core.services import office_calendar
from rectification.filters import TaskFilter
from rectification.models import RectificationTask
from rectification.models.tasks import URGENCY
from rectification.selectors.ledger import COLUMNS, ledger_rows
from rectification.selectors.rows import light_counts, task_rows
from rectification.transitions import Light

REPORTERS = ("office", "inspector")


class TaskList(ListPage):
    """Open tasks, the reddest first; filtered, also the closed ones."""

    model = RectificationTask
    template_name = "rectification/list.html"
    filterset_class = TaskFilter
    paginate_by = 20
    filter_more = "unit state source due"
    sorts = {
        "deadline": (URGENCY.asc(), F("deadline").asc(nulls_last=True), "-pk"),
        "stake": (F("finding__at_stake").desc(nulls_last=True), "-pk"),
        "unit": (F("responsible_unit__name").asc(nulls_last=True), "-pk"),
        "newest": ("-pk",),
    }
    export_name = _("Ledger of rectification")
    export_columns = COLUMNS

    @cached_property
    def now(self):
        return timezone.now()

    def get_queryset(self):
        return super().get_queryset().with_details().annotate_light(self.now)

    @cached_property
    def counts(self) -> dict[str, int]:
        return light_counts(self.filter.whatever_the_light(), self.now) if self.filter.form.is_valid() else {}

    def get_facets(self):
        marks = {light: {"icon": f"light-{light}", "css": f"light-dot--{light}"} for light in Light.values}
        return {"light": {light: marks.get(light, {}) | {"n": n} for light, n in self.counts.items()}}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "rows": task_rows(context["page_obj"], self.now, office_calendar()),
            "total": self.counts.get("", 0),
            "may_report": self.request.user.access.has(*REPORTERS),
            "due_year": self.filter.form.cleaned_data.get("due"),
            "shows_open": not self.request.GET.get("state"),
            "everywhere": self._everywhere(),
            "table_class": "desk-only",
        }

    def _everywhere(self) -> str:
        """The address of the same search over all stages; '' where nothing is filtered, or all are shown already."""
        if not self._is_filtered() or self.request.GET.get("state"):
            return ""
        return f"?{self._query_without('page', 'state', 'light')}state=all"

    def export_rows(self, rows):
        return ledger_rows(rows)
