"""Figures of the campaign's own works that the office sets itself (core/thresholds.py)."""

from django.utils.translation import gettext_lazy as _

from core.thresholds import Threshold

FIRST_LOOK = Threshold(
    "campaign.first_look",
    _("What was left of a drive is first looked at after"),
    14,
    low=1,
    high=180,
    unit=_("days after its end"),
)
SECOND_LOOK = Threshold(
    "campaign.second_look",
    _("and once more after"),
    30,
    low=2,
    high=365,
    unit=_("days after its end"),
)
REMIND_BEFORE = Threshold(
    "campaign.remind_before",
    _("The office is reminded of a recurring activity"),
    21,
    low=1,
    high=366,
    unit=_("days before its term ends"),
)
TELL_MISSED = Threshold(
    "campaign.tell_missed",
    _("A missed term is told of for"),
    30,
    low=1,
    high=366,
    unit=_("days after its end"),
)


def look_days() -> list[int]:
    """After how many days what was left of a drive is looked at, in order; two queries."""
    return sorted({FIRST_LOOK.value(), SECOND_LOOK.value()})
