"""The queue of background jobs for whoever looks after the installation: how it stands, and what failed."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, DateTimeField, F, Min, Q, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult, TaskResultStatus, get_date_max

from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.trail import record

KEPT_BY = ("admin",)
LABELS: dict[str, Promise] = {
    "core.jobs.send_deliveries": gettext_lazy("Sending messages"),
    "core.jobs.daily_run": gettext_lazy("The daily work"),
    "inspections.jobs.run_import": gettext_lazy("Import of a file"),
    "reports.jobs.write_again": gettext_lazy("Writing a report"),
}
"""What jobs are called; one that is not listed goes by its own name."""
MOST_SHOWN = 20


@dataclass(frozen=True)
class Queue:
    """waiting: due and not begun. planned: for a later moment. oldest: since when the first of the waiting ones is due.
    running_since: when the longest one at work began. failed: neither done again nor done with."""

    waiting: int
    planned: int
    running: int
    failed: int
    oldest: datetime | None
    running_since: datetime | None


def queue(*, now: datetime) -> Queue:
    """One query; jobs that ended well are not looked at."""
    at_once = Q(run_after=get_date_max())
    ready, running = Q(status=TaskResultStatus.READY), Q(status=TaskResultStatus.RUNNING)
    due = ready & (at_once | Q(run_after__lte=now))
    since = Case(When(at_once, then=F("enqueued_at")), default=F("run_after"), output_field=DateTimeField())
    figures = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).aggregate(
        waiting=Count("pk", filter=due),
        planned=Count("pk", filter=ready & ~at_once & Q(run_after__gt=now)),
        running=Count("pk", filter=running),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        oldest=Min(since, filter=due),
        running_since=Min("started_at", filter=running),
    )
    return Queue(**figures)


@dataclass(frozen=True)
class FailedJob:
    """reason: the last line of the traceback; what stands above it is in the log."""

    pk: uuid.UUID
    label: str
    at: datetime | None
    reason: str
    times: int


def failed_jobs() -> list[FailedJob]:
    """The latest MOST_SHOWN."""
    rows = DBTaskResult.objects.failed().order_by("-finished_at")[:MOST_SHOWN]
    return [FailedJob(row.pk, label(row.task_path), row.finished_at, reason(row), len(row.worker_ids)) for row in rows]


def label(task_path: str) -> str:
    return str(LABELS.get(task_path, task_path.rpartition(".")[2]))


def reason(row: DBTaskResult) -> str:
    lines = [line for line in row.traceback.splitlines() if line.strip()]
    return (lines[-1] if lines else row.exception_class_path).strip()[:300]


@transaction.atomic
def do_again(*, pk: uuid.UUID, by: User, now: datetime) -> None:
    """Puts a failed job back into the queue, at once. Jobs are written so that a second time does nothing twice."""
    row = _failed(pk, by)
    changed = DBTaskResult.objects.failed().filter(pk=pk)
    changed.update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        started_at=None,
        finished_at=None,
        exception_class_path="",
        traceback="",
    )
    _told(row, "job_again", by, now)


@transaction.atomic
def done_with(*, pk: uuid.UUID, by: User, now: datetime) -> None:
    """Takes a failed job off the list: somebody looked at it and wants nothing more of it. The trail keeps why it failed."""
    row = _failed(pk, by)
    _told(row, "job_done_with", by, now)
    row.delete()


def _failed(pk: uuid.UUID, by: User) -> DBTaskResult:
    if not by.access.has(*KEPT_BY):
        raise NotAllowed(_("Background jobs are looked after by the administrator."))
    row = DBTaskResult.objects.failed().select_for_update().filter(pk=pk).first()
    if row is None:
        raise DomainError(
            _("This job is no longer on the list of failed ones: somebody dealt with it in the meantime.")
        )
    return row


def _told(row: DBTaskResult, verb: str, by: User, now: datetime) -> None:
    """In the trail of the town; before a town is set up there is none."""
    if town := Unit.objects.home():
        record(subject=town, by=by, verb=verb, at=now, reason=f"{label(row.task_path)}: {reason(row)}"[:300])
