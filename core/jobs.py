"""Work of the ground longer than a request. The worker is started by script/server."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from core.running import daily
from core.running.daily_schedule import is_done, schedule
from core.telling.deliveries import next_look, send_next

MOST_AT_ONCE = 20
"""Messages of one job; the rest waits for the next one, so that an import in between need not wait for a slow server."""
JOBS_KEPT = timedelta(days=30)


@task()
def send_deliveries() -> None:
    """Sends what is due to go out of the site, and plans the next look. Taken up again after a worker was killed, it sends
    nothing twice."""
    for _message in range(MOST_AT_ONCE):
        if not send_next(now=timezone.now()):
            break
    plan_next_look(now=timezone.now())


def wake_sender() -> None:
    """Has the worker look at the deliveries soon; asked many times, it looks once."""
    if not _planned(Q(run_after=get_date_max())):
        send_deliveries.enqueue()


def plan_next_look(*, now: datetime) -> None:
    """Has the worker look again when the next message is due."""
    moment = next_look(now=now)
    if moment is None:
        return
    if moment <= now:
        wake_sender()
    elif not _planned(Q(run_after=get_date_max()) | Q(run_after__lte=moment)):
        send_deliveries.using(run_after=moment).enqueue()


def _planned(when: Q) -> bool:
    """Does such a job wait? A job without a moment of its own is stored with the last moment of all."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_deliveries.module_path)
    return waiting.filter(when).exists()


def drop_done_jobs(*, now: datetime) -> int:
    """Deletes what is kept about jobs that ended long ago; gives how many. Part of the daily work."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - JOBS_KEPT).delete()[0]


@task()
def daily_run() -> None:
    """The work of the day, unless somebody (cron, a person) did it already. Tomorrow's is put into the queue first of all."""
    now = timezone.now()
    today = timezone.localdate(now)
    schedule(daily_run, day=today + timedelta(days=1))
    if not is_done(today):
        with suppress(daily.AlreadyRunning):
            daily.run(now=now)
