"""Whose tasks a person sees, by units, without joining a row to its unit."""

from django.db.models import Q

from core.access import TOWN_WIDE
from core.scope import in_towns_around, in_units


def in_whole_scope_of(user) -> Q:
    """Rows of the towns and of the units over which this user sees everything."""
    access = user.access
    return in_units("town", access.paths(*TOWN_WIDE)) | in_units("responsible_unit", access.paths("unit"))


def where_rechecking(user) -> Q:
    """Rows of the towns in which this user rechecks. A post in a part of a town is for the rest of it: whoever comes from a village
    checks the others, never the own, as it is with points."""
    paths = user.access.paths("inspector")
    return in_units("town", paths) | (in_towns_around(paths) & ~in_units("responsible_unit", paths))
