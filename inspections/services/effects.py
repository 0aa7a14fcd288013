"""Which items the office expects a kind of project to move: what money is set against when scores are compared."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.thresholds import check_keeper
from core.trail import record
from facilities.models import ProjectKind
from inspections.models import ExpectedEffect, Item


@transaction.atomic
def set_expected_effects(*, kind: ProjectKind, codes: Iterable[str], by: User, now: datetime) -> None:
    """Makes these items, by their codes, the ones that the kind should move; with one entry in the trail where that changes.

    Raises NotAllowed, or DomainError for a code that no standard has.
    """
    check_keeper(by)
    wanted = set(codes)
    names = dict(Item.objects.filter(code__in=wanted).order_by("standard__version").values_list("code", "name"))
    if missing := wanted - names.keys():
        raise DomainError(_("No standard has the item %(code)s.") % {"code": min(missing)})
    kind = ProjectKind.objects.select_for_update().get(pk=kind.pk)
    stored = set(ExpectedEffect.objects.filter(kind=kind).values_list("item_code", flat=True))
    if stored == wanted:
        return
    ExpectedEffect.objects.filter(kind=kind).exclude(item_code__in=wanted).delete()
    ExpectedEffect.objects.bulk_create(ExpectedEffect(kind=kind, item_code=code) for code in sorted(wanted - stored))
    changes = {_("Expected effect"): ["、".join(sorted(stored)), "、".join(sorted(wanted))]}
    record(subject=kind, by=by, verb="set_effects", at=now, changes=changes)
