"""The course of a task, told from its trail alone (the domain rules, section 6: every change writes one entry).

Pure: entries in, a course out. Where the trail contradicts itself or the rules, the course says where it breaks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.utils.translation import gettext as _

from rectification.transitions import BY_VERB, CLOCK_STATES, State

TOLERANCE = timedelta(minutes=1)
"""Two requests that wait for each other may be written in the other order than that of their times."""

TAKEN_OVER = "take_over"
"""The verb of a task that came closed from a ledger (rectification.services.taken_over)."""

GOES_OVER = "unit_goes_over"
"""The verb of a task whose unit ended, and which another one has now (core.units.followers)."""

HANDED_OVER = "hand_over"
"""The verb of a task that names somebody else since the one it named left (core.people.named_work)."""

CHANGING = frozenset(
    {*BY_VERB, "report", "progress", "grant_extension", "move_deadline", TAKEN_OVER, GOES_OVER, HANDED_OVER}
)
"""Verbs that count the task's version; the others (requests, reminders, lights, orders) only tell."""

PROGRESS = frozenset({"start", "progress", "submit"})
MOMENTS = ("deadline", "registered_at", "submitted_at", "closed_at")
WORDS = ("severity", "responsible_unit", "responsible_unit_id", "limit")
COMPARED = frozenset((*MOMENTS, *WORDS))


class Entry(Protocol):
    """What is read of a trail entry. changes: {field: [old, new]}."""

    at: datetime
    verb: str
    old_state: str
    new_state: str
    by_id: int | None
    changes: Mapping[str, list]


@dataclass
class Course:
    """Where a task stands after its trail. responsible_unit_id: 0 where older entries tell the name alone."""

    state: str = ""
    severity: str = "normal"
    responsible_unit: str = ""
    responsible_unit_id: int | None = None
    limit: str = ""
    deadline: datetime | None = None
    clock_started_at: datetime | None = None
    registered_at: datetime | None = None
    submitted_at: datetime | None = None
    closed_at: datetime | None = None
    suspended_at: datetime | None = None
    pass_started_at: datetime | None = None
    verified_by_id: int | None = None
    passes: int = 0
    reworks: int = 0
    reopenings: int = 0
    version: int = 0
    writers: set[int] = field(default_factory=set)
    breaks: list[str] = field(default_factory=list)


def replay(entries: Iterable[Entry]) -> Course:
    """The course that these entries tell, in the order in which they were written (not that of their times)."""
    course, last = Course(), None
    for entry in entries:
        course.breaks += [_where(entry, said) for said in _broken(course, entry, last)]
        _take(course, entry)
        last = entry.at
    return course


def _take(course: Course, entry: Entry) -> None:
    for name, (_old, new) in entry.changes.items():
        if name in MOMENTS:
            setattr(course, name, moment(new))
        elif name in WORDS:
            setattr(course, name, new)
    if "responsible_unit" in entry.changes and "responsible_unit_id" not in entry.changes:
        course.responsible_unit_id = 0 if course.responsible_unit else None
    if work := AFTER.get(entry.verb):
        work(course, entry)
    if entry.verb in PROGRESS and entry.by_id:
        course.writers.add(entry.by_id)
    course.version += entry.verb in CHANGING
    course.state = entry.new_state


def _registered(course: Course, entry: Entry) -> None:
    course.registered_at = entry.at


def _clock_started(course: Course, entry: Entry) -> None:
    course.clock_started_at = entry.at


def _clock_stopped(course: Course, entry: Entry) -> None:
    course.clock_started_at = None


def _taken_back(course: Course, entry: Entry) -> None:
    """What was transferred as it was reported is registered only now."""
    _clock_stopped(course, entry)
    course.registered_at = course.registered_at or entry.at


def _pass_started(course: Course, entry: Entry) -> None:
    course.pass_started_at, course.writers = entry.at, set()


def _submitted(course: Course, entry: Entry) -> None:
    course.submitted_at = entry.at
    course.passes += 1


