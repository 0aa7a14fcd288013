"""What a limit is counted in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LimitUnit(TextChoices):
    WORKING_HOURS = "working_hours", _("working hours")
    WORKING_DAYS = "working_days", _("working days")
    NATURAL_DAYS = "natural_days", _("natural days")
