"""A task's clock: its deadline, and with it the moments of the yellow light and of the supervision order."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils import timezone

from core.workdays.calendar import WorkCalendar
from core.workdays.office import office_calendar
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
    """Sets the deadline, and what is counted from it."""
    count_from(task, deadline, rules or ClockRules.read())


def extend(task: RectificationTask, deadline: datetime) -> None:
    """Moves the deadline on. The time since the start may have a pause in it, so the yellow light goes by what was added."""
    rules, old, warn = ClockRules.read(), task.deadline, task.warn_at
    count_from(task, deadline, rules)
    if old and warn:
        task.warn_at = clocks.warning_after_extension(timezone.localtime(warn), old, task.deadline, rules.warn_share)


def go_on(task: RectificationTask, now: datetime) -> None:
    """The clock goes on after a pause: what was left of the time, and of the time up to the yellow light, is left again."""
    rules, paused_at, resumed_at = ClockRules.read(), timezone.localtime(task.suspended_at), timezone.localtime(now)
    old, warn = timezone.localtime(task.deadline), task.warn_at
    deadline = clocks.deadline_after_pause(old, paused_at, resumed_at, task.limit_unit, rules.calendar)
    count_from(task, deadline, rules)
    if warn:
        warn = clocks.warning_after_pause(timezone.localtime(warn), old, paused_at, resumed_at, task.deadline)
        task.warn_at = min(warn, task.deadline)


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
