"""Whose tasks a person sees, by units, without joining a row to its unit."""

from functools import lru_cache

from django.db.models import BigIntegerField, Func, Q
from django.db.models.lookups import In

from core.access import TOWN_WIDE
from core.models import Unit


class Unindexed(Func):
    """The same number, which no index is looked through for: in a house of one town the town's says nothing, and a planner that
    takes it reads every task."""

    template = "+%(expressions)s"
    arity = 1
    output_field = BigIntegerField()


@lru_cache(maxsize=256)
def in_units(field: str, paths: tuple[str, ...]) -> Q:
    """Rows whose unit (named by `field`) is at one of these tree paths or below one; by ids, so that no row is joined.

    A condition, not its rows: made once for the same paths, because every page asks for it several times.
    """
    if not paths:
        return Q(pk__in=[])
    units = Unit.objects.covered_by(paths).values("pk")
    return Q(In(Unindexed("town"), units.query)) if field == "town" else Q(**{f"{field}__in": units})


def in_whole_scope_of(user) -> Q:
    """Rows of the towns and of the units over which this user sees everything."""
    access = user.access
    return in_units("town", access.paths(*TOWN_WIDE)) | in_units("responsible_unit", access.paths("unit"))
