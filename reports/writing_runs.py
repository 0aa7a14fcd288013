"""Writing in the background: ordered once, worked off once, its progress stored.

A worker that is killed leaves a report that is 'running' and a transaction that was never finished: taken up again, the writing
starts anew. One that had ended before the kill is left as it is.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.running.outage import outage_of
from reports.models import UNDER_WAY, Report, Writing
from reports.services import AlreadyWritten, locked, write_report

logger = logging.getLogger(__name__)
MOST_TRIES = 5
PATIENCE_SECONDS = 5


@transaction.atomic
def order_writing(*, report: Report, by: User, now: datetime, enqueue: Callable[[int], object]) -> bool:
    """Hands a draft to the worker. Pressed twice, it is handed over once: False says that it was under way already."""
    there, today = locked(report.pk), localdate(now)
    if (there.year, there.month or 1) > (today.year, today.month):
        raise DomainError(_("This period hasn't begun yet: there is nothing to tell of it."))
    if there.is_final:
        raise DomainError(_("A final report stays as it is. Open it again first."))
    if there.is_under_way:
        return False
    there.writing, there.ordered_at, there.ordered_by = Writing.QUEUED, now, by
    there.tries = there.steps_done = there.steps_total = 0
    there.save()
    enqueue(there.pk)
    return True


def work_off(*, report_id: int, now: datetime) -> None:
    """Does nothing for a report that isn't there any more, or whose writing has ended."""
    report = Report.objects.select_related("town", "ordered_by").filter(pk=report_id).first()
    if report is None or not report.is_under_way or not _begin(report):
        return

    def progress(done: int, total: int) -> None:
        Report.objects.filter(pk=report_id).update(steps_done=done, steps_total=total)

    try:
        write_report(report=report, by=report.ordered_by, now=now, progress=progress, as_ordered=True)
    except AlreadyWritten:
        return
    except Exception as error:
        if outage_of(error):
            raise  # nothing was written; the job is taken up again
        logger.exception("Writing report %s failed", report_id)
        _fail(report)
        raise


def _begin(report: Report) -> bool:
    """Notes one more try; what brings the worker down again and again is given up."""
    if report.tries >= MOST_TRIES:
        _fail(report)
        return False
    waiting = Report.objects.filter(pk=report.pk, writing__in=UNDER_WAY)
    return bool(waiting.update(writing=Writing.RUNNING, tries=report.tries + 1))


def _fail(report: Report) -> None:
    Report.objects.filter(pk=report.pk, writing__in=UNDER_WAY).update(writing=Writing.FAILED)


def progress_of(report: Report, now: datetime) -> dict:
    """For the page and its script. waiting: nobody has begun although it was ordered some seconds ago."""
    waited = (now - report.ordered_at).total_seconds() if report.ordered_at else 0
    return {
        "state": report.writing,
        "done": report.steps_done,
        "total": report.steps_total,
        "waiting": report.writing == Writing.QUEUED and waited > PATIENCE_SECONDS,
        "ended": not report.is_under_way,
        "words": _words(report),
    }


def _words(report: Report) -> str:
    if report.writing == Writing.QUEUED:
        return _("Waiting for its turn")
    if report.steps_done < report.steps_total or not report.steps_total:
        return _("Reading the records")
    return _("Writing the passages")
