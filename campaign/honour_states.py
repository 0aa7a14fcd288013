"""The life of an honour as one table: what comes after what. Buttons, services, filters and tests read it. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.stages import Step, Steps


class HonourState(TextChoices):
    NOMINATED = "nominated", _("Nominated")
    PUBLICISED = "publicised", _("Publicised")
    AWARDED = "awarded", _("Awarded")
    DECLINED = "declined", _("Not awarded")
    REVOKED = "revoked", _("Revoked")


S = HonourState

PUBLIC_STATES = (S.PUBLICISED, S.AWARDED)
"""What everybody may see."""

CHANGEABLE_STATES = (S.NOMINATED,)
"""In these the record may be rewritten; afterwards it says what residents were shown."""


# fmt: off
STEPS = Steps((
    Step("nominate", _("Nominate"), ("",), S.NOMINATED, main=True),
    Step("publicise", _("Approve and publicise"), (S.NOMINATED,), S.PUBLICISED, main=True),
    Step("award", _("Award"), (S.PUBLICISED,), S.AWARDED, main=True),
    Step("decline", _("Do not award"), (S.NOMINATED, S.PUBLICISED), S.DECLINED, needs_reason=True),
    Step("revoke", _("Revoke"), (S.AWARDED,), S.REVOKED, needs_reason=True),
))
# fmt: on

BY_VERB = STEPS.by_verb()


def is_possible(verb: str, state: str) -> bool:
    return verb in BY_VERB and state in BY_VERB[verb].sources
