"""What was built, is being built and comes next: projects by theme and by where they stand on the report's last day."""

from collections.abc import Iterable
from copy import copy
from datetime import date

from django.utils.translation import gettext as _

from core.formats import cn_day
from facilities.models import ProgressReport, Project, ProjectStage
from facilities.project_words import dates_words, need_words
from facilities.selectors.pauses import pauses_of
from reports.figure import Facts, Figure, Row
from reports.figures.scope import Scope, counted, to
from reports.figures.standing import since_year

COMING = (ProjectStage.APPROVED, ProjectStage.TENDERED)
THEMES = ("school", "rural")
"""Themes of the wording, which names their kinds of project; every other kind is a work of the town's ground ('works')."""


def works(scope: Scope) -> Facts:
    """Four lists for each theme: done, running, next, proposed."""
    projects = Project.objects.present().filter(town=scope.town).select_related("kind", "measure")
    projects = stood(projects.order_by("kind__order", "pk"), scope)
    percents = _percents(scope)
    rows: dict[str, list[Row]] = {f"{theme}_{state}": [] for theme in ("works", *THEMES) for state in STATES}
    since = date(since_year(scope), 1, 1)
    for project in projects:
        state = state_of(project, since, scope)
        if state:
            rows[f"{_theme(scope, project)}_{state}"].append(_row(project, percents.get(project.pk), scope))
    n_done = sum(len(rows[f"{theme}_done"]) for theme in ("works", *THEMES))
    href = to("facilities:projects", stage=ProjectStage.IN_USE)
    done = Figure("works:done", _("projects finished"), counted(n_done, _("projects counted")), href)
    return Facts({"projects_done": done}, rows)


def stood(projects: Iterable[Project], scope: Scope) -> list[Project]:
    """The projects; of a period that is over each stopped or not as it was on the last day."""
    projects = list(projects)
    if scope.is_now:
        return projects
    pauses, month = pauses_of(projects), scope.last.replace(day=1)
    return [_stood(one, any(pause.holds_at_end_of(month) for pause in pauses.get(one.pk, ()))) for one in projects]


def _stood(project: Project, rested: bool) -> Project:
    if project.is_stopped == rested:
        return project
    then = copy(project)
    then.stage = ProjectStage.STOPPED if rested else project.stage_before_stop or ProjectStage.PROPOSED
    return then


STATES = ("done", "running", "next", "proposed")


def state_of(project: Project, since: date, scope: Scope) -> str:
    """Where a project stood on the report's last day, as far as its dates say it; '' for one that it doesn't speak of.

    What has no date yet is told while the period lasts: nobody knows how it stood in an earlier one.
    """
    if project.finished_on and project.finished_on <= scope.today:
        return "done" if project.finished_on >= since else ""
    begin = project.started_on or project.planned_start
    if begin is None or project.stage in (ProjectStage.PROPOSED, ProjectStage.STOPPED):
        return _undated(project) if scope.is_now else ""
    if begin <= scope.today and project.stage not in COMING:
        return "running"
    return "next" if begin.year <= scope.year + 1 else ""


def _undated(project: Project) -> str:
    return {ProjectStage.STOPPED: "", ProjectStage.PROPOSED: "proposed", ProjectStage.BUILDING: "running"}.get(
        project.stage, "next"
    )


def _theme(scope: Scope, project: Project) -> str:
    return next((theme for theme in THEMES if project.kind.name in scope.theme(theme)), "works")


def _percents(scope: Scope) -> dict[int, int]:
    """Project > the last percent that was reported up to the report's last day; one query."""
    reports = ProgressReport.objects.filter(project__town=scope.town, month__lte=scope.today).order_by("month")
    return dict(reports.values_list("project", "percent"))


def _row(project: Project, percent: int | None, scope: Scope) -> Row:
    key, href = f"project:{project.pk}", project.get_absolute_url()
    told = {
        "name": (_("project"), project.name),
        "size": (_("size"), project.size),
        "need": (_("money needed"), need_words(project)),
        "dates": (_("days of the project"), _dates(project, scope)),
        "finished": (_("finished on"), _finished(project)),
        "percent": (_("done so far"), "" if percent is None else f"{percent}%"),
        "purpose": (_("why it is needed"), project.purpose.rstrip("。；; .")),
    }
    return {name: Figure(f"{key}:{name}", f"{project} {label}", words, href) for name, (label, words) in told.items()}


def _dates(project: Project, scope: Scope) -> str:
    """As the project's own page says them; of an end that came after the report's last day nothing."""
    if project.finished_on and project.finished_on > scope.today:
        project = copy(project)
        project.finished_on = project.planned_end = None
    return dates_words(project)


def _finished(project: Project) -> str:
    """'6月1日竣工'."""
    return _("finished on %(day)s") % {"day": cn_day(project.finished_on)} if project.finished_on else ""
