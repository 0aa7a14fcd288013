"""Correcting a day of the working calendar, and what moves with it on the floors above.

Whoever counts on the calendar says so once, in its `calendar_changes.py`, which is read at the start:

    watch(Watcher(preview=deadlines_that_move, move=move_deadlines))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import cn_date
from core.models import CalendarDay, TrailEntry, Unit, User
from core.thresholds import check_keeper, locked_town
from core.trail import record
from core.workdays.calendar import WorkCalendar
from core.workdays.office import office_calendar

VERB, LEARNED = "set_calendar_day", "learn_holidays"


@dataclass(frozen=True)
class Change:
    """The calendar without and with the change: of one day, or of the days up to and with `last`, a whole year."""

    day: date
    before: WorkCalendar
    after: WorkCalendar
    last: date | None = None

    @property
    def until(self) -> date:
        return self.last or self.day

    @property
    def name(self) -> str:
        """'2026年10月10日' or '2027年'."""
        return _("Year %(year)s") % {"year": self.day.year} if self.last else cn_date(self.day)

    @property
    def said(self) -> str:
        """'2026年10月10日改为休息日'."""
        if self.last:
            return _("the public holidays of %(year)s have become known") % {"year": self.day.year}
        working = self.after.is_working(self.day)
        said = _("%(day)s is a working day now") if working else _("%(day)s is a free day now")
        return said % {"day": self.name}


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
    at most 40 characters that names this change, and by is None for what the program learned. Both take the change first."""

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
    check_keeper(by)
    town = locked_town()
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


@transaction.atomic
def learn_holidays(*, now: datetime) -> int:
    """Follows the library when it has come to know another year: what was counted by weekends alone is counted by its holidays.

    For the daily work. Which years were known before stands in the town's trail; a new installation only writes them down.
    Gives how many deadlines moved.
    """
    town = Unit.objects.select_for_update().filter(is_home=True).first()
    if town is None:
        return 0
    today, calendar = timezone.localdate(now), office_calendar()
    entries = list(TrailEntry.objects.about(town).filter(verb=LEARNED))
    before = {int(year) for entry in entries for year in entry.changes}
    new = [year for year in (today.year, today.year + 1) if year not in before and calendar.knows(year)]
    if entries and not new:
        return 0
    entry = record(
        subject=town, by=None, verb=LEARNED, at=now, changes={str(year): ["unknown", "known"] for year in new}
    )
    changes = [_learned(year, calendar) for year in new if entries]
    return sum(
        watcher.move(change, by=None, now=now, event=f"calendar-{entry.pk}-{change.day.year}")
        for change in changes
        for watcher in watchers
    )


def _learned(year: int, calendar: WorkCalendar) -> Change:
    """A year that was gone through by weekends, and has its holidays from now on."""
    earlier = replace(calendar, unknown=frozenset({year}))
    return Change(date(year, 1, 1), earlier, calendar, date(year, 12, 31))
