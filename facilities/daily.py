"""What works and facilities do each day (core/running/daily.py)."""

from django.utils.translation import gettext_lazy as _

from core.running import daily
from facilities.services.lags import keep_lags_of_today

daily.register("project_lags", _("How far projects are behind their plans"), keep_lags_of_today)
