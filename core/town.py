"""The name of the town that this installation works for. It stands on every page, so it is kept for a minute."""

from django.conf import settings
from django.core.cache import cache
from django.db import Error
from django.utils import translation

from core.models import Unit

KEY = "home-town-name"
SECONDS = 60


def current_town_name() -> str:
    """The home unit's name; '' in an empty database, or when the database doesn't answer (error pages ask too)."""
    name = cache.get(KEY)
    if name is None:
        try:
            home = Unit.objects.home()
        except Error:
            return ""
        if home is None:
            return ""  # not kept: the town may be set up the next moment
        name = home.name
        cache.set(KEY, name, SECONDS)
    return name


def in_town_language() -> translation.override:
    """`with in_town_language():` for what others read than the one who acts: papers, messages."""
    return translation.override(settings.LANGUAGE_CODE)
