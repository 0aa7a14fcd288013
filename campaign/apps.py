from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from campaign.trail_words import FIELDS, ICONS, VERBS
from core.trail_words import say


class CampaignConfig(AppConfig):
    name = "campaign"
    verbose_name = _("Campaign")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
