"""What the campaign's own works do each day (core/running/daily.py)."""

from django.utils.translation import gettext_lazy as _

from campaign.services.activities import remind_of_series
from campaign.services.drive_looks import remind_of_looks
from campaign.services.year_reminder import remind_of_new_year
from core.running import daily

daily.register(
    "drive_looks", _("What is left of drives some days later"), remind_of_looks, words={"told": _("people told")}
)
daily.register(
    "activities",
    _("Recurring activities that are due or were missed"),
    remind_of_series,
    words={"due": _("told of what is due"), "missed": _("told of what was missed")},
)
daily.register("new_year", _("The year that has begun"), remind_of_new_year, words={"done": _("people told")})
