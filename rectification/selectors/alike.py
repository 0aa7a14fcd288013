"""Open tasks that are about the same: found by place and kind, so that one problem is put right once (the domain rules, section 6)."""

from decimal import Decimal

from django.db.models import Q, QuerySet

from core.models import User
from rectification.models import Finding, RectificationTask, RootCause

NEAR_DEGREES = Decimal("0.0006")
"""About 60 m: what lies in this box around a position is taken for the same place."""
SHOWN = 5


def likely_duplicates(task: RectificationTask, user: User) -> list[RectificationTask]:
    """Open tasks at the same place whose kind is the same or not known, the oldest first; at most five, in one query."""
    finding = task.finding
    place = _same_place(finding)
    if place is None:
        return []
    rows = RectificationTask.objects.visible_to(user).open().filter(place, town=task.town).exclude(pk=task.pk)
    if finding.kind_id:
        rows = rows.filter(Q(finding__kind=finding.kind_id) | Q(finding__kind=None))
    return list(rows.with_details().order_by("pk")[:SHOWN])


def _same_place(finding: Finding) -> Q | None:
    """The same point, or the same words for the place, or close by; None where the place isn't known."""
    same = Q()
    if finding.point_id:
        same |= Q(finding__point=finding.point_id)
    elif finding.place.strip():
        same |= Q(finding__place__iexact=finding.place.strip())
    if finding.latitude is not None:
        same |= Q(
            finding__latitude__range=(finding.latitude - NEAR_DEGREES, finding.latitude + NEAR_DEGREES),
            finding__longitude__range=(finding.longitude - NEAR_DEGREES, finding.longitude + NEAR_DEGREES),
        )
    return same or None


def joined(task: RectificationTask, user: User) -> QuerySet:
    """The tasks that were found to be about this one, as far as this user sees them."""
    tasks = RectificationTask.objects.visible_to(user).filter(duplicate_of=task)
    return tasks.select_related("finding").order_by("pk")


def openable(task: RectificationTask, user: User) -> set[int]:
    """The keys of the tasks named on this one's page (the one it doubles, the one that came back) that this user may open."""
    named = {task.duplicate_of_id, task.finding.recurs_of_id} - {None}
    return set(RectificationTask.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))


def latest_root_cause(task: RectificationTask, user: User) -> RootCause | None:
    """The last root cause that was asked for at the task's point, written or not; looked for only where something came back."""
    finding = task.finding
    if not (finding.recurs_of_id and finding.point_id):
        return None
    return RootCause.objects.visible_to(user).filter(point=finding.point_id).order_by("-proposed_at").first()
