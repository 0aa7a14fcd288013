"""The job worker through bad days: what was cut off is taken up again, a lost database is waited for, and nothing goes on for ever."""

import logging
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connections
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core.running.outage import outage_of

logger = logging.getLogger(__name__)

MOST_TRIES = 10
"""So often a job is begun; one that brings the worker down each time would keep all others waiting. More than imports and reports try:
those tell their page that they were given up."""
PAUSE_SECONDS = 3
"""Between two looks at a database that does not answer."""
BREATH = timedelta(minutes=1)
"""Until a job is begun again that failed for want of the database or of room on the disk."""


class BrokenOff(Exception):
    """The worker died several times at this job."""


def take_up_again() -> None:
    """What stands as running was cut off with the worker before this one. Call it before the worker begins."""
    for job in DBTaskResult.objects.running():
        if len(job.worker_ids) < MOST_TRIES:
            job.status, job.started_at = TaskResultStatus.READY, None
            job.save(update_fields=["status", "started_at"])
        else:
            job.set_failed(BrokenOff(f"The worker died {MOST_TRIES} times at this job."))


def put_back_after_outage(*, now: datetime, job_id) -> None:
    """A job that has just failed because the ground gave way waits a minute and is begun again, MOST_TRIES times in all."""
    job = DBTaskResult.objects.failed().filter(pk=job_id).first()
    if job and outage_of(sys.exc_info()[1]) and len(job.worker_ids) < MOST_TRIES:
        job.status, job.run_after, job.started_at, job.finished_at = TaskResultStatus.READY, now + BREATH, None, None
        job.save(update_fields=["status", "run_after", "started_at", "finished_at"])


def through_outages(work: Callable[[], object]) -> None:
    """Does `work` until it ends by itself; where the database is lost meanwhile, waits for it and begins anew."""
    while True:
        try:
            work()
            return
        except Exception as error:
            if not (outage := outage_of(error)):
                raise
            connections.close_all()
            logger.warning("The job worker waits (%s): %s", outage, str(error).strip())
            time.sleep(PAUSE_SECONDS)
