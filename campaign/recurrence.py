"""The terms of an activity that is to happen again and again: what was met, what was missed, what is due next. Pure."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from django.utils.translation import gettext as _

DAY = timedelta(days=1)
LAST_YEAR = 9000
"""No term begins later; whoever asks for all terms without an end gets those."""


class TermState(StrEnum):
    MET = "met"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True)
class Term:
    """Both days are part of it."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class TermCourse:
    """held_on: the first day in the term on which it was held, None if it was not."""

    term: Term
    state: TermState
    held_on: date | None


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the month's last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def terms(starts_on: date, every_months: int, ends_on: date | None = None) -> Iterator[Term]:
    """The terms in order, without gap or overlap. Counted from the first day each time, so that short months shift nothing.

    every_months >= 1, else ValueError. ends_on: no term begins after it; the last one ends where it always would.
    """
    if every_months < 1:
        raise ValueError("A term has at least one month.")
    for number in count():
        begin = months_later(starts_on, number * every_months)
        if begin.year > LAST_YEAR or (ends_on and begin > ends_on):
            return
        yield Term(begin, months_later(starts_on, (number + 1) * every_months) - DAY)


def course(
    starts_on: date, every_months: int, held: Iterable[date], today: date, ends_on: date | None = None
) -> list[TermCourse]:
    """Every term that has begun by `today`, in order: met where it was held in it, missed once it is over, due until then."""
    days, found = sorted(held), []
    for term in terms(starts_on, every_months, ends_on):
        if term.starts_on > today:
            break
        held_on = next((day for day in days if day in term), None)
        found.append(TermCourse(term, _state(term, held_on, today), held_on))
    return found


def _state(term: Term, held_on: date | None, today: date) -> TermState:
    if held_on:
        return TermState.MET
    return TermState.MISSED if term.ends_on < today else TermState.DUE


def next_due(
    starts_on: date, every_months: int, held: Iterable[date], today: date, ends_on: date | None = None
) -> Term | None:
    """The first term, not over yet, in which it wasn't held; None where no more are to come."""
    days = set(held)
    for term in terms(starts_on, every_months, ends_on):
        if term.ends_on >= today and not any(day in term for day in days):
            return term
    return None


def how_often(every_months: int) -> str:
    """'每季度1次', '每3年1次', '每半年1次', '每月1次'."""
    named = {1: _("once a month"), 3: _("once a quarter"), 6: _("once every half year"), 12: _("once a year")}
    if every_months in named:
        return named[every_months]
    years, rest = divmod(every_months, 12)
    if rest == 0:
        return _("once every %(n)s years") % {"n": years}
    return _("once every %(n)s months") % {"n": every_months}
