"""The same step for several tasks at once. Each stands for itself: what cannot be done is named, the rest is done."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.batches import Outcome, each
from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.trail import record
from rectification.models import RectificationTask
from rectification.services.tasks import locked, perform
from rectification.services.telling import tell_reminder
from rectification.transitions import WORKED_ON


def assign_many(*, tasks: Iterable[RectificationTask], unit: Unit, by: User, now: datetime) -> Outcome:
    """Assigns each registered task to the unit."""
    return _each(tasks, lambda task: perform(task=task, verb="assign", unit=unit, by=by, now=now))


def remind_many(*, tasks: Iterable[RectificationTask], by: User, now: datetime) -> Outcome:
    """Reminds the unit of each task that it is at work on; at most once a day for one task."""
    return _each(tasks, lambda task: remind(task=task, by=by, now=now))


@transaction.atomic
def remind(*, task: RectificationTask, by: User, now: datetime) -> None:
    """Tells the responsible unit of the task once more, and says so in its trail."""
    task = locked(task.pk)
    if not by.access.covers(task.town.path, "office", "leader"):
        raise NotAllowed(_("Only the office and leaders remind."))
    if task.state not in WORKED_ON:
        raise DomainError(_("No unit is working on it at the moment."))
    if not tell_reminder(task, by, now):
        raise DomainError(_("The unit was reminded today already, or nobody holds a post there."))
    record(subject=task, by=by, verb="remind", at=now, old_state=task.state, new_state=task.state)


def _each(tasks: Iterable[RectificationTask], step) -> Outcome:
    return each(tasks, step, name=lambda task: task.number)
