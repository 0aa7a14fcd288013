"""A task's clock: its deadline, and with it the moments of the yellow light and of the supervision order."""

from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from core.services import office_calendar
from rectification import clocks
from rectification.models import RectificationTask
from rectification.thresholds import ORDER_PERCENT, WARN_PERCENT


def start_clock(task: RectificationTask, amount: int, now: datetime) -> None:
    """From now on, for `amount` of the task's unit of time."""
    start = timezone.localtime(now)
    task.clock_started_at = start
    set_deadline(task, clocks.deadline_of(start, amount, task.limit_unit, office_calendar()))


def set_deadline(task: RectificationTask, deadline: datetime) -> None:
    """Moves the deadline, and what is counted from it."""
    task.deadline = timezone.localtime(deadline)
    start = timezone.localtime(task.clock_started_at) if task.clock_started_at else task.deadline
    task.warn_at = clocks.warn_at(start, task.deadline, Fraction(WARN_PERCENT.value(), 100))
    task.escalate_at = clocks.escalate_at(
        task.deadline, task.limit_amount, task.limit_unit, ORDER_PERCENT.value(), office_calendar()
    )


def stop_clock(task: RectificationTask) -> None:
    task.clock_started_at = task.deadline = task.warn_at = task.escalate_at = None
