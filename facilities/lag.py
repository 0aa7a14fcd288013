"""How far a project is behind its monthly plan. Pure: no database, no clock.

A month without a report is unknown, not 0: the lag is that of the last month that is over and was reported, and the months
that are missing are counted beside it. What was reported of the present month is not set against that month's end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Months are planned and reported from the one to the other: a year beyond them is a slip of the hand."""


class LagLight(TextChoices):
    """A light is always shape, word and colour together."""

    RED = "red", _("Far behind")
    AMBER = "amber", _("Behind")
    GREEN = "green", _("On plan")
    UNKNOWN = "", _("Not known")


@dataclass(frozen=True)
class Pause:
    """A project was stopped on the day `since` and went on on the day `until`; None: it rests still."""

    since: date
    until: date | None = None

    def holds_at_end_of(self, month: date) -> bool:
        last = month_of(month + timedelta(days=31)) - timedelta(days=1)
        return self.since <= last and (self.until is None or last < self.until)


@dataclass(frozen=True)
class Lag:
    """points: planned minus reported percent (negative: ahead), of the month `of`; None where there is nothing to compare.

    missing: months, up to the last one that is over, that were planned and not reported, without those at whose end it rested.
    """

    light: str
    points: int | None
    of: date | None
    planned: int | None
    reported: int | None
    missing: tuple[date, ...]


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_month_over(today: date) -> date:
    """The latest month that is over on `today`."""
    return month_of(month_of(today) - timedelta(days=1))


def months_between(first: date, last: date) -> list[date]:
    """The months from one to another, both with."""
    numbers = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def planned_at(plan: Mapping[date, int], month: date) -> int | None:
    """The percent planned for the end of a month: the last one set until then; None before the plan begins."""
    set_by_then = [at for at in plan if at <= month]
    return plan[max(set_by_then)] if set_by_then else None


def lag_of(
    plan: Mapping[date, int],
    reports: Mapping[date, int],
    today: date,
    amber: int,
    red: int,
    pauses: Iterable[Pause] = (),
) -> Lag:
    """plan, reports: month > percent in all by its end. amber, red: points behind from which the light turns (1 <= amber <= red)."""
    due, pauses = last_month_over(today), list(pauses)
    expected = [month for month in months_between(min(plan), due)] if plan and min(plan) <= due else []
    missing = tuple(
        month
        for month in expected
        if month not in reports and not _is_done(reports, month) and not rests_at_end_of(month, pauses)
    )
    compared = [month for month in reports if month <= due and planned_at(plan, month) is not None]
    if not compared:
        return Lag(LagLight.UNKNOWN, None, None, planned_at(plan, due), None, missing)
    of = max(compared)
    planned, reported = planned_at(plan, of), reports[of]
    points = planned - reported
    return Lag(light_of(points, amber, red), points, of, planned, reported, missing)


def light_of(points: int, amber: int, red: int) -> str:
    """The light of so many points behind."""
    return LagLight.RED if points >= red else LagLight.AMBER if points >= amber else LagLight.GREEN


def rests_at_end_of(month: date, pauses: Iterable[Pause]) -> bool:
    return any(pause.holds_at_end_of(month) for pause in pauses)


def _is_done(reports: Mapping[date, int], month: date) -> bool:
    """After a report of 100% nothing more is to be reported."""
    return any(percent == 100 for at, percent in reports.items() if at < month)
