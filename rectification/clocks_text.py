"""Time left and time overdue in the words of the field: 超期2天16小时, 还剩7小时, 还剩5个工作日. Pure: no database, no clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
COUNTED_IN_DAYS = 2 * DAY
"""Further away than this, hours say nothing: whole days are counted."""


def span(length: timedelta) -> str:
    """A length of time, not negative: '2天16小时', '7小时', '20分钟'. Rounded down to the hour, below one hour to the minute."""
    days, rest = divmod(length, DAY)
    hours = rest // HOUR
    if not days and not hours:
        minutes = rest // timedelta(minutes=1)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    parts = []
    if days:
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    return _("%(days)s %(hours)s") % {"days": parts[0], "hours": parts[1]} if len(parts) == 2 else parts[0]


def working_days_after(day: date, last: date, is_working: Callable[[date], bool]) -> int:
    """How many working days lie after `day`, up to and with `last`."""
    return sum(is_working(day + timedelta(days=n)) for n in range(1, (last - day).days + 1))


def time_left(deadline: datetime, now: datetime, is_working: Callable[[date], bool] | None = None) -> str:
    """'超期2天16小时' after the deadline, '还剩7小时' before it.

    More than two days away, whole days are counted: working days where `is_working` is given (the limit is in working time),
    natural days otherwise.
    """
    if now > deadline:
        return _("overdue by %(span)s") % {"span": span(now - deadline)}
    left = deadline - now
    if left <= COUNTED_IN_DAYS:
        return _("%(span)s left") % {"span": span(left)}
    if is_working:
        today, last = timezone.localtime(now).date(), timezone.localtime(deadline).date()
        if days := working_days_after(today, last, is_working):
            return ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}
    return ngettext("%(n)s day left", "%(n)s days left", left.days) % {"n": left.days}