def _closed(course: Course, entry: Entry) -> None:
    course.closed_at = entry.at
    course.verified_by_id = entry.by_id if entry.verb == "close" else None


def _reworked(course: Course, entry: Entry) -> None:
    course.reworks += 1
    _pass_started(course, entry)


def _suspended(course: Course, entry: Entry) -> None:
    course.suspended_at = entry.at


def _resumed(course: Course, entry: Entry) -> None:
    course.suspended_at = None
    course.pass_started_at = course.pass_started_at or entry.at


def _reopened(course: Course, entry: Entry) -> None:
    course.reopenings += 1
    course.closed_at = course.verified_by_id = None
    _clock_started(course, entry)
    _pass_started(course, entry)


AFTER = {
    "register": _registered,
    "assign": _clock_started,
    "transfer": _clock_started,
    "hand_back": _clock_stopped,
    "take_back": _taken_back,
    "start": _pass_started,
    "submit": _submitted,
    "close": _closed,
    "close_on_answer": _closed,
    "rework": _reworked,
    "suspend": _suspended,
    "resume": _resumed,
    "reopen": _reopened,
}
"""What a verb means beside what its entry says that changed."""


def _broken(course: Course, entry: Entry, last: datetime | None) -> Iterable[str]:
    """What this entry contradicts, in words; nothing as a rule."""
    if entry.old_state != course.state:
        yield _("it goes on from '%(said)s', but the one before it ended at '%(was)s'") % {
            "said": entry.old_state, "was": course.state,
        }  # fmt: skip
    if last and entry.at < last - TOLERANCE:
        yield _("its time lies before that of the entry before it")
    if not _is_legal(entry):
        yield _("no rule leads from '%(old)s' to '%(new)s' by it") % {"old": entry.old_state, "new": entry.new_state}
    if _turns_back(course, entry):
        yield _("it moves the deadline of a running clock to an earlier moment")
    if (way := BY_VERB.get(entry.verb)) and way.separate and entry.by_id in course.writers:
        yield _("whoever wrote progress in this pass checked it")
    for name in _contradicted(course, entry):
        yield _("what it says stood before (%(field)s) is not what stood there") % {"field": name}


def _is_legal(entry: Entry) -> bool:
    way = BY_VERB.get(entry.verb)
    if way:
        return entry.old_state in way.sources and entry.new_state == way.target
    if entry.verb == "report":
        return (entry.old_state, entry.new_state) == ("", State.REPORTED)
    if entry.verb == TAKEN_OVER:
        return (entry.old_state, entry.new_state) == (State.REPORTED, State.CLOSED)
    return entry.old_state == entry.new_state


def _turns_back(course: Course, entry: Entry) -> bool:
    """Only the calendar moves the deadline of a running clock to an earlier moment."""
    if "deadline" not in entry.changes or entry.verb in ("move_deadline", "reopen"):
        return False
    new = moment(entry.changes["deadline"][1])
    runs = course.state in (*CLOCK_STATES, State.SUSPENDED) and entry.new_state in (*CLOCK_STATES, State.SUSPENDED)
    return bool(runs and new and course.deadline and new < course.deadline)


def _contradicted(course: Course, entry: Entry) -> Iterable[str]:
    for name, (old, _new) in entry.changes.items():
        was = getattr(course, name) if name in COMPARED else None
        if name in MOMENTS and moment(old) != was:
            yield name
        if name in ("severity", "limit") and old != was:
            yield name
        if name == "responsible_unit_id" and was != 0 and old != was:
            yield name


def _where(entry: Entry, said: str) -> str:
    return _("%(at)s, %(verb)s: %(what)s") % {"at": f"{entry.at:%Y-%m-%d %H:%M:%S}", "verb": entry.verb, "what": said}


def moment(text: Any) -> datetime | None:
    """A moment as the trail writes it; None for a blank."""
    return datetime.fromisoformat(text) if text else None
