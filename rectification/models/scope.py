"""Whose tasks a person sees, by units, without joining a row to its unit."""

from django.db.models import Q

from core.access import TOWN_WIDE
from core.scope import in_units


def in_whole_scope_of(user) -> Q:
    """Rows of the towns and of the units over which this user sees everything."""
    access = user.access
    return in_units("town", access.paths(*TOWN_WIDE)) | in_units("responsible_unit", access.paths("unit"))
