from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Ground: units, people, calendar")

    def ready(self):
        """Every app may say what it tells people of (notice_kinds.py), which deadlines it knows (feed.py), what it does each
        day (daily.py), which of its lists come back from Excel (tables), which dictionaries its office keeps (dictionaries), what
        gets into a new year (opening_year.py), what must be there before the work begins (readiness.py), what of its records
        goes over when a unit ends (follows_units.py) and what when a person leaves (handover.py). When all dictionaries are
        known, each gets its file (core/dictionaries/tables.py)."""
        autodiscover_modules("notice_kinds", "feed", "daily", "calendar_changes", "tables", "dictionaries")
        autodiscover_modules("opening_year", "readiness", "follows_units", "handover")
        import_module("core.dictionaries.tables")
