"""Figures of inspections that the office sets itself (core/thresholds.py)."""

from django.utils.translation import gettext_lazy as _

from core.thresholds import Threshold

SURE = Threshold(
    "inspections.sure",
    _("A place on the red or black list counts as certain from"),
    80,
    low=51,
    high=99,
    unit=_("percent likely"),
    help_text=_(
        "Also when two units count as told apart. It holds for rounds that are closed from then on: the others keep theirs."
    ),
)
