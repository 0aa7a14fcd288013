"""The loop at work: a finding is reported, and its task goes from state to state by the transition table."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ControlLineKind
from core.attachments.photos import attach_copy
from core.errors import Conflict, DomainError, NotAllowed
from core.models import PhotoPurpose, Serial, Unit, User
from core.trail import record
from facilities.models import Point
from rectification.models import Finding, ProblemKind, PublicReport, RectificationTask, Severity, resident
from rectification.services.changes import Given, apply, attach, save, words_of
from rectification.services.permits import check_allowed, holds
from rectification.services.recurrence import link_recurrence
from rectification.services.telling import tell_of
from rectification.thresholds import REOPEN_DAYS
from rectification.transitions import BY_VERB, State, Transition


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
    control_line: ControlLineKind | None = None,
    position: tuple[Decimal, Decimal] | None = None,
    source_label: str = "",
    source_path: str = "",
    source_key: str | None = None,
    photos=(),
    auto: bool = True,
    by_name: str = "",
) -> RectificationTask:
    """Makes the finding and its task, reported. The same source_key again gives the task that is there already.

    position: latitude and longitude, WGS-84. A finding like one that was closed not long before is linked to it: it came back.
    auto: where the kind is known and the point has a unit in charge, the task is registered and assigned by itself.
    photos: Photo rows of the record it comes from, or of the finder; the task shows copies of them. by_name: what the trail
    calls a finder without an account.
    """
    if source_key:
        known = RectificationTask.objects.filter(finding__source_key=source_key).first()
        if known:
            return known
    finding = Finding(
        source=source, description=description[:200], town=town, found_by=by, found_at=now, point=point,
        unit=unit or (point.unit if point else None), place=place, kind=kind, item_code=item_code, at_stake=at_stake,
        control_line=control_line, latitude=position[0] if position else None, longitude=position[1] if position else None,
        source_label=source_label[:160], source_path=source_path, source_key=source_key, without_photo=not photos,
    )  # fmt: skip
    link_recurrence(finding)
    finding.full_clean(validate_unique=False)
    if not _stored_first(finding):
        return RectificationTask.objects.get(finding__source_key=source_key)
    task = new_task(finding, *task_numbers(1, now), now)
    task.save()
    entry = record(
        subject=task, by=by, by_name=by_name, verb="report", at=now, new_state=task.state, reason=description
    )
    for photo in photos:
        attach_copy(photo, subject=task, entry=entry, purpose=PhotoPurpose.PROBLEM)
    if auto and kind and point and point.in_charge:
        apply(task, BY_VERB["register"], None, now, Given(kind=kind, severity=Severity.NORMAL))
        apply(task, BY_VERB["assign"], None, now, Given(unit=point.in_charge))
    tell_of(task, "report", by, now)
    return task


def _stored_first(finding: Finding) -> bool:
    """Stores the finding; False where the same record was sent by somebody else at the same moment, and is stored now."""
    try:
        with transaction.atomic():
            finding.save()
    except IntegrityError:
        if not Finding.objects.filter(source_key=finding.source_key).exists():
            raise
        return False
    return True


def task_numbers(count: int, now: datetime) -> list[str]:
    """The next so many numbers of tasks, 整-2026-0001. Whoever takes some waits for whoever took some before to end."""
    year = timezone.localtime(now).year
    return [f"整-{year}-{serial:04d}" for serial in Serial.objects.take(f"task-{year}", count)]


def new_task(finding: Finding, number: str, now: datetime) -> RectificationTask:
    """The task of a stored finding, reported; not stored yet."""
    task = RectificationTask(
        finding=finding, town=finding.town, source=finding.source, kind=finding.kind, number=number, reported_at=now
    )
    task.search_text = words_of(task)
    return task


@transaction.atomic
def perform(
    *,
    task: RectificationTask,
    verb: str,
    by: User | None,
    now: datetime,
    seen_version: int | None = None,
    as_reporter: PublicReport | None = None,
    **given,
) -> RectificationTask:
    """Takes one transition of the table. given: fields of `Given`. as_reporter: the report by which a resident does it (by None).

    Raises Conflict (changed since it was seen), NotAllowed (not this person), DomainError (not from this state, something
    needed is missing). One trail entry, with its photos.
    """
    task = locked(task.pk)
    check_version(task, seen_version)
    transition = BY_VERB.get(verb)
    if transition is None or task.state not in transition.sources:
        raise DomainError(_("That cannot be done while the task is '%(state)s'.") % {"state": task.get_state_display()})
    check_allowed(task, transition, by, as_reporter)
    given = Given(**given)
    _check_needs(transition, given)
    _check_special(task, transition, given, now)
    if as_reporter and not given.photos:
        raise DomainError({"photos": _("At least one photo is needed.")})
    apply(task, transition, None if as_reporter else by, now, given, by_name=resident() if as_reporter else "")
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
    save(task)
    entry = record(
        subject=task, by=by, verb="progress", at=now, old_state=task.state, new_state=task.state, reason=note
    )
    attach(task, entry, photos, PhotoPurpose.PROGRESS)
    return task


def may_add_progress(task: RectificationTask, user: User) -> bool:
    """The responsible unit or the office, while the task is in progress."""
    return task.state == State.IN_PROGRESS and holds(task, user, "unit", "office")


def locked(pk: int) -> RectificationTask:
    tasks = RectificationTask.objects.select_related("town", "finding__point", "kind", "responsible_unit")
    return tasks.select_for_update(of=("self",)).get(pk=pk)


def check_version(task: RectificationTask, seen: int | None) -> None:
    if seen is not None and seen != task.version:
        raise Conflict(_("Somebody else changed this task in the meantime. Look at both versions and send again."))


def _check_needs(transition: Transition, given: Given) -> None:
    missing = {need.value: _("This is needed.") for need in transition.needs if not given.has(need)}
    if "after_photo" in missing:
        missing["after_photo"] = _("At least one photo of the place after the work is needed.")
    if "recheck_photo" in missing:
        missing["recheck_photo"] = _("A photo of the recheck is needed.")
    if missing:
        raise DomainError(missing)


def _check_special(task: RectificationTask, transition: Transition, given: Given, now: datetime) -> None:
    if transition.verb == "reopen" and (now - task.closed_at).days >= (days := REOPEN_DAYS.value()):
        raise DomainError(_("A closed task is reopened within %(days)s days.") % {"days": days})
    if transition.verb == "reopen" and task.responsible_unit is None:
        raise DomainError(_("This task was never assigned: report the problem anew."))
    if transition.verb == "mark_duplicate" and given.other_task.pk == task.pk:
        raise DomainError({"other_task": _("A task is not a duplicate of itself.")})
    if transition.verb == "suspend" and given.look_again <= timezone.localdate(now):
        raise DomainError({"look_again": _("Choose a day in the future.")})
    if transition.verb == "assign" and not given.unit.path.startswith(task.town.path):
        raise DomainError({"unit": _("This unit is not of the town.")})
