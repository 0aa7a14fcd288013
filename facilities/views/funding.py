"""Money: need against secured by source, project or year; the entries; one entry with its papers and corrections."""

from functools import cached_property

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from core.access import TOWN_WIDE
from core.attachments.papers import papers_of
from core.charts import ChartView
from core.files_out.exports import FORMATS, table_response
from core.formats import wan
from core.kept import kept
from core.pages import ListPage
from core.trail_text import trail_of
from facilities.filters.funding import EntryFilter
from facilities.forms.funding import ALL_YEARS, FundingChoice
from facilities.models import FundingEntry
from facilities.selectors.funding import SourceRow, Sums, years_of_money
from facilities.selectors.funding_page import funding_table, needs
from facilities.services.funding import value_of
from facilities.tables.funding import ENTRY_COLUMNS, FUNDING

SHOWN = 25
"""Lines on the page, as in the lists; the file has all of them."""
CHARTED = 12


class FundingMixin:
    """The choice in the address and its figures, read once: page, chart and file show the same."""

    @cached_property
    def today(self):
        return timezone.localdate()

    @cached_property
    def form(self):
        return FundingChoice(self.request.GET, years_of_money(self.request.user), self.today)

    @cached_property
    def choice(self):
        return self.form.chosen()

    shown: int | None = None
    """So many lines where there is one for each project; None: all of them."""

    @cached_property
    def table(self):
        by, year, source = self.choice
        of = ("funding", by, year, source and source.pk, self.today, self.shown)
        return self.kept(of, lambda: funding_table(self.request.user, by, year, source, self.today, self.shown))

    def kept(self, of: tuple, work):
        """Thousands of entries are summed for these figures; every change of them writes the trail."""
        user = self.request.user
        return kept((*of, user.pk, user.access.posts, get_language()), work)

    @cached_property
    def period_name(self) -> str:
        year = self.choice[1]
        return _("All years") if year is None else _("Year %(year)s") % {"year": year}

    def address_with(self, **changes) -> str:
        by, year, source = self.choice
        given = {"by": by, "year": year or ALL_YEARS, "source": source.pk if source else ""}
        return f"?{urlencode(given | changes)}"


class FundingPage(FundingMixin, TemplateView):
    template_name = "facilities/funding.html"
    shown = SHOWN

    def get(self, request, *args, **kwargs):
        wanted = request.GET.get("format")
        if wanted in FORMATS:
            self.shown = None
            rows = [*self.table.rows, SourceRow(None, _("Total"), self.table.total)]
            return table_response(wanted, f"{_('Money')} {self.period_name}", self._columns(), rows)
        return super().get(request, *args, **kwargs)

    def _columns(self):
        columns = [
            (self.table.heading, "label"),
            (_("Planned (10,000 yuan)"), lambda row: wan(row.sums.planned)),
            (_("Secured (10,000 yuan)"), lambda row: wan(row.sums.secured)),
            (_("Paid (10,000 yuan)"), lambda row: wan(row.sums.paid)),
            (_("Short (10,000 yuan)"), self._short),
        ]
        if self.table.last is not None:
            columns.append((_("Secured, same period of the year before (10,000 yuan)"), self._last_secured))
        return columns

    def _short(self, row: SourceRow) -> str:
        return wan(self.table.short if row.sums is self.table.total else row.sums.short)

    def _last_secured(self, row: SourceRow) -> str:
        total = row.sums is self.table.total
        sums = self.table.last if total else self.table.last_by_key.get(row.key, Sums())
        return wan(sums.secured)

    def get_context_data(self, **kwargs):
        by, year, _source = self.choice
        wanting = self.kept(("needs", self.today.year, SHOWN), lambda: needs(self.request.user, self.today.year, SHOWN))
        rows = self.table.rows
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "ignored": self.form.ignored,
            "by": by,
            "year": year,
            "table": self.table,
            "rows": [(row, self.table.last_by_key.get(row.key, Sums())) for row in rows],
            "left_out": self.table.left_out,
            "period_name": self.period_name,
            "needs": wanting.rows,
            "need_total": wanting.total,
            "need_gap": wanting.gap,
            "chart_url": f"chart/{self.address_with()}" if rows else "",
            "chart_alt": chart_alt(rows[:CHARTED]),
            "legend": [
                {"key": key, "label": label} for key, label in zip(("last", "s1", "s2"), _series_names(), strict=True)
            ],
            "exports": {wanted: self.address_with(format=wanted) for wanted in FORMATS},
            "clear_path": self.request.path if self.request.GET else "",
            "may_make": self.request.user.access.has("office"),
            "may_compare": self.request.user.access.has(*TOWN_WIDE),
            "last_secured": self._last_words("secured"),
            "last_paid": self._last_words("paid"),
        }

    def _last_words(self, step: str) -> str:
        if self.table.last is None:
            return ""
        return _("same period of the year before: %(amount)s") % {"amount": wan(getattr(self.table.last, step))}


