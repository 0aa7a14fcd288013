"""What the campaign's own works do each day (core/daily.py)."""

from django.utils.translation import gettext_lazy as _

from campaign.services.drive_looks import remind_of_looks
from core import daily

daily.register(
    "drive_looks", _("What is left of drives some days later"), remind_of_looks, words={"told": _("people told")}
)
