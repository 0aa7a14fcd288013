from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail_words import say
from facilities.trail_words import FIELDS, ICONS, VERBS


class FacilitiesConfig(AppConfig):
    name = "facilities"
    verbose_name = _("Places and facilities")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