def _series_names() -> list[str]:
    return [pgettext("money", "Planned"), pgettext("money", "Secured"), pgettext("money", "Paid")]


def chart_alt(rows) -> str:
    return _("; ").join(
        _("%(name)s: planned %(planned)s, secured %(secured)s, paid %(paid)s")
        % {
            "name": row.label, "planned": wan(row.sums.planned), "secured": wan(row.sums.secured),
            "paid": wan(row.sums.paid),
        }
        for row in rows
    )  # fmt: skip


class FundingChart(FundingMixin, ChartView):
    """Planned, secured and paid of each line, in 10,000 yuan."""

    kind = "rank-bars"
    shown = CHARTED

    @cached_property
    def rows(self):
        return self.table.rows[:CHARTED]

    def get_labels(self):
        return [row.label for row in self.rows]

    def get_series(self):
        planned, secured, paid = _series_names()
        return [
            (planned, "last", [wan(row.sums.planned) for row in self.rows]),
            (secured, "s1", [wan(row.sums.secured) for row in self.rows]),
            (paid, "s2", [wan(row.sums.paid) for row in self.rows]),
        ]

    def get_extras(self):
        longest = max((row.longest for row in self.rows), default=0) / 10_000
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10**9) if longest <= 5 * step)
        return {
            "file": f"{_('Money')} {self.period_name}",
            "labelTitle": str(self.table.heading),
            "unit": _("× 10,000 yuan"),
            "max": step * 5,
            "step": step,
        }


class EntryList(ListPage):
    """Every amount that was planned, secured or paid, corrections too."""

    model = FundingEntry
    template_name = "facilities/funding_entries.html"
    filterset_class = EntryFilter
    filter_more = "year source"
    sorts = {
        "on": ("-on", "-pk"),
        "amount": ("-amount", "pk"),
        "project": ("project_id", "pk"),
        "source": ("source_id", "pk"),
    }
    export_name = gettext_lazy("Money, entries")
    export_columns = ENTRY_COLUMNS
    comes_back = FUNDING

    def get_queryset(self):
        return super().get_queryset().select_related("project", "source", "corrects", "town")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_make": self.request.user.access.has("office")}


class EntryPage(DetailView):
    template_name = "facilities/funding_entry.html"

    def get_queryset(self):
        entries = FundingEntry.objects.visible_to(self.request.user)
        return entries.select_related("project", "source", "town", "corrects", "entered_by")

    def get_context_data(self, **kwargs):
        entry = self.object
        return super().get_context_data(**kwargs) | {
            "value": value_of(entry),
            "corrections": list(entry.corrections.order_by("entered_at", "pk")),
            "papers": papers_of(entry),
            "trail": trail_of(entry),
            "label": FundingEntry._meta.label_lower,
            "may_correct": self.request.user.access.covers(entry.town.path, "office"),
        }
