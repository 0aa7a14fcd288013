"""Which backups are kept: all of the last days, then one a week, then one a month. Pure: moments in, moments out."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class Rule:
    """All of the last `days` days, the first of each of the last `weeks` weeks (from Monday) and of each of the last `months` months;
    today, this week and this month count as the first of them."""

    days: int = 7
    weeks: int = 8
    months: int = 12


def kept(moments: Iterable[datetime], *, now: datetime, rule: Rule) -> set[datetime]:
    """Those that stay. moments, now: aware, in the office's own time zone. The newest one always stays, and what lies ahead of `now`.

    The first of a week or month is the one that stays, so it stays the same one from day to day.
    """
    moments, today = set(moments), now.date()
    recent = {moment for moment in moments if moment.date() > today - timedelta(days=rule.days)}
    monday = today - timedelta(days=today.weekday())
    first_week = monday - timedelta(weeks=rule.weeks - 1)
    weekly = _first_of_each(moments, lambda day: day - timedelta(days=day.weekday()), first_week, rule.weeks)
    this_month = today.year * 12 + today.month
    monthly = _first_of_each(moments, lambda day: day.year * 12 + day.month, this_month - rule.months + 1, rule.months)
    return recent | weekly | monthly | ({max(moments)} if moments else set())


def _first_of_each(
    moments: set[datetime], period: Callable[[date], Hashable], first: object, most: int
) -> set[datetime]:
    """The earliest moment of each period from `first` on; none where there are to be none."""
    found: dict[Hashable, datetime] = {}
    for moment in sorted(moments, reverse=True) if most else ():
        if (of := period(moment.date())) >= first:
            found[of] = moment
    return set(found.values())
