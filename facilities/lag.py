"""How far a project is behind its monthly plan. Pure: no database, no clock.

A month without a report is unknown, not 0: the lag is that of the last month that is over and was reported, and the months
that are missing are counted beside it. What was reported of the present month is not set against that month's end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LagLight(TextChoices):
    """A light is always shape, word and colour together."""

    RED = "red", _("Far behind")
    AMBER = "amber", _("Behind")
    GREEN = "green", _("On plan")
    UNKNOWN = "", _("Not known")


@dataclass(frozen=True)
class Lag:
    """points: planned minus reported percent (negative: ahead), of the month `of`; None where there is nothing to compare.

    missing: months, up to the last one that is over, that were planned and not reported.
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
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = month_of(month + timedelta(days=32))
    return months


def planned_at(plan: Mapping[date, int], month: date) -> int | None:
    """The percent planned for the end of a month: the last one set until then; None before the plan begins."""
    set_by_then = [at for at in plan if at <= month]
    return plan[max(set_by_then)] if set_by_then else None


def lag_of(plan: Mapping[date, int], reports: Mapping[date, int], today: date, amber: int, red: int) -> Lag:
    """plan, reports: month > percent in all by its end. amber, red: points behind from which the light turns (1 <= amber <= red)."""
    due = last_month_over(today)
    expected = [month for month in months_between(min(plan), due)] if plan and min(plan) <= due else []
    missing = tuple(month for month in expected if month not in reports and not _is_done(reports, month))
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


def _is_done(reports: Mapping[date, int], month: date) -> bool:
    """After a report of 100% nothing more is to be reported."""
    return any(percent == 100 for at, percent in reports.items() if at < month)
