"""The demo's calendar: what lies before the as-of moment has happened, what lies after it has not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

FROM_THIS_DAY_REPORTED = (11, 20)
"""The city's fifth inspection is out by then: from this day on the running year is the report's year."""

FIRST_DAY_OF_ALL = date(2020, 1, 1)
"""Nobody's post begins later, so that a demo of any as-of date works on any day."""


def as_of_moment(day: date) -> datetime:
    """9:40 of that day, local time."""
    return timezone.make_aware(datetime.combine(day, time(9, 40)))


@dataclass(frozen=True)
class Dates:
    """now: the as-of moment, aware and in local time."""

    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def report_year(self) -> int:
        """Y of the facts list: the last year whose five city inspections are all out."""
        reported = (self.today.month, self.today.day) >= FROM_THIS_DAY_REPORTED
        return self.today.year if reported else self.today.year - 1

    @property
    def years(self) -> range:
        """Years of which there are records: the report's three, and the running one where it is another."""
        return range(self.report_year - 2, self.today.year + 1)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), self.now.tzinfo)

    def has_come(self, moment: datetime) -> bool:
        return moment <= self.now

    def weekday_near(self, day: date) -> date:
        """That day, or the Friday before a weekend."""
        return day - timedelta(days=max(0, day.weekday() - 4))


def in_office_hours(moment: datetime) -> datetime:
    """The same moment, or the nearest one of that day at which somebody is at work (8:10 to 17:50)."""
    morning, evening = (
        moment.replace(hour=8, minute=10 + moment.minute // 3),
        moment.replace(hour=17, minute=30 + moment.minute // 3),
    )
    return min(max(moment, morning), evening)
