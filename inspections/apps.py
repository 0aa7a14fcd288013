from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.trail_words import say
from inspections.trail_words import FIELDS, ICONS, VERBS
from rectification.withheld import withhold


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
        assignments = self.get_model("Assignment").objects
        withhold(assignments.blind_points, assignments.blind_inspectors)
