"""The lag that is kept with each project, so that lists and counts need not work it out from every plan and report.

It is kept for one month, the last that is over. For another month (the new one has just begun) queries work it out anew
(`ProjectQuerySet.with_lag`), so what is kept only makes them quick; `keep_lags_of_today` brings it up to date every day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from core.bulk import batches
from facilities.lag import Pause, lag_of, last_month_over
from facilities.models import Project
from facilities.selectors.pauses import pauses_of
from facilities.selectors.projects import plans_of, reports_of

BATCH = 500
KEPT = ("lag_due", "lag_behind", "lag_unreported")


def keep_lags(projects: Iterable[Project], today: date) -> int:
    """Works out the lag of these projects and keeps it where it differs; gives how many did. Four queries a batch."""
    return sum(_keep(list(some), today) for some in batches(projects, BATCH))


def _keep(projects: Sequence[Project], today: date) -> int:
    plans, reports, pauses, changed = plans_of(projects), reports_of(projects), pauses_of(projects), []
    for project in projects:
        before = [getattr(project, name) for name in KEPT]
        of_project = [found.get(project.pk, nothing) for found, nothing in ((plans, {}), (reports, {}), (pauses, ()))]
        _judge(project, *of_project, today)
        if [getattr(project, name) for name in KEPT] != before:
            changed.append(project)
    Project.objects.bulk_update(changed, KEPT)
    return len(changed)


def _judge(
    project: Project, plan: dict[date, int], reports: dict[date, int], pauses: Sequence[Pause], today: date
) -> None:
    lag = lag_of(plan, reports, today, 1, 100, pauses)  # the light is the reader's: the office sets its limits anew
    project.lag_due, project.lag_behind = last_month_over(today), lag.points
    project.lag_unreported = project.lag_due in lag.missing


def keep_lags_of_today(*, now: datetime) -> int:
    """Daily work: all open projects, so that what came in another way is right by the next morning."""
    projects = Project.objects.present().open().order_by("pk").only("pk", "stage", *KEPT)
    return keep_lags(projects.iterator(chunk_size=BATCH), timezone.localdate(now))
