"""What the lists of projects show. The number of queries doesn't depend on the number of projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from core.marks import light as light_mark
from core.marks import tag as tag_mark
from facilities.lag import Lag, Pause, lag_of, last_month_over, month_of, months_between, planned_at, rests_at_end_of
from facilities.models import FundingEntry, FundingStep, Milestone, ProgressReport, Project, ProjectStage
from facilities.project_stages import OPEN_STAGES
from facilities.project_words import lag_label, lag_words, missing_words, need_words
from facilities.selectors.funding import Sums, sums_by_project
from facilities.selectors.pauses import pauses_of
from facilities.thresholds import LAG_AMBER, LAG_RED

LOOK = {
    ProjectStage.PROPOSED: "line", ProjectStage.APPROVED: "", ProjectStage.TENDERED: "", ProjectStage.BUILDING: "brand",
    ProjectStage.ACCEPTED: "done", ProjectStage.IN_USE: "done", ProjectStage.STOPPED: "line",
}  # fmt: skip
"""The look of a stage's tag (never a light's colour)."""

ByMonth = dict[date, int]


@dataclass(frozen=True)
class ProjectRow:
    """A project in a list. lag: of projects that are still open and planned; percent: the last one reported, of whatever month.

    light: the lag's light as a mark, '' where nothing can be said; need: in words, '170万元'.
    """

    project: Project
    lag: Lag | None
    percent: int | None
    sums: Sums
    plan: ByMonth
    reports: ByMonth
    pauses: Sequence[Pause] = ()

    @property
    def light(self) -> str:
        return light_mark(self.lag.light, lag_label(self.lag)) if self.lag else ""

    @property
    def big_light(self) -> str:
        """The same, as it stands below a title."""
        return light_mark(self.lag.light, lag_label(self.lag), "lg") if self.lag else ""

    @property
    def lag_words(self) -> str:
        return lag_words(self.lag)

    @property
    def missing_words(self) -> str:
        return missing_words(self.lag)

    @property
    def need(self) -> str:
        return need_words(self.project)

    @property
    def stage_tag(self) -> str:
        return tag_mark(self.project.get_stage_display(), LOOK[self.project.stage])

    def is_under_way(self, today: date) -> bool:
        """Open, and its plan has begun: a report is expected."""
        return self.lag is not None and min(self.plan) <= today

    @property
    def planned(self) -> int | None:
        """The percent that was planned for the month of the lag, or for the last month that is over."""
        return self.lag.planned if self.lag else None


def project_rows(projects: Iterable[Project], today: date) -> list[ProjectRow]:
    projects = list(projects)
    plans, reports, pauses = plans_of(projects), reports_of(projects), pauses_of(projects)
    sums = sums_by_project(projects, today.year)
    limits = LAG_AMBER.value(), LAG_RED.value()
    return [
        project_row(
            project, plans.get(project.pk, {}), reports.get(project.pk, {}), sums[project.pk], today, limits,
            pauses.get(project.pk, ()),
        )
        for project in projects
    ]  # fmt: skip


def project_row(
    project: Project,
    plan: ByMonth,
    reports: ByMonth,
    sums: Sums,
    today: date,
    limits: tuple[int, int],
    pauses: Sequence[Pause] = (),
) -> ProjectRow:
    """limits: points behind from which the light is amber, and red."""
    lag = lag_of(plan, reports, today, *limits, pauses) if project.stage in OPEN_STAGES and plan else None
    done = project.stage in (ProjectStage.ACCEPTED, ProjectStage.IN_USE)
    percent = 100 if done else reports[max(reports)] if reports else None
    return ProjectRow(project, lag, percent, sums, plan, reports, pauses)


@dataclass(frozen=True)
class MonthMoney:
    """A project's money by month, in yuan. spending: planned in all by its end; paid: in that month."""

    spending: dict[date, Decimal]
    paid: dict[date, Decimal]

    def paid_by(self, month: date, today: date) -> Decimal | None:
        """Paid in all by the end of a month; None for a month to come, and where nothing was paid at all."""
        if not self.paid or month > today:
            return None
        return sum((amount for one, amount in self.paid.items() if one <= month), Decimal(0))


