"""Facilities for tests; say only what the test is about."""

from decimal import Decimal
from itertools import count

from core.models import Measure
from facilities.models import Clearance, Facility, FacilityKind
from tests.factories import NOW, home_unit

numbers = count(1)


def make_kind(name: str = "垃圾房", measure: str = "座", **fields) -> FacilityKind:
    fields = {"measure": Measure.objects.get_or_create(name=measure)[0], "is_cleared": name == "垃圾房"} | fields
    return FacilityKind.objects.get_or_create(name=name, defaults=fields)[0]


def make_facility(name: str = "", **fields) -> Facility:
    """One garbage house of the home town, unless the fields say otherwise; quantity: None for none."""
    number = next(numbers)
    fields = {"kind": make_kind() if "kind" not in fields else None, "quantity": 1, "code": f"F{number:05}"} | fields
    quantity = fields.pop("quantity")
    return Facility.objects.create(
        name=name or f"第{number}号设施",
        town=home_unit(),
        measure=fields["kind"].measure,
        quantity=None if quantity is None else Decimal(quantity),
        **fields,
    )


def clear(facility, day, truckloads=1, same_day=True, note="") -> Clearance:
    return Clearance.objects.create(
        facility=facility, day=day, truckloads=truckloads, same_day=same_day, note=note, entered_at=NOW
    )
