"""The plans of many projects by month, as the page of months goes out to Excel, come back: a row a project, a column a month."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_in.cells import cell_number, cell_text, match_key, read_back
from core.files_in.columns import find_header
from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Table, Workbook
from core.models import Unit, User
from facilities.models import Project
from facilities.selectors.projects import month_bars, plans_of
from facilities.services.projects import plan_months
from facilities.tables.projects import PLANNED, PROJECTS

NUMBER = PROJECTS.columns[0].heading
_MONTH = re.compile(r"(\d{4})-(\d{2})" + re.escape(match_key(PLANNED)))


@dataclass(frozen=True)
class Row:
    """A project's months in a file. wanted: month > percent, None where the cell is blank."""

    number: int
    project: str
    wanted: dict[date, int | None]


class MonthsIn:
    """Only what differs from the page of months is planned anew; spending and aim of a month stay, what was reported isn't read."""

    code = "project_months"
    label = gettext_lazy("Plan by month")
    roles = ("office",)

    def take(
        self,
        *,
        path: Path,
        by: User | None,
        now: datetime,
        sheet: str = "",
        dry_run: bool = False,
        also: Callable[[Report], None] | None = None,
    ) -> Report:
        """All rows or none, by the service of the project's own page. Raises FileProblem where the file cannot be used at all."""
        town = Unit.objects.home()
        if town is None or by is None or not by.access.covers(town.path, *self.roles):
            raise FileProblem(_("This list is kept for your own town, and this account does not keep it."))
        table = Workbook(path).table(sheet or None)
        with transaction.atomic():
            report = Report()
            _plan(list(_rows(table, report)), town, by, now, report)
            if report.stopped or dry_run:
                transaction.set_rollback(True)
            else:
                report.written = report.imported > 0
                if also:
                    also(report)
        return report


MONTHS = MonthsIn()


def _rows(table: Table, report: Report) -> Iterator[Row]:
    header = find_header(table, [NUMBER])
    months = _months(table.rows[header.row - 1])
    if not months:
        raise FileProblem(_("The table has no column such as “%(heading)s”.") % {"heading": f"2027-01{PLANNED}"})
    for number, cells in enumerate(table.rows[header.row :], start=header.row + 1):
        if not any(cell_text(cell) for cell in cells):
            continue
        report.rows += 1
        wanted = {}
        for at, month in months.items():
            try:
                wanted[month] = _percent(cells[at] if at < len(cells) else "")
            except ValueError:
                words = _("It must be a whole number from 0 to 100.")
                report.rejected.append(Rejected(number, f"{month:%Y-%m}{PLANNED}", cell_text(cells[at])[:80], words))
                break
        else:
            yield Row(number, read_back(cells[header.columns[NUMBER]]), wanted)


def _months(headings) -> dict[int, date]:
    """Column > the month whose plan it holds."""
    found = {at: _MONTH.fullmatch(match_key(cell_text(cell))) for at, cell in enumerate(headings)}
    return {at: date(int(one[1]), int(one[2]), 1) for at, one in found.items() if one and 1 <= int(one[2]) <= 12}


def _percent(cell) -> int | None:
    number = cell_number(cell)
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= 100:
        raise ValueError(number)
    return int(number)


def _plan(rows: list[Row], town: Unit, by: User, now: datetime, report: Report) -> None:
    numbers = [row.project for row in rows]
    projects = {one.number: one for one in Project.objects.present().filter(town=town, number__in=numbers)}
    plans, today, seen = plans_of(list(projects.values())), timezone.localdate(now), set()
    for row in rows:
        project = projects.get(row.project)
        if project is None or row.project in seen:
            words = _("There is no project of this number.") if project is None else _("It stands in the file twice.")
            report.rejected.append(Rejected(row.number, NUMBER, row.project, words))
            continue
        seen.add(row.project)
        shown = {bar.month: bar.planned for bar in month_bars(plans.get(project.pk, {}), {}, today, row.wanted)}
        changed = {month: percent for month, percent in row.wanted.items() if percent != shown[month]}
        if not changed:
            report.unchanged += 1
        elif reason := _refused(project, changed, by, now):
            report.rejected.append(Rejected(row.number, "", row.project, reason))
        else:
            report.imported += 1
    report.rejected.sort(key=lambda one: one.row)


def _refused(project: Project, changed: dict[date, int | None], by: User, now: datetime) -> str:
    """Plans the months of a project anew; why not, where it cannot be done."""
    months = {one["month"]: one for one in project.milestones.values("month", "percent", "spending", "aim")}
    for month, percent in changed.items():
        if percent is None:
            months.pop(month, None)
        else:
            months[month] = {"spending": None, "aim": ""} | months.get(month, {}) | {"percent": percent}
    for values in months.values():
        values.pop("month", None)
    try:
        with transaction.atomic():
            plan_months(project=project, months=months, by=by, now=now)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