def money_of(projects: Sequence[Project]) -> dict[int, MonthMoney]:
    """Of each project; two queries."""
    found = {project.pk: MonthMoney({}, {}) for project in projects}
    planned = Milestone.objects.filter(project__in=projects).exclude(spending=None).order_by("project", "month")
    for project, month, spending in planned.values_list("project", "month", "spending"):
        found[project].spending[month] = spending
    payments = FundingEntry.objects.filter(project__in=projects, step=FundingStep.PAID).order_by()
    for project, on, amount in payments.values_list("project", "on").annotate(sum=Sum("amount")):
        paid = found[project].paid
        paid[month_of(on)] = paid.get(month_of(on), Decimal(0)) + amount
    return found


def plans_of(projects: Sequence[Project]) -> dict[int, ByMonth]:
    """project > month > percent planned; one query."""
    return _by_month(Milestone.objects.filter(project__in=projects))


def reports_of(projects: Sequence[Project]) -> dict[int, ByMonth]:
    """project > month > percent reported; one query."""
    return _by_month(ProgressReport.objects.filter(project__in=projects))


def _by_month(rows) -> dict[int, ByMonth]:
    found: dict[int, ByMonth] = {}
    in_order = rows.order_by(
        "project", "month"
    )  # along the index: by month alone, SQLite goes through all projects' months
    for project, month, percent in in_order.values_list("project", "month", "percent"):
        found.setdefault(project, {})[month] = percent
    return found


@dataclass(frozen=True)
class MonthBar:
    """A month of a project's page and of the page of bars. planned, reported: percent in all; None: not planned, not reported.

    is_asked: a report is expected, because the project was not stopped at its end.
    """

    month: date
    planned: int | None
    reported: int | None
    is_over: bool = False
    is_asked: bool = True

    @property
    def is_missing(self) -> bool:
        return self.is_over and self.is_asked and self.planned is not None and self.reported is None

    @property
    def looks(self) -> str:
        """CSS classes of its cell."""
        if self.is_missing:
            return "month month--missing"
        if self.reported is not None:
            return "month month--done" if self.is_over else "month month--now"
        return "month month--plan" if self.planned is not None else ""


def month_bars(
    plan: ByMonth, reports: ByMonth, today: date, months: Iterable[date] = (), pauses: Sequence[Pause] = ()
) -> list[MonthBar]:
    """The months given, else each from the first to the last that is planned or reported. After the plan's last month, and
    after a report of 100%, nothing is planned any more.
    """
    known = [*plan, *reports]
    months = list(months) or (months_between(min(known), max(known)) if known else [])
    over = last_month_over(today)
    finished = min((month for month, percent in reports.items() if percent == 100), default=None)
    last = max(plan, default=None)
    return [
        MonthBar(
            month,
            planned_at(plan, month) if last and month <= last else None,
            reports.get(month),
            is_over=month <= over and not (finished and month > finished),
            is_asked=not rests_at_end_of(month, pauses),
        )
        for month in months
    ]


@dataclass(frozen=True)
class MonthsRow:
    """A project with its months, as the page of months goes out to Excel."""

    row: ProjectRow
    bars: dict[date, MonthBar]
    money: MonthMoney
    today: date


@dataclass(frozen=True)
class Overview:
    """The strip over the list: how many are open, far behind, behind, not reported; need: of the open ones, in yuan."""

    open: int
    red: int
    amber: int
    unreported: int
    need: object


def overview(user, today: date) -> Overview:
    """Of all open projects that the user may see; two queries, beside the thresholds."""
    amber, red = LAG_AMBER.value(), LAG_RED.value()
    due = last_month_over(today)
    projects = Project.objects.visible_to(user)
    counts = (
        projects.open()
        .with_lag(due)
        .aggregate(
            open=Count("pk"),
            red=Count("pk", filter=Q(lag_points__gte=red)),
            amber=Count("pk", filter=Q(lag_points__gte=amber, lag_points__lt=red)),
            need=Sum("need"),
        )
    )
    return Overview(**counts, unreported=projects.unreported(due).count())


@dataclass(frozen=True)
class Column:
    """A column of the board: the newest projects of a stage, and how many there are in all."""

    stage: str
    label: str
    rows: list[ProjectRow]
    n: int


CARDS = 20
"""A column of the board shows so many; the list has them all."""


def board(projects, today: date) -> list[Column]:
    """projects: a queryset. One query a stage, a count over all, and those of `project_rows`."""
    counts = dict(projects.order_by().values_list("stage").annotate(n=Count("pk")))
    shown = [one for stage in counts for one in projects.filter(stage=stage).order_by("-pk")[:CARDS]]
    rows = project_rows(shown, today)
    return [
        Column(stage.value, str(stage.label), [row for row in rows if row.project.stage == stage], counts.get(stage, 0))
        for stage in ProjectStage
    ]
