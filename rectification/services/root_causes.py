"""Why problems come back at a point: asked for when it happened several times, written down, and a project named that would end it."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from core.models import User
from core.trail import record
from facilities.models import Point, Project
from rectification.models import Finding, RootCause
from rectification.thresholds import ROOT_CAUSE_TIMES

LOOK_BACK = timedelta(days=365)
"""Recurrences longer ago say little about why problems come back now."""


@transaction.atomic
def propose_root_causes(*, now: datetime) -> int:
    """Asks for the root cause at each point where problems came back too often and it isn't asked for yet. Gives how many."""
    times = ROOT_CAUSE_TIMES.value()
    unexplained = Finding.objects.filter(
        recurs_of__isnull=False, point__isnull=False, found_at__gte=now - LOOK_BACK, root_causes=None
    )
    often = unexplained.values("point").annotate(n=Count("pk")).filter(n__gte=times).values_list("point", flat=True)
    asked = set(RootCause.objects.open().filter(point__in=often).values_list("point_id", flat=True))
    proposed = 0
    for point in Point.objects.filter(pk__in=often).exclude(pk__in=asked):
        cause = RootCause.objects.create(point=point, proposed_at=now)
        cause.findings.set(unexplained.filter(point=point))
        record(subject=cause, by=None, verb="propose_root_cause", at=now)
        proposed += 1
    return proposed


@transaction.atomic
def write_root_cause(
    *, cause: RootCause, note: str, project: Project | None, by: User, now: datetime, seen: str | None = None
) -> RootCause:
    """Writes down why, and which project would end it. May be written again: the trail keeps what stood there before.

    seen: the stamp of the text that was there when the form was opened (`stamp_of`); another one is a Conflict.
    """
    cause = RootCause.objects.select_for_update(of=("self",)).select_related("point__town").get(pk=cause.pk)
    if not may_write(cause, by):
        raise NotAllowed(_("The root cause is written by the office or the unit in charge of the point."))
    if seen is not None and seen != stamp_of(cause):
        raise Conflict(_("Somebody wrote it in the meantime. Look at both, then send yours again."))
    if not note.strip():
        raise DomainError({"note": _("Say why the problem comes back here.")})
    changes = {"note": [cause.note, note], "project": [str(cause.project or ""), str(project or "")]}
    cause.note, cause.project = note.strip(), project
    cause.written_by, cause.written_at = by, now
    cause.save()
    record(
        subject=cause, by=by, verb="write_root_cause", at=now,
        changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]},
    )  # fmt: skip
    return cause


def stamp_of(cause: RootCause) -> str:
    """What a form keeps of the text that its reader saw."""
    return sha256(f"{cause.project_id} {cause.note}".encode()).hexdigest()[:16]


def may_write(cause: RootCause, user: User) -> bool:
    point = cause.point
    own = point.in_charge_id and user.access.covers(point.in_charge.path, "unit")
    return bool(own) or user.access.covers(point.town.path, "office")
