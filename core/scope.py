"""Whose rows a person sees, by units, without joining a row to its unit: for lists of many thousands."""

from functools import lru_cache

from django.db.models import BigIntegerField, Func, OuterRef, Q, Subquery
from django.db.models.lookups import In, IsNull

from core.access import STEP
from core.models.units import Unit


class Unindexed(Func):
    """The same number, for which SQLite looks through no index: in a house of one town the town's says nothing, and a plan that
    takes it reads every row. PostgreSQL knows from its statistics that a town says nothing, and of a changed number knows nothing."""

    template = "+%(expressions)s"
    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler, _connection, **_options):
        return compiler.compile(self.source_expressions[0])


@lru_cache(maxsize=256)
def in_units(field: str, paths: tuple[str, ...]) -> Q:
    """Rows whose unit (named by `field`) is at one of these tree paths or below one; by ids, so that no row is joined.

    A condition, not its rows: made once for the same paths, because every page asks for it several times.
    """
    if not paths:
        return Q(pk__in=[])
    units = Unit.objects.covered_by(paths).values("pk")
    return Q(In(Unindexed("town"), units.query)) if field == "town" else Q(**{f"{field}__in": units})


@lru_cache(maxsize=256)
def in_towns_around(paths: tuple[str, ...]) -> Q:
    """Rows of the towns of which one of these tree paths is a part; by ids, as `in_units`."""
    above = {path[:end] for path in paths for end in range(STEP, len(path), STEP)}
    if not above:
        return Q(pk__in=[])
    return Q(In(Unindexed("town"), Unit.objects.filter(path__in=above).values("pk").query))


def units_in_use(units, rows, *fields: str):
    """Those of the units that one of the rows names in one of these fields.

    The first row of each unit is looked up: however many there are, an index on the field finds one at once. Only the field is
    asked for, so that an index which has it and the town is enough. It is asked for in order and between two equal bounds:
    of "is equal" PostgreSQL expects a row soon wherever it begins, and reads the whole table for a unit that has none.
    """
    found = Q()
    for field in fields:
        bounds = {f"{field}__gte": OuterRef("pk"), f"{field}__lte": OuterRef("pk")}
        first = rows.filter(**bounds).order_by(field).values(field)[:1]
        found |= Q(IsNull(Subquery(first), False))
    return units.filter(found)
