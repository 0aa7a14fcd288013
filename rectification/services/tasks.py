"""The loop at work: a finding is reported, and its task goes from state to state by the transition table."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from core.models import Photo, PhotoPurpose, Serial, TrailEntry, Unit, User
from core.photos import attach_copy
from core.services import office_calendar
from core.trail import record
from facilities.models import Point
from rectification import clocks
from rectification.limit_units import LimitUnit
from rectification.models import Finding, Limit, ProblemKind, RectificationTask, Severity
from rectification.transitions import BY_VERB, REOPEN_WITHIN_DAYS, Need, State, Transition, from_state

PROGRESS_VERBS = ("start", "progress", "submit")
"""Trail entries that are progress: whoever wrote one in this pass does not verify it."""

DEFAULT_LIMIT = (3, LimitUnit.WORKING_DAYS)
"""For a kind and severity to which the office has given no limit."""


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

    def has(self, need: Need) -> bool:
        if need in (Need.AFTER_PHOTO, Need.RECHECK_PHOTO):
            return bool(self.photos)
        value = getattr(self, need.value)
        return bool(value.strip() if isinstance(value, str) else value)


@transaction.atomic
def report_finding(
    *,
    source: str,
    description: str,
    town: Unit,
    by: User | None,
    now: datetime,
    point: Point | None = None,
    unit: Unit | None = None,
    place: str = "",
    kind: ProblemKind | None = None,
    item_code: str = "",
    at_stake=None,
    source_label: str = "",
    source_path: str = "",
    source_key: str | None = None,
    photos=(),
    auto: bool = True,
) -> RectificationTask:
    """Makes the finding and its task, reported. The same source_key again gives the task that is there already.

    auto: where the kind is known and the point has a unit in charge, the task is registered and assigned by itself.
    photos: Photo rows of the record it comes from, or of the finder; the task shows copies of them.
    """
    if source_key:
        known = RectificationTask.objects.filter(finding__source_key=source_key).first()
        if known:
            return known
    finding = Finding(
        source=source, description=description[:200], town=town, found_by=by, found_at=now, point=point,
        unit=unit or (point.unit if point else None), place=place, kind=kind, item_code=item_code, at_stake=at_stake,
        source_label=source_label[:160], source_path=source_path, source_key=source_key, without_photo=not photos,
    )  # fmt: skip
    finding.full_clean(validate_unique=False)
    finding.save()
    year = timezone.localtime(now).year
    task = RectificationTask.objects.create(
        finding=finding, number=f"整-{year}-{Serial.objects.next(f'task-{year}'):04d}", reported_at=now
    )
    entry = record(subject=task, by=by, verb="report", at=now, new_state=task.state, reason=description)
    for photo in photos:
        attach_copy(photo, subject=task, entry=entry, purpose=PhotoPurpose.PROBLEM)
    if auto and kind and point and point.in_charge:
        _apply(task, BY_VERB["register"], None, now, Given(kind=kind, severity=Severity.NORMAL))
        _apply(task, BY_VERB["assign"], None, now, Given(unit=point.in_charge))
    return task


@transaction.atomic
def perform(
    *, task: RectificationTask, verb: str, by: User, now: datetime, seen_version: int | None = None, **given
) -> RectificationTask:
    """Takes one transition of the table. given: fields of `Given`.

    Raises Conflict (changed since it was seen), NotAllowed (not this person), DomainError (not from this state, something
    needed is missing). One trail entry, with its photos.
    """
    task = locked(task.pk)
    check_version(task, seen_version)
    transition = BY_VERB.get(verb)
    if transition is None or task.state not in transition.sources:
        raise DomainError(_("That cannot be done while the task is '%(state)s'.") % {"state": task.get_state_display()})
    check_allowed(task, transition, by)
    given = Given(**given)
    _check_needs(transition, given)
    _check_special(task, transition, given, now)
    _apply(task, transition, by, now, given)
    return task


@transaction.atomic
def add_progress(
    *, task: RectificationTask, by: User, now: datetime, note: str, photos=(), seen_version: int | None = None
) -> RectificationTask:
    """A progress entry while the task is being worked on."""
    task = locked(task.pk)
    check_version(task, seen_version)
    if task.state != State.IN_PROGRESS:
        raise DomainError(_("Progress is entered while the task is in progress."))
    if not may_add_progress(task, by):
        raise NotAllowed(_("Only the responsible unit or the office enters progress."))
    if not note.strip():
        raise DomainError({"note": _("Say what was done.")})
    _save(task)
    entry = record(subject=task, by=by, verb="progress", at=now, old_state=task.state, new_state=task.state, reason=note)
    _attach(task, entry, photos, PhotoPurpose.PROGRESS)
    return task


def may_add_progress(task: RectificationTask, user: User) -> bool:
    """The responsible unit or the office, while the task is in progress."""
    return task.state == State.IN_PROGRESS and _holds(task, user, "unit", "office")


def allowed_transitions(task: RectificationTask, user: User) -> list[Transition]:
    """What this user may do next with the task, the main step first."""
    return [transition for transition in from_state(task.state) if why_not(task, transition, user) is None]


def locked(pk: int) -> RectificationTask:
    tasks = RectificationTask.objects.select_related("finding__town", "finding__kind", "responsible_unit")
    return tasks.select_for_update(of=("self",)).get(pk=pk)


def check_version(task: RectificationTask, seen: int | None) -> None:
    if seen is not None and seen != task.version:
        raise Conflict(_("Somebody else changed this task in the meantime. Look at both versions and send again."))


def check_allowed(task: RectificationTask, transition: Transition, by: User) -> None:
    if reason := why_not(task, transition, by):
        raise NotAllowed(reason)


def why_not(task: RectificationTask, transition: Transition, user: User) -> str | None:
    """Why this person may not do this, in words; None if they may."""
    if not _holds(task, user, *transition.roles):
        return _("Your posts do not include this step.")
    if transition.separate and _is_of_responsible_unit(task, user):
        return _("Whoever belongs to the responsible unit does not check its work.")
    if transition.separate and _wrote_progress(task, user):
        return _("Whoever wrote progress in this pass does not check it.")
    return None


def _holds(task: RectificationTask, user: User, *roles: str) -> bool:
    """A post with one of these roles over the task: the unit's own for 'unit', over the town for the others."""
    town_roles = [role for role in roles if role != "unit"]
    if user.access.covers(task.finding.town.path, *town_roles):
        return True
    return "unit" in roles and bool(task.responsible_unit) and user.access.covers(task.responsible_unit.path, "unit")


