"""Plans and reports of many projects by month, as the page of months goes out to Excel, come back: a row a project, a column a month for what is
planned, reported, and planned to be spent."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
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
from core.table_in.columns import Number, Wrong
from core.table_in.service import kept_town
from facilities.models import Project
from facilities.selectors.projects import ByMonth, money_of, month_bars, plans_of, reports_of
from facilities.services.projects import plan_months, report_months
from facilities.tables.projects import PLANNED, PROJECTS, REPORTED, SPENDING

NUMBER = PROJECTS.columns[0].heading
_KINDS = {match_key(words): words for words in (PLANNED, REPORTED, SPENDING)}
_AMOUNT = Number("spending", SPENDING)
_HEADING = re.compile(rf"(\d{{4}})-(\d{{2}})({'|'.join(map(re.escape, _KINDS))})")


@dataclass(frozen=True)
class Row:
    """A project's months in a file. planned: month > percent, None where the cell is blank; spending: likewise, yuan in all by its
    end; reported: of cells that hold something."""

    number: int
    project: str
    planned: dict[date, int | None] = field(default_factory=dict)
    spending: dict[date, Decimal | None] = field(default_factory=dict)
    reported: ByMonth = field(default_factory=dict)


class MonthsIn:
    """Only what differs from the page of months is planned or reported anew. A blank plan is none, of percent as of money; a blank
    report says nothing, so it takes none away and is no zero. The aim of a month stays, and so does the note of a report.
    """

    code = "project_months"
    label = gettext_lazy("Plans and reports by month")
    roles = ("office",)

    def take(self, **options) -> Report:
        return take_months(roles=self.roles, **options)


MONTHS = MonthsIn()


def take_months(
    *,
    path: Path,
    by: User | None,
    now: datetime,
    roles: tuple[str, ...],
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
) -> Report:
    """All rows or none, by the services of the project's own page. Raises FileProblem where the file cannot be used at all."""
    town = kept_town(by, roles)
    if by is None:
        raise FileProblem(_("Somebody of the office plans and reports: import the file on its page."))
    table = Workbook(path).table(sheet or None)
    with transaction.atomic():
        report = Report()
        _take(list(_rows(table, report)), town, by, now, report)
        if report.stopped or dry_run:
            transaction.set_rollback(True)
        else:
            report.written = report.imported > 0
            if also:
                also(report)
    return report


def _rows(table: Table, report: Report) -> Iterator[Row]:
    header = find_header(table, [NUMBER])
    months = _months(table.rows[header.row - 1])
    if not months:
        raise FileProblem(_("The table has no column such as “%(heading)s”.") % {"heading": f"2027-01{PLANNED}"})
    for number, cells in enumerate(table.rows[header.row :], start=header.row + 1):
        cells = [*cells, *[""] * (len(table.rows[header.row - 1]) - len(cells))]
        if not any(map(cell_text, cells)) and not any(table.fault_at(number, at + 1) for at in months):
            continue
        report.rows += 1
        row = Row(number, read_back(cells[header.columns[NUMBER]]))
        if rejected := _fill(row, cells, months, table):
            report.rejected.append(rejected)
        else:
            yield row


def _months(headings) -> dict[int, tuple[date, str]]:
    """Column > the month, and which of its columns it is."""
    found = {at: _HEADING.fullmatch(match_key(cell_text(cell))) for at, cell in enumerate(headings)}
    return {
        at: (date(int(one[1]), int(one[2]), 1), _KINDS[one[3]])
        for at, one in found.items()
        if one and int(one[1]) and 1 <= int(one[2]) <= 12
    }


def _fill(row: Row, cells: list, months: dict[int, tuple[date, str]], table: Table) -> Rejected | None:
    """Reads the months of a row; what is wrong with the first that cannot be taken."""
    for at, (month, kind) in months.items():
        try:
            number = _AMOUNT.value(cell_text(cells[at]), cells[at], None) if kind == SPENDING else _percent(cells[at])
            words = table.fault_at(row.number, at + 1)
        except Wrong as wrong:
            words = str(wrong)
        except ValueError:
            words = _("It must be a whole number from 0 to 100.")
        if words:
            return Rejected(row.number, f"{month:%Y-%m}{kind}", cell_text(cells[at])[:80], words)
        if kind == PLANNED:
            row.planned[month] = number
        elif kind == SPENDING:
            row.spending[month] = number
        elif number is not None:
            row.reported[month] = number
    return None


def _percent(cell) -> int | None:
    number = cell_number(cell)
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= 100:
        raise ValueError(number)
    return int(number)


def _take(rows: list[Row], town: Unit, by: User, now: datetime, report: Report) -> None:
    numbers = [row.project for row in rows]
    projects = {one.number: one for one in Project.objects.present().filter(town=town, number__in=numbers)}
    stored = list(projects.values())
    plans, reports, money = plans_of(stored), reports_of(stored), money_of(stored)
    today, seen = timezone.localdate(now), set()
    for row in rows:
        project = projects.get(row.project)
        if project is None or row.project in seen:
            words = _("There is no project of this number.") if project is None else _("It stands in the file twice.")
            report.rejected.append(Rejected(row.number, NUMBER, row.project, words))
            continue
        seen.add(row.project)
        months = sorted({*row.planned, *row.spending})
        shown = {bar.month: bar.planned for bar in month_bars(plans.get(project.pk, {}), {}, today, months)}
        differs = Row(
            row.number,
            row.project,
            {month: percent for month, percent in row.planned.items() if percent != shown[month]},
            _differing(row.spending, money[project.pk].spending),
            _differing(row.reported, reports.get(project.pk, {})),
        )
        if not (differs.planned or differs.spending or differs.reported):
            report.unchanged += 1
        elif reason := _without_percent(row, shown) or _refused(project, differs, shown, by, now):
            report.rejected.append(Rejected(row.number, "", row.project, reason))
        else:
            report.imported += 1
    report.rejected.sort(key=lambda one: one.row)


def _differing(said: dict, stored: dict) -> dict:
    return {month: value for month, value in said.items() if value != stored.get(month)}


def _without_percent(row: Row, shown: dict[date, int | None]) -> str:
    """Why money cannot be planned for a month: its percent is missing."""
    for month, amount in row.spending.items():
        if amount is not None and row.planned.get(month, shown[month]) is None:
            return _("%(month)s has money planned and no percent: enter both.") % {"month": f"{month:%Y-%m}"}
    return ""


def _refused(project: Project, differs: Row, shown: dict[date, int | None], by: User, now: datetime) -> str:
    """Plans and reports these months anew; why not, where it cannot be done."""
    try:
        with transaction.atomic():
            if differs.planned or differs.spending:
                plan_months(project=project, months=_whole_plan(project, differs, shown), by=by, now=now)
            if differs.reported:
                report_months(project=project, percents=differs.reported, by=by, now=now)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _whole_plan(project: Project, differs: Row, shown: dict[date, int | None]) -> dict[date, dict]:
    """The project's months as they will be: a plan is set anew as a whole."""
    stored = project.milestones.values("month", "percent", "spending", "aim")
    months = {one.pop("month"): one for one in stored}
    for month, percent in differs.planned.items():
        if percent is None:
            months.pop(month, None)
        else:
            months[month] = {"spending": None, "aim": ""} | months.get(month, {}) | {"percent": percent}
    for month, amount in differs.spending.items():
        if month in months or amount is not None:
            months.setdefault(month, {"percent": shown[month], "aim": ""})["spending"] = amount
    return months
