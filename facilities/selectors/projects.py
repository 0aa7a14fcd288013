"""What the pages of projects show. The number of queries doesn't depend on the number of projects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.formats import wan
from core.marks import tag as tag_mark
from core.models import User
from core.quantities import written
from facilities.lag import Lag, LagLight, lag_of, last_month_over, months_between, planned_at
from facilities.models import Milestone, ProgressReport, Project, ProjectStage
from facilities.project_stages import OPEN_STAGES
from facilities.selectors.funding import Sums, sums_by_project
from facilities.stages import MAIN_PATH, Step, steps_from
from facilities.thresholds import LAG_AMBER, LAG_RED


@dataclass(frozen=True)
class ProjectRow:
    """A project in a list. lag: of projects that are still open; need: in words, '170万元'; sums: planned, secured, paid."""

    project: Project
    lag: Lag | None
    lag_words: str
    percent: int | None
    need: str
    sums: Sums
    stage_tag: str


def project_rows(projects: Iterable[Project], today: date) -> list[ProjectRow]:
    projects = list(projects)
    plans, reports = plans_of(projects), reports_of(projects)
    sums = sums_by_project(projects)
    amber, red = LAG_AMBER.value(), LAG_RED.value()
    return [
        _row(project, plans.get(project.pk, {}), reports.get(project.pk, {}), sums[project.pk], today, amber, red)
        for project in projects
    ]


def _row(project, plan, reports, sums: Sums, today, amber, red) -> ProjectRow:
    lag = lag_of(plan, reports, today, amber, red) if project.stage in OPEN_STAGES and plan else None
    done = 100 if project.stage in (ProjectStage.ACCEPTED, ProjectStage.IN_USE) else None
    percent = done if done is not None else reports[max(reports)] if reports else None
    return ProjectRow(
        project,
        lag,
        lag_words(lag),
        percent,
        need_words(project),
        sums,
        tag_mark(project.get_stage_display(), LOOK[project.stage]),
    )


LOOK = {
    ProjectStage.PROPOSED: "line", ProjectStage.APPROVED: "", ProjectStage.TENDERED: "", ProjectStage.BUILDING: "brand",
    ProjectStage.ACCEPTED: "ink", ProjectStage.IN_USE: "ink", ProjectStage.STOPPED: "line",
}  # fmt: skip
"""The look of a stage's tag (never a light's colour)."""


def lag_words(lag: Lag | None) -> str:
    """'9月底落后12个百分点，2个月未填报'; '' where there is nothing to say."""
    if lag is None:
        return ""
    said = []
    if lag.light in (LagLight.AMBER, LagLight.RED):
        said.append(
            _("%(points)s points behind at the end of %(month)s") % {"points": lag.points, "month": f"{lag.of:%Y-%m}"}
        )
    elif lag.points is not None:
        said.append(_("on plan at the end of %(month)s") % {"month": f"{lag.of:%Y-%m}"})
    if lag.missing:
        said.append(_("%(n)s months not reported") % {"n": len(lag.missing)})
    return _(", ").join(said)


def need_words(project: Project) -> str:
    """'170万元', '每年100多万元'; '' where the need is not known."""
    if project.need is None:
        return ""
    amount = Decimal(wan(project.need))
    said = written(amount, _("ten thousand yuan"), project.need_exactness)
    return _("%(amount)s each year") % {"amount": said} if project.need_per_year else said


def plans_of(projects: Sequence[Project]) -> dict[int, dict[date, int]]:
    """project > month > percent planned; one query."""
    return _by_month(Milestone.objects.filter(project__in=projects))


def reports_of(projects: Sequence[Project]) -> dict[int, dict[date, int]]:
    """project > month > percent reported; one query."""
    return _by_month(ProgressReport.objects.filter(project__in=projects))


def _by_month(rows) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    for project, month, percent in rows.order_by("month").values_list("project", "month", "percent"):
        found.setdefault(project, {})[month] = percent
    return found


@dataclass(frozen=True)
class MonthBar:
    """A month of a project's page and of the page of bars. planned and reported: percent in all; None: not planned, not reported."""

    month: date
    planned: int | None
    reported: int | None
    aim: str = ""
    is_over: bool = False

    @property
    def is_missing(self) -> bool:
        return self.is_over and self.planned is not None and self.reported is None


def month_bars(plan: dict[date, int], reports: dict[date, int], aims: dict[date, str], today: date) -> list[MonthBar]:
    """Each month from the first to the last that is planned or reported."""
    known = [*plan, *reports]
    if not known:
        return []
    over, finished = (
        last_month_over(today),
        min((month for month, percent in reports.items() if percent == 100), default=None),
    )
    return [
        MonthBar(
            month, planned_at(plan, month), reports.get(month), aims.get(month, ""),
            is_over=month <= over and not (finished and month > finished),
        )
        for month in months_between(min(known), max(known))
    ]  # fmt: skip


@dataclass
class StageStep:
    label: str
    state: str
    at: date | None = None


def stage_steps(project: Project) -> list[StageStep]:
    """The main path of stages with where the project stands; a stopped one stands where it was stopped."""
    stands = project.stage if project.stage in MAIN_PATH else project.stage_before_stop or ProjectStage.PROPOSED
    at = MAIN_PATH.index(stands)
    days = {ProjectStage.BUILDING: project.started_on, ProjectStage.ACCEPTED: project.finished_on}
    return [
        StageStep(
            ProjectStage(stage).label,
            "done" if n < at or stands == ProjectStage.IN_USE else "now" if n == at else "",
            days.get(stage),
        )
        for n, stage in enumerate(MAIN_PATH)
    ]


@dataclass
class Ways:
    """The buttons of a project's page."""

    main: Step | None = None
    others: list[Step] = field(default_factory=list)


def ways_on(project: Project, user: User) -> Ways:
    if not project.may_be_edited_by(user):
        return Ways()
    steps = steps_from(project.stage)
    main = next((step for step in steps if step.main), None)
    return Ways(main, [step for step in steps if step is not main])


@dataclass(frozen=True)
class Column:
    """A column of the board."""

    stage: str
    label: str
    rows: list[ProjectRow]


def board(rows: Sequence[ProjectRow]) -> list[Column]:
    """The projects by stage, in the order of the stages."""
    return [
        Column(stage.value, str(stage.label), [row for row in rows if row.project.stage == stage])
        for stage in ProjectStage
    ]