def _is_of_responsible_unit(task: RectificationTask, user: User) -> bool:
    path = task.responsible_unit.path if task.responsible_unit else None
    return path is not None and any(post.unit_path.startswith(path) for post in user.access.posts)


def _wrote_progress(task: RectificationTask, user: User) -> bool:
    entries = TrailEntry.objects.about(task).filter(by=user, verb__in=PROGRESS_VERBS)
    return entries.filter(at__gte=task.pass_started_at).exists() if task.pass_started_at else entries.exists()


def _check_needs(transition: Transition, given: Given) -> None:
    missing = {need.value: _("This is needed.") for need in transition.needs if not given.has(need)}
    if "after_photo" in missing:
        missing["after_photo"] = _("At least one photo of the place after the work is needed.")
    if "recheck_photo" in missing:
        missing["recheck_photo"] = _("A photo of the recheck is needed.")
    if missing:
        raise DomainError(missing)


def _check_special(task: RectificationTask, transition: Transition, given: Given, now: datetime) -> None:
    if transition.verb == "reopen" and (now - task.closed_at).days >= REOPEN_WITHIN_DAYS:
        raise DomainError(_("A closed task is reopened within %(days)s days.") % {"days": REOPEN_WITHIN_DAYS})
    if transition.verb == "reopen" and task.responsible_unit is None:
        raise DomainError(_("This task was never assigned: report the problem anew."))
    if transition.verb == "mark_duplicate" and given.other_task.pk == task.pk:
        raise DomainError({"other_task": _("A task is not a duplicate of itself.")})
    if transition.verb == "suspend" and given.look_again <= timezone.localdate(now):
        raise DomainError({"look_again": _("Choose a day in the future.")})
    if transition.verb == "assign" and not given.unit.path.startswith(task.finding.town.path):
        raise DomainError({"unit": _("This unit is not of the town.")})


