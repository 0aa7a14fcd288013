"""Periods of time that figures are about: a year, a quarter, a month, or days from–to; and the same part of the year before. Pure.

All moments are aware and local (the zone of `now`). A period that isn't over ends at the last full minute, and is then set against the same
part of the year before, never against the whole.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SECOND = timedelta(seconds=1)
_WRITTEN = re.compile(r"^(20\d\d|21\d\d)(?:-(Q[1-4]|0[1-9]|1[0-2]))?$")


@dataclass(frozen=True)
class Period:
    """start: its first moment. end: the first moment after it, or after the last full minute. full_end: where it ends once it is
    over."""

    start: datetime
    end: datetime
    full_end: datetime

    @property
    def is_part(self) -> bool:
        """It isn't over yet."""
        return self.end < self.full_end

    @property
    def first_day(self) -> date:
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The last day that belongs to it, as far as it has come; the first one where it hasn't begun."""
        return max(self.start, self.end - SECOND).date()

    def days_earlier(self, days: int) -> tuple[datetime, datetime]:
        """Start and end so many days before."""
        return self.start - timedelta(days=days), self.end - timedelta(days=days)


def between(start: datetime, end: datetime, now: datetime) -> Period:
    """From `start` until before `end`, as far as it has come: up to the last full minute."""
    so_far = now.replace(second=0, microsecond=0) + SECOND
    return Period(start, min(end, max(so_far, start)), end)


def year_so_far(year: int, now: datetime) -> Period:
    return between(_start_of(year, 1, now), _start_of(year + 1, 1, now), now)


def quarter_so_far(year: int, quarter: int, now: datetime) -> Period:
    """quarter: 1..4."""
    return between(_start_of(year, 3 * quarter - 2, now), _start_of(year, 3 * quarter + 1, now), now)


def month_so_far(year: int, month: int, now: datetime) -> Period:
    """month: 1..12."""
    return between(_start_of(year, month, now), _start_of(year, month + 1, now), now)


def days_so_far(first: date, last: date, now: datetime) -> Period:
    """From the first day to the end of the last one; last >= first."""
    return between(_midnight(first, now), _midnight(last + timedelta(days=1), now), now)


def written_period(text: str, now: datetime) -> Period | None:
    """'2026', '2026-Q3' or '2026-11'; None for anything else."""
    if not (found := _WRITTEN.match(text)):
        return None
    year, part = int(found[1]), found[2]
    if part is None:
        return year_so_far(year, now)
    return quarter_so_far(year, int(part[1]), now) if part[0] == "Q" else month_so_far(year, int(part), now)


def year_before(period: Period) -> Period:
    """The same part of the year before, to the second. 29 February stands for 28 February."""
    return Period(*(_year_earlier(moment) for moment in (period.start, period.end, period.full_end)))


def _start_of(year: int, month: int, now: datetime) -> datetime:
    """month 13 is January of the next year."""
    return _midnight(date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1), now)


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, datetime.min.time(), now.tzinfo)


def _year_earlier(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29) and not isleap(moment.year - 1)
    return moment.replace(moment.year - 1, day=28 if leap_day else moment.day)
