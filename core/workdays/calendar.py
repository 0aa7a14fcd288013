"""The working calendar: Chinese public holidays and make-up days, with the office's own corrections. Pure.

The holidays come from the chinesecalendar package. Years that it doesn't know yet fall back to weekends; `knows` says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

import chinese_calendar

DAY = timedelta(days=1)
WEEKEND = 5
"""Saturday, as Python counts the days of a week."""
FURTHEST = 3660
"""Days that are looked ahead before giving up: a calendar without a working day in ten years is a mistake."""


@dataclass(frozen=True)
class Span:
    """Office hours of a day, from and until (local time)."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "Span":
        """'08:30-12:00'. Raises ValueError where that isn't two times in order."""
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
        if start >= end:
            raise ValueError(f"Office hours '{text}' end before they start.")
        return cls(start, end)


@dataclass(frozen=True)
class WorkCalendar:
    """overrides: days that differ here (True: a working day). hours: the office's spans of a working day, in order. unknown: years
    taken for unknown all the same, as they were before their holidays were published."""

    overrides: Mapping[date, bool] = field(default_factory=dict)
    hours: Sequence[Span] = (Span(time(8, 30), time(12)), Span(time(14), time(17, 30)))
    unknown: frozenset[int] = frozenset()

    def knows(self, year: int) -> bool:
        """Are the year's holidays published? If not, weekends are what is left to go by."""
        if year in self.unknown:
            return False
        try:
            return isinstance(chinese_calendar.is_workday(date(year, 1, 1)), bool)
        except NotImplementedError:
            return False

    def is_working(self, day: date) -> bool:
        if day in self.overrides:
            return self.overrides[day]
        if day.year in self.unknown:
            return day.weekday() < WEEKEND
        try:
            return chinese_calendar.is_workday(day)
        except NotImplementedError:
            return day.weekday() < WEEKEND

    def published(self, day: date) -> bool:
        """Is it a working day without the office's corrections?"""
        return WorkCalendar().is_working(day)

    def corrected(self, day: date, is_working: bool) -> "WorkCalendar":
        """The same calendar with one more correction; one that says what is published takes the correction away."""
        overrides = {other: value for other, value in self.overrides.items() if other != day}
        if is_working != self.published(day):
            overrides[day] = is_working
        return replace(self, overrides=overrides)

    def holiday_name(self, day: date) -> str:
        """The public holiday that a day belongs to, or is made up for, in Chinese; '' for other days and unknown years."""
        try:
            _is_holiday, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            return ""
        return chinese_calendar.Holiday(name).chinese if name else ""

    def working_days_after(self, day: date) -> Iterator[date]:
        for offset in range(1, FURTHEST):
            later = day + offset * DAY
            if self.is_working(later):
                yield later

    def nth_working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after `day`, count >= 1."""
        return next(islice(self.working_days_after(day), count - 1, None))

    def spans_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Office hours from a moment on, as (from, until), in order; the first may have begun already."""
        for offset in range(FURTHEST):
            day = moment.date() + offset * DAY
            if not self.is_working(day):
                continue
            for span in self.hours:
                start = datetime.combine(day, span.start, moment.tzinfo)
                end = datetime.combine(day, span.end, moment.tzinfo)
                if end > moment:
                    yield max(start, moment), end

    def add_working_time(self, moment: datetime, amount: timedelta) -> datetime:
        """The moment at which `amount` of office hours has passed since `moment` (aware, local time)."""
        for start, end in self.spans_from(moment):
            if amount <= end - start:
                return start + amount
            amount -= end - start
        raise ValueError("The calendar has no working days.")

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """Office hours from start to end; nothing if end is not later."""
        total = timedelta()
        if end <= start:
            return total
        for begin, finish in self.spans_from(start):
            if begin >= end:
                break
            total += min(finish, end) - begin
        return total

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`."""
        days = (start + offset * DAY for offset in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def closing_time(self, day: date, tzinfo) -> datetime:
        return datetime.combine(day, self.hours[-1].end, tzinfo)
