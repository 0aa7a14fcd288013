from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail_words import say
from reports.trail_words import FIELDS, ICONS, VERBS


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
