"""Periods in which tasks were due."""

from datetime import datetime


def year_so_far(year: int, now: datetime) -> tuple[datetime, datetime]:
    """A year from its first moment to its last, or to `now` where that comes first; in the zone of `now` (local time)."""
    start = now.replace(year, 1, 1, 0, 0, 0, 0)
    return start, min(max(now, start), now.replace(year + 1, 1, 1, 0, 0, 0, 0))


def same_part_of_the_year_before(year: int, now: datetime) -> tuple[datetime, datetime]:
    start, end = year_so_far(year, now)
    return _year_earlier(start), _year_earlier(end)


def _year_earlier(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(moment.year - 1, day=28 if leap_day else moment.day)
