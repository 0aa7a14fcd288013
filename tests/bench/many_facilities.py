"""Fills a demo town with ever more facilities; runs inside the product, on the database that is measured."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from django.db import connection
from django.utils import timezone

from core.models import Unit, UnitKind
from core.quantities import Exactness
from facilities.models import Clearance, Condition, Facility, FacilityKind
from tests.bench.inventory import COMMON_WORD, RARE_WORD

CLEARED = 40
"""So many of them are cleared every day, however many there are: a town has no more."""


def fill(total: int) -> None:
    """Up to `total` facilities, CLEARED of them cleared for three months: rows made in bulk, without a trail."""
    random, home = Random(total), Unit.objects.home()
    units = list(Unit.objects.below(home).filter(kind__in=[UnitKind.VILLAGE, UnitKind.COMMUNITY]))
    kinds = list(FacilityKind.objects.select_related("measure"))
    rows = [_facility(number, random, home, units, kinds) for number in range(total - Facility.objects.count())]
    rows[len(rows) // 2].name = RARE_WORD
    Facility.objects.bulk_create(rows, batch_size=1000)
    _clear(list(Facility.objects.filter(kind__is_cleared=True)))
    if connection.vendor == "postgresql":  # what autovacuum does some minutes after so many new rows
        connection.cursor().execute("VACUUM ANALYZE")


def _facility(number: int, random: Random, home: Unit, units: list[Unit], kinds: list[FacilityKind]) -> Facility:
    others = [kind for kind in kinds if not kind.is_cleared]
    cleared = [kind for kind in kinds if kind.is_cleared]
    kind = random.choice(cleared if number < CLEARED - 12 else others)
    return Facility(
        code=f"B{number:06}",
        name=f"{COMMON_WORD}{number}" if number % 3 else f"{kind.name}{number}",
        kind=kind,
        town=home,
        unit=random.choice(units),
        address=f"枫河路{number}号",
        quantity=Decimal(random.randint(1, 40)),
        measure=kind.measure,
        exactness=random.choice(Exactness.values),
        condition=random.choices(Condition.values, [80, 15, 4, 1])[0],
    )


def _clear(facilities: list[Facility]) -> None:
    now = timezone.now()
    days = [timezone.localdate(now) - timedelta(days=back) for back in range(90)]
    known = set(Clearance.objects.values_list("facility", "day"))
    Clearance.objects.bulk_create(
        (
            Clearance(facility=facility, day=day, truckloads=1, entered_at=now)
            for facility in facilities
            for day in days
            if (facility.pk, day) not in known
        ),
        batch_size=1000,
    )
