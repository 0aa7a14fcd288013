"""What is kept of a resident for a while only. For the daily work; run twice it does nothing the second time."""

from datetime import datetime, timedelta

from django.db import transaction

from core.models import Unit
from core.trail import record
from rectification.models import PublicReport
from rectification.services.public_waiting import drop_waiting
from rectification.thresholds import FORGET_DAYS

SENDER_KEPT_FOR = timedelta(days=2)
"""A flood is held off by the hour: nothing older is asked for."""


def forget_reporters(*, now: datetime) -> int:
    """Deletes names and telephones after the days that the office set, digests of addresses after two days, and photos
    that were sent with a form which never became a report. Gives how many reports lost a name or telephone.

    The words of the report, its place and its number stay.
    """
    PublicReport.objects.filter(received_at__lt=now - SENDER_KEPT_FOR).exclude(sender="").update(sender="")
    if town := Unit.objects.home():
        drop_waiting(town=town, now=now)
    before = now - timedelta(days=FORGET_DAYS.value())
    return sum(_forget(pk, now) for pk in PublicReport.objects.to_forget(before).values_list("pk", flat=True))


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    """Whether there was anything to forget; the trail says that it was deleted, not what."""
    report = PublicReport.objects.select_for_update(of=("self",)).select_related("task").get(pk=pk)
    if report.forgotten_at:
        return False
    known = bool(report.name or report.telephone)
    report.name = report.telephone = report.sender = ""
    report.forgotten_at = now
    report.save(update_fields=["name", "telephone", "sender", "forgotten_at"])
    if known:
        state = report.task.state
        record(subject=report.task, by=None, verb="forget_reporter", at=now, old_state=state, new_state=state)
    return known
