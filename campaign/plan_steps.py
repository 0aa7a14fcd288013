"""The stages of a plan as one table: what comes after what, the day that a step sets, and what it needs."""

from django.utils.translation import gettext_lazy as _

from campaign.models import PlanStage as S
from core.stages import Step, Steps

# fmt: off
STEPS = Steps((
    Step("draw_up", _("Draw it up"), (S.PROPOSED,), S.DRAWN_UP, day="started_on", main=True),
    Step("review", _("Send it for review"), (S.DRAWN_UP,), S.REVIEWED, main=True),
    Step("send_back", _("Send it back"), (S.REVIEWED,), S.DRAWN_UP, needs_reason=True),
    Step("approve", _("It is approved"), (S.REVIEWED,), S.APPROVED, day="approved_on", main=True),
    Step("carry_out", _("It is carried out"), (S.APPROVED,), S.CARRIED_OUT, main=True),
    Step("stall", _("It is not carried out"), (S.PROPOSED, S.DRAWN_UP, S.REVIEWED, S.APPROVED, S.CARRIED_OUT), S.STALLED, needs_reason=True),
    Step("take_up", _("Take it up again"), (S.STALLED,), S.DRAWN_UP, needs_reason=True, main=True),
    Step("end", _("It is out of force"), (S.APPROVED, S.CARRIED_OUT, S.STALLED), S.ENDED, needs_reason=True),
))
# fmt: on

BY_VERB = STEPS.by_verb()
MAIN_PATH = (S.PROPOSED, S.DRAWN_UP, S.REVIEWED, S.APPROVED, S.CARRIED_OUT)


def may_go(old: str, new: str) -> bool:
    """Do steps that need no reason lead from one stage to another?"""
    return STEPS.way(old, new) is not None
