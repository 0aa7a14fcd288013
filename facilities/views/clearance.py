"""The daily clearance (日产日清): a day of all facilities on one page, a month with its gaps."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from campaign.models.years import why_closed
from core.errors import NotAllowed
from core.files_out.exports import FORMATS, table_response
from core.pages import ListPage
from facilities.clearing import end_of_month, month_before, total_of
from facilities.filters.facilities import ClearedFilter
from facilities.forms.facilities import ClearanceRow
from facilities.models import Clearance, Facility
from facilities.selectors.clearance import UnitRow, day_of, month_grid, months_before, unit_rows
from facilities.services.clearance import save_day
from facilities.tables.clearance import CLEARANCE, EXPORT_COLUMNS, total_columns
from facilities.thresholds import basic_percent_of

CHOOSING = ("q", "kind", "unit")
"""Of the filter; the month that is shown is none."""
A_PAGE = 200
"""Facilities on a day's page; a town has a few dozen."""
FIRST_DAY = date(2000, 1, 1)
"""Nothing is entered for a day before it, nor shown of its month."""


@require_safe
def today(request):
    """The day's page has its day in the address: what is typed there is kept for that day."""
    return redirect("facilities:clearance_day", timezone.localdate().isoformat())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


class ClearanceDay(TemplateView):
    template_name = "facilities/clearance_day.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.day, self.today = _day(kwargs["day"]), timezone.localdate()
        if not FIRST_DAY <= self.day <= self.today:
            raise Http404
        self.closed = why_closed([self.day.year])

    def rows(self, data=None) -> list[ClearanceRow]:
        user = self.request.user
        facilities = Facility.objects.visible_to(user).cleared().to_keep()
        self.page = Paginator(facilities.order_by("unit__path", "code", "pk"), A_PAGE).get_page(
            self.request.GET.get("page")
        )
        records = day_of(self.page.object_list, self.day)
        return [
            ClearanceRow(
                data, facility=one, record=records.get(one.pk), may_keep=not self.closed and one.may_be_kept_by(user)
            )
            for one in self.page.object_list
        ]  # fmt: skip

    def get_context_data(self, **kwargs):
        rows = kwargs.pop("rows", None) or self.rows()
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "groups": _by_unit(rows),
            "page_obj": self.page,
            "day": self.day,
            "today": self.today,
            "before": date.fromordinal(self.day.toordinal() - 1),
            "after": date.fromordinal(self.day.toordinal() + 1) if self.day < self.today else None,
            "entered": sum(1 for row in rows if row.record),
            "may_enter": any(row.may_keep for row in rows),
            "closed": self.closed,
        }

    def post(self, request, *args, **kwargs):
        if not request.user.access.has("office", "unit"):
            raise PermissionDenied
        rows = self.rows(request.POST)
        valid = [row.is_valid() for row in rows if row.may_keep]  # each, so that every fault is marked
        if not all(valid):
            messages.error(request, _("Nothing is saved yet: correct what is marked."))
            return self.render_to_response(self.get_context_data(rows=rows, is_bound=True), status=422)
        try:
            entries = [row.entry for row in rows if row.may_keep]
            changed = save_day(day=self.day, entries=entries, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(error.messages[0]) from error
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return self.render_to_response(self.get_context_data(rows=rows, is_bound=True), status=409)
        messages.success(request, _said(changed))
        return redirect(request.get_full_path())


def _said(changed: int) -> str:
    if not changed:
        return _("Nothing was changed.")
    return ngettext("%(n)s facility saved.", "%(n)s facilities saved.", changed) % {"n": changed}


def _by_unit(rows) -> list[tuple[str, list[ClearanceRow]]]:
    groups: dict[str, list[ClearanceRow]] = {}
    for row in rows:
        groups.setdefault(str(row.facility.unit or _("none given")), []).append(row)
    return list(groups.items())


class ClearanceMonth(ListPage):
    """Each facility with each day of a month, the share by unit, and the months before. The export holds the month's records."""

    model = Facility
    template_name = "facilities/clearance_month.html"
    filterset_class = ClearedFilter
    paginate_by = 100
    sorts = {"unit": ("unit__path", "code", "pk"), "code": ("code", "pk"), "name": ("name", "code", "pk")}
    export_columns = EXPORT_COLUMNS
    export_name = gettext_lazy("Clearance")
    comes_back = CLEARANCE

    def get(self, request, *args, **kwargs):
        self.today = timezone.localdate()
        self.month = self._chosen_month()
        return super().get(request, *args, **kwargs)

    def _chosen_month(self) -> date:
        try:
            chosen = date.fromisoformat(f"{self.request.GET.get('month', '')}-01")
        except ValueError:
            return self.today.replace(day=1)
        return min(max(chosen, FIRST_DAY), self.today.replace(day=1))

    def get_queryset(self):
        return super().get_queryset().cleared_in(self.month, end_of_month(self.month)).for_list()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        units = self.month_units()
        total, basic_percent = total_of(row.tally for row in units), basic_percent_of(self.month)
        return context | {
            "month": self.month,
            "today": self.today,
            "before": month_before(self.month),
            "after": end_of_month(self.month) if self.month < self.today.replace(day=1) else None,
            "grid": month_grid(context["object_list"], self.month, self.today),
            "units": units,
            "course_months": months_before(self.month),
            "total": total,
            "claim": total.claim(basic_percent),
            "basic_percent": basic_percent,
            "may_enter": self.request.user.access.has("office", "unit"),
            "clear_path": f"{self.request.path}?month={self.month:%Y-%m}" if self._is_filtered() else "",
            "month_query": self._query_without("page", "format", "month"),
        }

    def month_units(self):
        return unit_rows(self.chosen(), self.month, self.today, _("none given"))

    def chosen(self):
        """The facilities that the filter leaves, without what the list reads beside them."""
        rows = self.filter.qs if self.filter else self.filtered()
        return rows.order_by().prefetch_related(None)

    def _is_filtered(self) -> bool:
        return any(self.request.GET.get(name) for name in CHOOSING)

    def _export(self, wanted: str):
        span = (self.month, end_of_month(self.month))
        rows = Clearance.objects.filter(facility__in=self.chosen(), day__range=span)
        rows = rows.select_related("facility__unit").order_by("day", "facility__code")
        name = f"{self.export_name} {self.month:%Y-%m}"
        return table_response(wanted, name, self.export_columns, rows.iterator(self.export_chunk))


class ClearanceTotals(ClearanceMonth):
    """The month by unit and in all as a file, with what may be said of it: `?format=csv` or, by default, Excel."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, **kwargs):
        self.ignored, self.sort, self.filter = [], "", None
        self.today = timezone.localdate()
        self.month = self._chosen_month()
        wanted = request.GET.get("format", "")
        return self._export(wanted if wanted in FORMATS else "xlsx")

    def _export(self, wanted: str):
        rows = self.month_units()
        whole = UnitRow(_("Total"), total_of(row.tally for row in rows), [])
        return table_response(
            wanted,
            f"{self.export_name} {self.month:%Y-%m}",
            total_columns(basic_percent_of(self.month)),
            [*rows, whole],
        )
