"""What a transition changes: the task's fields, its clock, and one trail entry with its photos. Everything was checked before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from core.attachments.photos import attach_copy
from core.models import Photo, PhotoPurpose, TrailEntry, Unit, User
from core.trail import entry_of
from core.units.history import living
from core.workdays.office import office_calendar
from rectification import clocks
from rectification.limit_units import LimitUnit
from rectification.models import Limit, ProblemKind, RectificationTask, Request, RequestState
from rectification.services.deadlines import ClockRules, go_on, set_deadline, start_clock, stop_clock
from rectification.services.telling import settle_asked, settle_recheck, tell_of
from rectification.thresholds import ANSWER_DAYS
from rectification.transitions import WORKED_ON, Need, State, Transition

PURPOSES = {"start": PhotoPurpose.PROGRESS, "submit": PhotoPurpose.AFTER, "reopen": PhotoPurpose.PROBLEM}
"""What the photos of a transition show, where it is no recheck."""

DEFAULT_LIMIT = (3, LimitUnit.WORKING_DAYS)
"""For a kind and severity to which the office has given no limit."""


@dataclass(frozen=True)
class Books:
    """What a step looks up beside the task; read once where many tasks take it together.

    limits: (kind's key, severity) > (amount, unit of time).
    """

    clock: ClockRules
    limits: Mapping[tuple[int, str], tuple[int, str]]

    @classmethod
    def read(cls) -> "Books":
        """Four queries."""
        limits = {(limit.kind_id, limit.severity): (limit.amount, limit.unit) for limit in Limit.objects.all()}
        return cls(ClockRules.read(), limits)


@dataclass(frozen=True)
class Given:
    """What came with a transition; which of it is needed stands in the transition table."""

    kind: ProblemKind | None = None
    severity: str | None = None
    unit: Unit | None = None
    note: str = ""
    reason: str = ""
    other_task: RectificationTask | None = None
    authority: str = ""
    reference: str = ""
    photos: tuple[Photo, ...] = ()
    look_again: date | None = None
    person: str = ""
    measure: str = ""
    deadline: datetime | None = None
    """Of an assignment whose deadline somebody set before, in a ledger; else the limit gives it."""
    told: str = ""
    """What a resident is told of a refusal: one of rectification.models.Refusal."""
    books: Books | None = None
    """Where many tasks take the step together; else it reads for itself."""

    def has(self, need: Need) -> bool:
        if need in (Need.AFTER_PHOTO, Need.RECHECK_PHOTO):
            return bool(self.photos)
        value = getattr(self, need.value)
        return bool(value.strip() if isinstance(value, str) else value)


def apply(
    task: RectificationTask,
    transition: Transition,
    by: User | None,
    now: datetime,
    given: Given,
    by_name: str = "",
) -> None:
    """Changes and stores the task, writes the trail and tells of it; everything was checked. by_name: of somebody without an
    account."""
    entry = step(task, transition, by, now, given, by_name)
    if entry.old_state in WORKED_ON and task.state not in WORKED_ON:
        _let_lapse(task, entry, now)
    if task.finding.kind_id != task.kind_id:
        task.finding.kind = task.kind
        task.finding.save(update_fields=["kind"])
    task.save()
    entry.save()
    attach(task, entry, given.photos, PURPOSES.get(transition.verb, PhotoPurpose.RECHECK))
    if entry.old_state == State.SUBMITTED:
        settle_recheck(task, now)
    tell_of(task, transition.verb, by, now, given.reason or given.note)


def _let_lapse(task: RectificationTask, entry: TrailEntry, now: datetime) -> None:
    """What was asked for during this work and not decided: whoever works on it next asks anew."""
    asked = list(Request.objects.filter(task=task, state=RequestState.ASKED).order_by("pk"))
    if asked:
        Request.objects.filter(pk__in=[one.pk for one in asked]).update(state=RequestState.LAPSED, decided_at=now)
        entry.changes["lapsed"] = ["", ",".join(one.kind for one in asked)]
        settle_asked(task, now)


def step(
    task: RectificationTask, transition: Transition, by: User | None, now: datetime, given: Given, by_name: str = ""
) -> TrailEntry:
    """Changes a task that has its key, and gives the entry that says so; stores neither."""
    old_state, before = task.state, _shown(task)
    CHANGE.get(transition.verb, _nothing_else)(task, given, now)
    task.state = transition.target
    if by and transition.verb == "close":
        task.verified_by = by
    count_change(task)
    after = _shown(task)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    return entry_of(
        subject=task,
        by=by,
        by_name=by_name,
        verb=transition.verb,
        at=now,
        old_state=old_state,
        new_state=task.state,
        changes=changes | ({"told": ["", given.told]} if given.told else {}),
        reason=given.reason or given.note,
    )


def save(task: RectificationTask) -> None:
    """Stores a changed task."""
    count_change(task)
    task.save()


def count_change(task: RectificationTask) -> None:
    """Counts the version and keeps the words of the search; stores nothing."""
    task.version += 1
    task.search_text = words_of(task)


def words_of(task: RectificationTask) -> str:
    """What the search of the list looks through, in small letters."""
    finding, point, unit = task.finding, task.finding.point, task.responsible_unit
    words = [task.number, finding.description, finding.place]
    words += [point.name, point.code] if point else []
    words += [unit.name] if unit else []
    return "\n".join(words).lower()


def _shown(task: RectificationTask) -> dict:
    """The fields whose change the trail tells; enough to tell the task's whole course from the trail alone."""
    return {
        "kind": str(task.kind or ""),
        "severity": task.severity,
        "responsible_unit": str(task.responsible_unit or ""),
        "responsible_unit_id": task.responsible_unit_id,
        "limit": f"{task.limit_amount} {task.limit_unit}" if task.limit_amount else "",
        "deadline": task.deadline.isoformat() if task.deadline else "",
        "person": task.person,
        "measure": task.measure,
        "duplicate_of": str(task.duplicate_of or ""),
        "authority": task.authority,
        "reference": task.reference,
        "look_again_on": task.look_again_on.isoformat() if task.look_again_on else "",
    }


def attach(task: RectificationTask, entry: TrailEntry, photos, purpose: str) -> None:
    for photo in photos:
        attach_copy(photo, subject=task, entry=entry, purpose=purpose)


def _nothing_else(task, given, now) -> None:
    """The state is all that changes."""


def _on_register(task, given, now) -> None:
    task.severity, task.registered_at = given.severity, now
    task.kind = given.kind


def _on_assign(task, given, now) -> None:
    task.responsible_unit = given.unit
    task.person, task.measure = given.person or task.person, given.measure or task.measure
    books = given.books or Books.read()
    task.limit_amount, task.limit_unit = limit_of(task, books)
    start_clock(task, task.limit_amount, now, books.clock)
    if given.deadline:
        set_deadline(task, given.deadline, books.clock)


def limit_of(task: RectificationTask, books: Books) -> tuple[int, str]:
    """The time allowed for the task's kind and severity: amount and unit."""
    return books.limits.get((task.kind_id, task.severity), DEFAULT_LIMIT)


def _on_take_back(task, given, now) -> None:
    stop_clock(task)
    task.registered_at = task.registered_at or now  # transferred as it was reported, it is registered only now


def _on_hand_back(task, given, now) -> None:
    stop_clock(task)
    task.responsible_unit = None


def _on_transfer(task, given, now) -> None:
    task.authority, task.reference = given.authority, given.reference
    task.limit_amount, task.limit_unit = ANSWER_DAYS.value(), LimitUnit.WORKING_DAYS
    start_clock(task, task.limit_amount, now)


def _on_start(task, given, now) -> None:
    task.pass_started_at = now
    task.person, task.measure = given.person or task.person, given.measure or task.measure


def _on_submit(task, given, now) -> None:
    task.submitted_at = now
    task.passes += 1


def _on_close(task, given, now) -> None:
    task.closed_at = now
    start, end = timezone.localtime(task.registered_at or task.reported_at), timezone.localtime(now)
    task.minutes_to_close = office_calendar().working_time_between(start, end) // timedelta(minutes=1)


def _on_rework(task, given, now) -> None:
    task.reworks += 1
    task.pass_started_at = now


def _on_suspend(task, given, now) -> None:
    task.suspended_at, task.look_again_on = now, given.look_again


def _on_resume(task, given, now) -> None:
    go_on(task, now)
    task.suspended_at = task.look_again_on = None
    task.pass_started_at = task.pass_started_at or now


def _on_reopen(task, given, now) -> None:
    task.reopenings += 1
    task.responsible_unit = living(task.responsible_unit)
    task.closed_at = task.verified_by = task.minutes_to_close = None
    task.pass_started_at = now
    start_clock(task, clocks.half_limit(task.limit_amount), now)


def _on_duplicate(task, given, now) -> None:
    task.duplicate_of = given.other_task


CHANGE = {
    "register": _on_register,
    "mark_duplicate": _on_duplicate,
    "transfer": _on_transfer,
    "take_back": _on_take_back,
    "assign": _on_assign,
    "hand_back": _on_hand_back,
    "start": _on_start,
    "submit": _on_submit,
    "close": _on_close,
    "close_on_answer": _on_close,
    "rework": _on_rework,
    "suspend": _on_suspend,
    "resume": _on_resume,
    "reopen": _on_reopen,
}
"""What a transition changes beside the state."""