def _apply(task: RectificationTask, transition: Transition, by: User | None, now: datetime, given: Given) -> None:
    """Changes the task and writes the trail; everything was checked."""
    old_state, before = task.state, _shown(task)
    CHANGE.get(transition.verb, _nothing_else)(task, given, now)
    task.state = transition.target
    if by and transition.verb == "close":
        task.verified_by = by
    _save(task)
    after = _shown(task)
    entry = record(
        subject=task,
        by=by,
        verb=transition.verb,
        at=now,
        old_state=old_state,
        new_state=task.state,
        changes={name: [before[name], after[name]] for name in after if before[name] != after[name]},
        reason=given.reason or given.note,
    )
    purpose = PhotoPurpose.AFTER if transition.verb == "submit" else PhotoPurpose.RECHECK
    _attach(task, entry, given.photos, PhotoPurpose.PROGRESS if transition.verb == "start" else purpose)


def _save(task: RectificationTask) -> None:
    task.version += 1
    task.save()


def _shown(task: RectificationTask) -> dict:
    """The fields whose change the trail tells."""
    return {
        "kind": str(task.finding.kind or ""),
        "severity": task.severity,
        "responsible_unit": str(task.responsible_unit or ""),
        "deadline": task.deadline.isoformat() if task.deadline else "",
        "person": task.person,
        "measure": task.measure,
        "duplicate_of": str(task.duplicate_of or ""),
        "authority": task.authority,
        "reference": task.reference,
        "look_again_on": task.look_again_on.isoformat() if task.look_again_on else "",
    }


def _attach(task: RectificationTask, entry: TrailEntry, photos, purpose: str) -> None:
    for photo in photos:
        attach_copy(photo, subject=task, entry=entry, purpose=purpose)


def _nothing_else(task, given, now) -> None:
    """The state is all that changes."""


def _on_register(task, given, now) -> None:
    task.severity, task.registered_at = given.severity, now
    task.finding.kind = given.kind
    task.finding.save(update_fields=["kind"])


def _on_assign(task, given, now) -> None:
    task.responsible_unit = given.unit
    task.person, task.measure = given.person or task.person, given.measure or task.measure
    limit = Limit.objects.filter(kind=task.finding.kind, severity=task.severity).first()
    task.limit_amount, task.limit_unit = (limit.amount, limit.unit) if limit else DEFAULT_LIMIT
    _start_clock(task, task.limit_amount, now)


def _start_clock(task, amount: int, now) -> None:
    start = timezone.localtime(now)
    task.clock_started_at = start
    task.deadline = clocks.deadline_of(start, amount, task.limit_unit, office_calendar())
    task.warn_at = clocks.warn_at(start, task.deadline)


def _stop_clock(task, given, now) -> None:
    task.clock_started_at = task.deadline = task.warn_at = None


def _on_hand_back(task, given, now) -> None:
    _stop_clock(task, given, now)
    task.responsible_unit = None


def _on_transfer(task, given, now) -> None:
    task.authority, task.reference = given.authority, given.reference
    task.limit_amount, task.limit_unit = DEFAULT_LIMIT
    _start_clock(task, task.limit_amount, now)


def _on_start(task, given, now) -> None:
    task.pass_started_at = now
    task.person, task.measure = given.person or task.person, given.measure or task.measure


def _on_submit(task, given, now) -> None:
    task.submitted_at = now
    task.passes += 1


def _on_close(task, given, now) -> None:
    task.closed_at = now


def _on_rework(task, given, now) -> None:
    task.reworks += 1
    task.pass_started_at = now


def _on_suspend(task, given, now) -> None:
    task.suspended_at, task.look_again_on = now, given.look_again


def _on_resume(task, given, now) -> None:
    paused_at, resumed_at = timezone.localtime(task.suspended_at), timezone.localtime(now)
    deadline = timezone.localtime(task.deadline)
    task.deadline = clocks.deadline_after_pause(deadline, paused_at, resumed_at, task.limit_unit, office_calendar())
    task.warn_at = clocks.warn_at(task.clock_started_at, task.deadline)
    task.suspended_at = task.look_again_on = None
    task.pass_started_at = task.pass_started_at or now


def _on_reopen(task, given, now) -> None:
    task.reopenings += 1
    task.closed_at = task.verified_by = None
    task.pass_started_at = now
    _start_clock(task, clocks.half_limit(task.limit_amount), now)


def _on_duplicate(task, given, now) -> None:
    task.duplicate_of = given.other_task


CHANGE = {
    "register": _on_register,
    "mark_duplicate": _on_duplicate,
    "transfer": _on_transfer,
    "take_back": _stop_clock,
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
