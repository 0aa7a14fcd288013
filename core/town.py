"""The name of the town that this installation works for. It stands on every page, so it is kept for a minute."""

from django.core.cache import cache
from django.db import DatabaseError

from core.models import Unit

KEY = "home-town-name"
SECONDS = 60


def current_town_name() -> str:
    """The home unit's name; '' in an empty database, or when the database doesn't answer (error pages ask too)."""
    try:
        return cache.get_or_set(KEY, _read, SECONDS)
    except DatabaseError:
        return ""


def _read() -> str:
    home = Unit.objects.home()
    return home.name if home else ""


def forget_town_name() -> None:
    """To be called when the home unit is made or renamed."""
    cache.delete(KEY)
