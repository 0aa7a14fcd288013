"""What a unit asks for, and the answer: more time (延期) or a pause (挂账). The domain rules, section 6."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.trail import record
from rectification.models import RectificationTask, Request, RequestKind, RequestState
from rectification.services.deadlines import extend
from rectification.services.permits import holds
from rectification.services.tasks import locked, perform
from rectification.services.telling import tell_asked, tell_decided
from rectification.transitions import ASKS


def may_ask(task: RectificationTask, user, kind: str) -> bool:
    """A unit asks for what it answers for; the office may propose a suspension too."""
    return task.state in ASKS[kind].sources and holds(task, user, *ASKS[kind].asked_by)


def may_decide(request: Request, user) -> bool:
    """The office decides on an extension, a leader on a suspension; nobody on what they asked for themselves."""
    town = request.task.town.path
    return request.asked_by_id != user.pk and user.access.covers(town, *ASKS[request.kind].decided_by)


@transaction.atomic
def ask(*, task: RectificationTask, kind: str, reason: str, until: datetime, by, now: datetime) -> Request:
    """Asks for a new deadline, or for a pause until a day on which one looks again. The task itself doesn't change yet.

    Raises NotAllowed for somebody else's task, DomainError where it cannot be asked for now.
    """
    task = locked(task.pk)
    _check_asking(task, kind, until, now)
    if not may_ask(task, by, kind):
        raise NotAllowed(_("Only the responsible unit can ask for this."))
    request = Request(task=task, kind=kind, reason=reason, until=until, asked_by=by, asked_at=now)
    _check_whole(request)
    request.save()
    record(
        subject=task,
        by=by,
        at=now,
        verb=f"ask_{kind}",
        old_state=task.state,
        new_state=task.state,
        reason=reason,
        changes={"until": [_written(task.deadline), _written(until)]},
    )
    tell_asked(request, by, now)
    return request


@transaction.atomic
def decide(
    *, request: Request, granted: bool, by, now: datetime, reason: str = "", until: datetime | None = None
) -> Request:
    """Grants a request (until another moment than asked for, if `until` says so) or refuses it, which needs a reason.

    A granted extension moves the deadline; the old one stays in the trail. A granted suspension stops the clock.
    Raises NotAllowed, or DomainError where the request was decided already or the task isn't being worked on any more.
    """
    task = locked(request.task_id)
    request = Request.objects.select_for_update().get(pk=request.pk)
    request.task = task
    if request.state == RequestState.LAPSED:
        raise DomainError(_("This request has lapsed: the work that it was about has ended."))
    if request.state != RequestState.ASKED:
        raise DomainError(_("This request is decided already: %(state)s.") % {"state": request.get_state_display()})
    if not may_decide(request, by):
        raise NotAllowed(
            _("An extension is decided by the office, a suspension by a leader, and by nobody who asked for it.")
        )
    if not granted and not reason.strip():
        raise DomainError({"reason": _("Say why it is refused.")})
    request.state = RequestState.GRANTED if granted else RequestState.REFUSED
    request.decided_by, request.decided_at = by, now
    if granted:
        request.until = until or request.until
    request.save(update_fields=["state", "decided_by", "decided_at", "until"])
    if granted:
        _grant(request, task, by, now, reason)
    else:
        record(
            subject=task,
            by=by,
            at=now,
            verb=f"refuse_{request.kind}",
            old_state=task.state,
            new_state=task.state,
            reason=reason,
        )
    tell_decided(request, by, now, reason)
    return request


def _check_asking(task: RectificationTask, kind: str, until: datetime, now: datetime) -> None:
    _check_state(task, kind)
    _check_until(task, kind, until, now)


def _check_whole(request: Request) -> None:
    """Also: one open request of a kind."""
    try:
        request.full_clean()
    except ValidationError as error:
        raise DomainError(error) from error


def _check_state(task: RectificationTask, kind: str) -> None:
    if task.state not in ASKS[kind].sources:
        raise DomainError(
            _("The task is not being worked on (%(state)s): there is nothing to extend or suspend.")
            % {"state": task.get_state_display()}
        )


def _check_until(task: RectificationTask, kind: str, until: datetime, now: datetime) -> None:
    if until <= now:
        raise DomainError({"until": _("Choose a moment in the future.")})
    if kind == RequestKind.EXTENSION and task.deadline and until <= task.deadline:
        raise DomainError({"until": _("The new deadline must be later than the present one.")})


def _grant(request: Request, task: RectificationTask, by, now: datetime, reason: str) -> None:
    _check_state(task, request.kind)
    _check_until(task, request.kind, request.until, now)
    reason = reason.strip() or request.reason
    if verb := ASKS[request.kind].takes:
        perform(
            task=task,
            verb=verb,
            by=by,
            now=now,
            reason=reason,
            look_again=timezone.localtime(request.until).date(),
        )
        return
    _move_deadline(task, request.until, by, now, reason)


def _move_deadline(task: RectificationTask, until: datetime, by, now: datetime, reason: str) -> None:
    old = task.deadline
    extend(task, until)
    task.version += 1
    task.save(update_fields=["deadline", "warn_at", "escalate_at", "version"])
    record(
        subject=task,
        by=by,
        at=now,
        verb="grant_extension",
        old_state=task.state,
        new_state=task.state,
        reason=reason,
        changes={"deadline": [_written(old), _written(until)]},
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
