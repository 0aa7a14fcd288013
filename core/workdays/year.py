"""A year of the working calendar as a page shows it: months of weeks of days, each with what it is and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.workdays.calendar import WorkCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """kind: 'work', 'rest' (a weekend), 'holiday', 'makeup' (a weekend that is worked). why: the holiday, or the office's note."""

    date: date
    kind: str
    why: str
    is_working: bool
    corrected: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    """weeks: from Monday; None where the month has no day."""

    first: date
    weeks: list[list[Day | None]]
    working: int


def day_of(day: date, calendar: WorkCalendar, notes: Mapping[date, str], today: date) -> Day:
    working, name = calendar.is_working(day), calendar.holiday_name(day)
    weekend = day.weekday() >= 5
    kind = ("makeup" if weekend else "work") if working else ("rest" if weekend and not name else "holiday")
    corrected = day in calendar.overrides
    why = notes.get(day, "") or name if corrected else name
    return Day(day, kind, why, working, corrected, day == today)


def months_of(year: int, calendar: WorkCalendar, notes: Mapping[date, str], today: date) -> list[Month]:
    """notes: the office's words at the days that it corrected."""
    return [_month(date(year, number, 1), calendar, notes, today) for number in range(1, 13)]


def _month(first: date, calendar: WorkCalendar, notes: Mapping[date, str], today: date) -> Month:
    days: list[Day | None] = [None] * first.weekday()
    day = first
    while day.month == first.month:
        days.append(day_of(day, calendar, notes, today))
        day += DAY
    days += [None] * (-len(days) % 7)
    working = sum(1 for one in days if one and one.is_working)
    return Month(first, [days[at : at + 7] for at in range(0, len(days), 7)], working)
