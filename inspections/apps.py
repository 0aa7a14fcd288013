from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.trail_words import say
from facilities.team_results import read_with
from inspections.trail_words import FIELDS, ICONS, VERBS
from rectification.withheld import withhold


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspections")

    def ready(self):
        say(VERBS, ICONS, FIELDS)
        assignments = self.get_model("Assignment").objects
        read_with(import_string("inspections.team_results.team_results"))  # it needs the models
        withhold(assignments.blind_points, assignments.blind_inspectors)
