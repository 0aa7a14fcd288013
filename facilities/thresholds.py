"""Figures of works and facilities that the office sets itself (core/thresholds.py)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.thresholds import Threshold

LAG_AMBER = Threshold(
    "facilities.lag_amber", _("A project is behind (yellow) from"), 10, low=1, high=99, unit=_("points behind plan")
)
LAG_RED = Threshold(
    "facilities.lag_red", _("A project is far behind (red) from"), 30, low=1, high=100, unit=_("points behind plan")
)
CLEARED_BASICALLY = Threshold(
    "facilities.cleared_basically",
    _("'Basically cleared the same day' is said from"),
    90,
    low=50,
    high=99,
    unit=_("percent of all days"),
    help_text=_(
        "Late days and days without a record count against it. 'Cleared the same day' is said of full marks only."
    ),
)


def basic_percent_of(month: date) -> int:
    """From which share of its days 'basically' is said of a month: by what counted when it ended, for the present one by what
    counts now. A figure that is changed later says nothing else of the past. month: any day of it."""
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return CLEARED_BASICALLY.value_at(timezone.make_aware(datetime.combine(after, time())))
