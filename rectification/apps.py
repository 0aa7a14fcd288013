from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import navigation


class RectificationConfig(AppConfig):
    name = "rectification"
    verbose_name = _("Rectification")

    def ready(self):
        from rectification.selectors.counts import waiting_tasks  # the models are there only now

        navigation.counters["rectification:list"] = waiting_tasks
