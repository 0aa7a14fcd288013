"""Plans at work: a stage further, with the trail."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import Plan
from campaign.plan_steps import BY_VERB
from campaign.trail_words import TOOK_STEP
from core.errors import DomainError, NotAllowed
from core.models import User
from core.trail import record


@transaction.atomic
def take_plan_step(*, plan: Plan, verb: str, by: User, now: datetime, on: date | None = None, reason: str = "") -> Plan:
    """Takes a plan a stage further (campaign.plan_steps). on: the day of the step, by default today.

    Raises NotAllowed, or DomainError where the step isn't possible now, a reason is missing or the day is to come.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("town").get(pk=plan.pk)
    if not plan.may_be_edited_by(by):
        raise NotAllowed(_("The stage of a plan is changed by the office."))
    step = BY_VERB.get(verb)
    if step is None or plan.stage not in step.sources:
        raise DomainError(_("That cannot be done while the plan is '%(stage)s'.") % {"stage": plan.get_stage_display()})
    if step.needs_reason and not reason.strip():
        raise DomainError({"reason": _("Say why.")})
    today = timezone.localdate(now)
    if on and on > today:
        raise DomainError({"on": _("This day has not come yet.")})
    old, day = plan.stage, on or today
    plan.stage = step.target
    if step.day:
        setattr(plan, step.day, day)
    plan.full_clean(exclude=["town", "kind"], validate_unique=False)
    plan.save()
    record(
        subject=plan, by=by, verb=f"plan_{verb}", at=now, old_state=old, new_state=plan.stage, reason=reason.strip(),
        changes={step.day or TOOK_STEP: ["", day.isoformat()]} if step.day or day != today else None,
    )  # fmt: skip
    return plan
