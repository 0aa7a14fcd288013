"""The report on the loop: rates by unit, kind or source, and how they are worked out. Nothing is counted here."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from core.access import require
from core.charts import ChartView
from core.files_out.exports import FORMATS, table_response
from rectification import indicator_words as words
from rectification.forms.report import DAYS, ReportForm, RulesForm, choose, period_label
from rectification.report_columns import HEADS, columns
from rectification.selectors.indicators import pick_rules, report, versions
from rectification.selectors.report_page import Row, definitions, rows_of
from rectification.services.indicator_rules import change_rules

READERS = ("office", "leader", "unit", "admin")
"""Who sees all tasks of a town or a unit; what an inspector sees is a choice of tasks, of which no rate can be made."""

CHART_ROWS = 24
"""More bars than these nobody reads; the table has them all."""


class ReportMixin:
    """The report of the address, for the signed-in user; read once, when first asked for."""

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *READERS)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self):
        return timezone.localtime()

    @cached_property
    def choice(self):
        return choose(self.request.GET, self.now)

    @cached_property
    def report(self):
        return report(self.request.user, self.choice.by, self.choice.period)

    @cached_property
    def rows(self) -> list[Row]:
        """Those of the table, and last the one for all."""
        return list(rows_of(self.report))

    def address_with(self, **changes) -> str:
        """The query of this choice, with some of it changed."""
        choice = self.choice
        given = {"by": choice.by, "period": choice.wanted, "rate": choice.rate}
        if choice.wanted == DAYS:
            given |= {name: self.request.GET.get(name, "") for name in ("since", "until")}
        return f"?{urlencode(given | changes)}"

    @property
    def period_name(self) -> str:
        """2026年第3季度, or the days."""
        if self.choice.wanted == DAYS:
            return words.period_words(self.choice.period)
        return period_label(self.choice.wanted)


class IndicatorReport(ReportMixin, TemplateView):
    template_name = "rectification/report.html"

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            name = f"{_('Rectification indicators')} {self.period_name}"
            return table_response(wanted, name, columns(self.choice.by), self.rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        found, choice = self.report, self.choice
        *rows, everything = self.rows
        return super().get_context_data(**kwargs) | {
            "form": ReportForm(choice, self.now),
            "period_name": self.period_name,
            "period_words": words.period_words(found.period),
            "before_words": words.period_words(found.before),
            "part_words": words.part_words(found.period, found.before),
            "version_words": words.version_words(found.rules),
            "other_version_words": words.before_words(found.before_rules, found.before),
            "small_words": words.small_words(found.rules),
            "rows": rows,
            "everything": everything,
            "row_title": HEADS[choice.by],
            "definitions": definitions(everything, found.rules),
            "chart": self._chart(),
            "exports": {wanted: self.address_with(format=wanted) for wanted in FORMATS},
            "may_change": self.request.user.access.has("office"),
            "ignored": choice.ignored,
        }

    def _chart(self) -> dict:
        """What the card beside the figures of ReportChart shows; nothing where no row has a percentage."""
        label = str(words.LABELS[self.choice.rate])
        shown = charted(self.rows[:-1], self.choice.rate)
        if not shown:
            return {}
        numbers = _(", ").join(f"{row.name} {row.cell(self.choice.rate).this.text}" for row in shown)
        return {
            "title": label,
            "url": f"chart/{self.address_with()}",
            "alt": _("%(rate)s, %(period)s: %(numbers)s")
            % {"rate": label, "period": self.period_name, "numbers": numbers},
            "legend": [
                {"key": "s1", "label": self.period_name},
                {"key": "last", "label": _("year before")},
            ],
        }


class ReportChart(ReportMixin, ChartView):
    """One rate of each row, this period's beside that of the year before; the highest first."""

    kind = "rank-bars"
    digits = 1

    @cached_property
    def shown(self):
        return charted(self.rows[:-1], self.choice.rate)

    def get_labels(self):
        return [row.name for row in self.shown]

    def get_series(self):
        cells = [row.cell(self.choice.rate) for row in self.shown]
        return [
            (self.period_name, "s1", [cell.this.percent for cell in cells]),
            (_("year before"), "last", [cell.last.percent for cell in cells]),
        ]

    def get_extras(self):
        return {
            "file": str(words.LABELS[self.choice.rate]),
            "labelTitle": str(HEADS[self.choice.by]),
            "unit": "%",
            "max": 100,
        }


def charted(rows: list[Row], rate: str) -> list[Row]:
    """The rows that have a percentage in either period, the highest of this period first."""
    known = [row for row in rows if row.cell(rate).this.percent is not None or row.cell(rate).last.percent is not None]
    return sorted(known, key=lambda row: -(row.cell(rate).this.percent or 0))[:CHART_ROWS]


class ReportRules(FormView):
    """All versions of the definitions, and a new one for the office."""

    form_class = RulesForm
    template_name = "rectification/report_rules.html"

    def dispatch(self, request, *args, **kwargs):
        require(request.user, *READERS)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def versions(self):
        return versions()

    def post(self, request, *args, **kwargs):
        require(request.user, "office")
        return super().post(request, *args, **kwargs)

    def get_initial(self):
        today = timezone.localdate()
        latest = self.versions[0] if self.versions else pick_rules([], today)
        return RulesForm.starting_from(latest, today)

    def form_valid(self, form):
        now = timezone.now()
        try:
            change_rules(by=self.request.user, now=now, today=timezone.localdate(now), **form.cleaned_data)
        except ValidationError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, _("The new definitions are kept."))
        return redirect("rectification:report_rules")

    def get_context_data(self, **kwargs):
        present = pick_rules(self.versions, timezone.localdate())
        return super().get_context_data(**kwargs) | {
            "versions": self.versions,
            "present": present,
            "start": pick_rules([], timezone.localdate()),
            "version_words": words.version_words(present),
            "may_change": self.request.user.access.has("office"),
        }
