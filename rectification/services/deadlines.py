"""A task's clock: its deadline, and with it the moments of the yellow light and of the supervision order."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from core.services import office_calendar
from core.workcalendar import WorkCalendar
from rectification import clocks
from rectification.models import RectificationTask
from rectification.thresholds import ORDER_PERCENT, WARN_PERCENT


@dataclass(frozen=True)
class ClockRules:
    """What is needed to count from a deadline, read once for any number of tasks."""

    calendar: WorkCalendar
    warn_share: Fraction
    order_percent: int

    @classmethod
    def read(cls, calendar: WorkCalendar | None = None) -> "ClockRules":
        """calendar: the office's, unless another is given."""
        return cls(calendar or office_calendar(), Fraction(WARN_PERCENT.value(), 100), ORDER_PERCENT.value())


def start_clock(task: RectificationTask, amount: int, now: datetime, rules: ClockRules | None = None) -> None:
    """From now on, for `amount` of the task's unit of time. rules: where they were read before."""
    start, rules = timezone.localtime(now), rules or ClockRules.read()
    task.clock_started_at = start
    count_from(task, clocks.deadline_of(start, amount, task.limit_unit, rules.calendar), rules)


def set_deadline(task: RectificationTask, deadline: datetime, rules: ClockRules | None = None) -> None:
    """Moves the deadline, and what is counted from it."""
    count_from(task, deadline, rules or ClockRules.read())


def count_from(task: RectificationTask, deadline: datetime, rules: ClockRules) -> None:
    """The same by rules that were read before; no query."""
    task.deadline = timezone.localtime(deadline)
    start = timezone.localtime(task.clock_started_at) if task.clock_started_at else task.deadline
    task.warn_at = clocks.warn_at(start, task.deadline, rules.warn_share)
    task.escalate_at = clocks.escalate_at(
        task.deadline, task.limit_amount, task.limit_unit, rules.order_percent, rules.calendar
    )


def stop_clock(task: RectificationTask) -> None:
    task.clock_started_at = task.deadline = task.warn_at = task.escalate_at = None
