"""The clocks of rectification: when a limit ends, and when its light turns yellow (the domain rules, section 6).

Pure: the calendar and every moment are passed in; moments are aware and in local time.
"""

import math
from datetime import datetime, timedelta
from fractions import Fraction

from core.workdays.calendar import WorkCalendar
from rectification.limit_units import LimitUnit

WARN_SHARE = Fraction(3, 4)
"""Share of the time after which a task is due soon (yellow)."""


def deadline_of(start: datetime, amount: int, unit: str, calendar: WorkCalendar) -> datetime:
    """When a limit of `amount` (>= 1) `unit`s (LimitUnit) that starts at `start` is over.

    Natural days end at the same time of day; working days at the end of office hours of the last one, the day of the start
    not counted; working hours run in office hours only.
    """
    if unit == LimitUnit.NATURAL_DAYS:
        return start + timedelta(days=amount)
    if unit == LimitUnit.WORKING_HOURS:
        return calendar.add_working_time(start, timedelta(hours=amount))
    return calendar.closing_time(calendar.nth_working_day_after(start.date(), amount), start.tzinfo)


def warn_at(start: datetime, deadline: datetime, share: Fraction = WARN_SHARE) -> datetime:
    """When the light turns yellow: after `share` (0..1) of the time between start and deadline."""
    return start + (deadline - start) * share.numerator / share.denominator


def escalate_at(deadline: datetime, amount: int, unit: str, percent: int, calendar: WorkCalendar) -> datetime:
    """When a task is overdue by `percent` (>= 1) of its limit: the moment of the supervision order. Whole units, rounded up."""
    return deadline_of(deadline, max(1, math.ceil(amount * percent / 100)), unit, calendar)


def deadline_after_pause(
    deadline: datetime, paused_at: datetime, resumed_at: datetime, unit: str, calendar: WorkCalendar
) -> datetime:
    """The deadline moved on by a pause: what was left at `paused_at` is left again at `resumed_at` (never less than it was)."""
    if unit == LimitUnit.NATURAL_DAYS or deadline <= paused_at:
        return deadline + (resumed_at - paused_at)
    if unit == LimitUnit.WORKING_HOURS:
        return calendar.add_working_time(resumed_at, calendar.working_time_between(paused_at, deadline))
    left = calendar.working_days_between(paused_at.date(), deadline.date())
    today = resumed_at.date()
    if not left and not (calendar.is_working(today) and resumed_at < calendar.closing_time(today, resumed_at.tzinfo)):
        left = 1  # the last day had not ended, and it doesn't end on a day off or in the evening
    day = calendar.nth_working_day_after(today, left) if left else today
    return max(deadline, calendar.closing_time(day, resumed_at.tzinfo))


def warning_after_pause(
    warn: datetime, deadline: datetime, paused_at: datetime, resumed_at: datetime, moved: datetime
) -> datetime:
    """When the light turns yellow after a pause that moved the deadline to `moved`: of what is left now, as large a part passes
    before as of what was left at `paused_at`. One that was yellow already is yellow again from the start."""
    if warn <= paused_at:
        return resumed_at
    return resumed_at + (moved - resumed_at) * ((warn - paused_at) / (deadline - paused_at))


def warning_after_extension(
    warn: datetime, deadline: datetime, moved: datetime, share: Fraction = WARN_SHARE
) -> datetime:
    """When it turns yellow after the deadline moved on to `moved`: later by its share of the time that came in addition, so that
    a pause which lies behind doesn't count as time used."""
    return warn_at(warn, warn + (moved - deadline), share)


def half_limit(amount: int) -> int:
    """Reopening gives half the limit, rounded up, at least 1."""
    return max(1, math.ceil(amount / 2))
