"""奖惩: points added to or taken from a unit's result, before the round is published."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import Unit, User
from core.trail import record
from inspections.models import Adjustment, Round
from inspections.services.aftermath import renew_results


@transaction.atomic
def add_adjustment(
    *, round: Round, unit: Unit, points: Decimal, reason: str, paper: str, by: User, now: datetime
) -> Adjustment:
    """points: -100 to 100 with two decimals, not 0. A wrong one is set right by its opposite: nothing is deleted.

    Raises NotAllowed, DomainError (the round is published, the unit is not on its ground), ValidationError (fields).
    """
    round = Round.objects.select_for_update(of=("self",)).select_related("territory").get(pk=round.pk)
    if not by.access.covers(round.territory.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town may do that."))
    if round.is_published:
        raise DomainError(_("The round is published: its results are frozen."))
    if not unit.path.startswith(round.territory.path):
        raise DomainError(_("This unit does not belong to the round's territory."))
    adjustment = Adjustment(round=round, unit=unit, points=points, reason=reason, paper=paper, by=by, at=now)
    adjustment.full_clean()
    adjustment.save()
    record(
        subject=round,
        by=by,
        verb="adjust",
        at=now,
        reason=f"{reason} · {paper}",
        changes={str(unit): ["", f"{points:+}"]},
    )
    renew_results(round=round, now=now)
    return adjustment
