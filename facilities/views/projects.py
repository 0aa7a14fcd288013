"""Projects as a list, as a board by stage, and as bars by month."""

from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.bulk import batches
from core.pages import ListPage
from facilities.filters.projects import MonthsFilter, ProjectFilter
from facilities.lag import month_of, months_between
from facilities.models import Project
from facilities.selectors.projects import MonthsRow, board, money_of, month_bars, overview, project_rows
from facilities.tables.months import MONTHS
from facilities.tables.projects import EXPORT_COLUMNS, PROJECTS, month_columns


class ProjectPages(ListPage):
    """What the three pages share: the projects one may see, and the filter."""

    model = Project
    filterset_class = ProjectFilter
    filter_more = "stage kind unit"

    def get_queryset(self):
        return super().get_queryset().with_names()

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "may_make": user.access.has("office"),
            "may_report": user.access.has("office", "unit"),
            "view_query": self._query_without("page", "sort", "format", "year"),
        }


class ProjectList(ProjectPages):
    template_name = "facilities/projects.html"
    sorts = {  # removed_at stands before each: see the indexes of the model
        "newest": ("removed_at", "-pk"),
        "name": ("removed_at", "name", "pk"),
        "unit": ("removed_at", "unit_id", "pk"),
        "need": ("removed_at", "need", "pk"),
        "end": ("removed_at", "planned_end", "pk"),
    }
    export_name = _("Projects")
    export_columns = EXPORT_COLUMNS
    comes_back = PROJECTS

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = project_rows(context["object_list"], self.today)
        for row in rows:
            row.project.reportable = row.is_under_way(self.today) and row.project.may_be_reported_by(self.request.user)
        return context | {"rows": rows, "overview": overview(self.request.user, self.today)}

    def export_rows(self, rows):
        for some in batches(super().export_rows(rows), 500):
            yield from project_rows(some, self.today)


class ProjectBoard(ProjectPages):
    """Cards by stage. The list's paging isn't for it: each column shows its newest ones and says how many there are."""

    template_name = "facilities/project_board.html"
    paginate_by = 1

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        columns = board(self.filtered(), self.today)
        return context | {"columns": columns, "stage_query": self._query_without("page", "sort", "format", "stage")}


class ProjectMonths(ProjectPages):
    """Bars by month of one year, as they hang on the office's wall."""

    template_name = "facilities/project_months.html"
    filterset_class = MonthsFilter
    sorts = {"start": ("removed_at", "planned_start", "pk")}
    comes_back = MONTHS

    @property
    def export_name(self) -> str:
        return _("Projects by month, %(year)s") % {"year": self.year}

    @cached_property
    def months(self) -> list[date]:
        return months_between(date(self.year, 1, 1), date(self.year, 12, 1))

    @property
    def export_columns(self):
        return month_columns(self.months)

    def export_rows(self, rows):
        for some in batches(super().export_rows(rows), 500):
            money = money_of(some)
            for row in project_rows(some, self.today):
                bars = {bar.month: bar for bar in self.bars_of(row)}
                yield MonthsRow(row, bars, money[row.project.pk], self.today)

    def bars_of(self, row):
        return month_bars(row.plan, row.reports, self.today, self.months, row.pauses)

    @cached_property
    def year(self) -> int:
        wanted = self.request.GET.get("year", "")
        return int(wanted) if wanted.isdecimal() and 2000 <= int(wanted) <= 2100 else self.today.year

    def get_queryset(self):
        return super().get_queryset().at_work_in(date(self.year, 1, 1), date(self.year, 12, 31))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rows = project_rows(context["object_list"], self.today)
        if self.request.GET.get("year") not in (None, "", str(self.year)):
            self.ignored.append(_("Year"))
        is_filtered = any(self.request.GET.get(name) for name in ProjectFilter.base_filters)
        return context | {
            "clear_path": f"{self.request.path}?year={self.year}" if is_filtered else "",
            "year": self.year,
            "months": self.months,
            "present": month_of(self.today),
            "rows": [(row, self.bars_of(row)) for row in rows],
        }
