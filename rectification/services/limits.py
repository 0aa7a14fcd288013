"""Kinds of problem and how long each may take, kept by the office with a trail. They count for clocks that start from now on."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.dictionaries.changes import next_order
from core.models import User
from core.thresholds import check_keeper
from core.trail import record
from rectification.models import Limit, ProblemKind, Severity


@transaction.atomic
def save_kind(
    *,
    kind: ProblemKind | None,
    name: str,
    limits: Mapping[str, tuple[int, str] | None],
    by: User,
    now: datetime,
) -> ProblemKind:
    """Makes a kind, at the end of the list, or changes one. limits: severity > (amount, unit of time), None for none of its own.

    Raises NotAllowed, or ValidationError (the name is taken, a limit below 1).
    """
    check_keeper(by)
    is_new = kind is None
    kind = (
        ProblemKind(order=next_order(ProblemKind))
        if is_new
        else ProblemKind.objects.select_for_update().get(pk=kind.pk)
    )
    changes = {} if is_new or kind.name == name else {"name": [kind.name, name]}
    kind.name = name.strip()
    kind.full_clean()
    kind.save()
    for severity in Severity.values:
        old, new = _set_limit(kind, severity, limits.get(severity))
        if old != new:
            changes[f"limit_{severity}"] = [old, new]
    if is_new or changes:
        record(subject=kind, by=by, verb="create" if is_new else "set_limits", at=now, changes=changes)
    return kind


def _set_limit(kind: ProblemKind, severity: str, wanted: tuple[int, str] | None) -> tuple[str, str]:
    """Sets one limit; gives its words before and after, '' for none."""
    limit = kind.limits.filter(severity=severity).first()
    old = str(limit) if limit else ""
    if wanted is None:
        if limit:
            limit.delete()
        return old, ""
    limit = limit or Limit(kind=kind, severity=severity)
    limit.amount, limit.unit = wanted
    limit.full_clean()
    limit.save()
    return old, str(limit)
