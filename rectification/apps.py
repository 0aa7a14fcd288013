from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from core.trail_words import say
from rectification import pairs
from rectification.trail_words import FIELDS, ICONS, VERBS


class RectificationConfig(AppConfig):
    name = "rectification"
    verbose_name = _("Rectification")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
        post_migrate.connect(pairs.make, sender=self)
        import_module("rectification.selectors.line_cases")  # plans are told of them
