"""Correcting a day of the working calendar, and what moves with it on the floors above.

Whoever counts on the calendar says so once, in its `calendar_changes.py`, which is read at the start:

    watch(Watcher(preview=deadlines_that_move, move=move_deadlines))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import CalendarDay, Unit, User
from core.services import office_calendar
from core.thresholds import KEPT_BY
from core.trail import record
from core.workcalendar import WorkCalendar

VERB = "set_calendar_day"


@dataclass(frozen=True)
class Change:
    """One day, and the calendar without and with the change."""

    day: date
    before: WorkCalendar
    after: WorkCalendar


@dataclass(frozen=True)
class Moved:
    """A record whose deadline moves; path: its address."""

    title: str
    path: str
    old: datetime
    new: datetime


@dataclass(frozen=True)
class Watcher:
    """preview(change, now=): what would move. move(change, by=, now=, event=): moves it and gives how many; `event` is a word of
    at most 40 characters that names this change. Both take the change first."""

    preview: Callable[..., Sequence[Moved]]
    move: Callable[..., int]


watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    watchers.append(watcher)


def change_of(day: date, is_working: bool) -> Change:
    """What calling this day a working day (or not) would change; two queries at most."""
    before = office_calendar()
    return Change(day, before, before.corrected(day, is_working))


def preview(change: Change, *, now: datetime) -> list[Moved]:
    """All that would move, in the order of the watchers."""
    return [moved for watcher in watchers for moved in watcher.preview(change, now=now)]


@transaction.atomic
def set_day(*, day: date, is_working: bool, note: str, by: User, now: datetime) -> int:
    """Makes a day a working day or none; a correction that says what is published is taken away. Gives how many deadlines moved.

    Raises NotAllowed, or DomainError in an empty database.
    """
    if not by.access.has(*KEPT_BY):
        raise NotAllowed(_("Settings are changed by the office."))
    town = Unit.objects.select_for_update().filter(is_home=True).first()
    if town is None:
        raise DomainError(_("Set up the town first."))
    change = change_of(day, is_working)
    if day in change.after.overrides:
        CalendarDay.objects.update_or_create(day=day, defaults={"is_working": is_working, "note": note.strip()})
    else:
        CalendarDay.objects.filter(day=day).delete()
    words = {True: "working", False: "free"}
    entry = record(
        subject=town, by=by, verb=VERB, at=now, reason=note.strip(),
        changes={day.isoformat(): [words[change.before.is_working(day)], words[is_working]]},
    )  # fmt: skip
    if change.before.is_working(day) == is_working:
        return 0
    return sum(watcher.move(change, by=by, now=now, event=f"calendar-{entry.pk}") for watcher in watchers)
