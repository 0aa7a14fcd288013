"""Drives and plans for tests: each sound alone; say only what the test is about."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from campaign.models import ControlLine, ControlLineKind, Drive, DriveResult, DriveWork, DriveZone, Plan, PlanKind
from core.models import Measure, Unit
from core.quantities import Exactness
from tests.factories import NOW, home_unit

TODAY = date(2026, 11, 23)


def make_drive(name: str = "清脏治乱行动", first: date = TODAY - timedelta(days=3), days: int = 10, **fields) -> Drive:
    """Under way: its fourth of ten days is the day of the tests."""
    town = fields.pop("town", None) or home_unit()
    return Drive.objects.create(
        town=town, name=name, starts_on=first, ends_on=first + timedelta(days=days - 1), **fields
    )


def make_past_drive(days_ago: int, **fields) -> Drive:
    """Five days, the last one so many days before the day of the tests."""
    return make_drive(first=TODAY - timedelta(days=days_ago + 4), days=5, **fields)


def make_zone(drive: Drive, name: str = "老街片", unit: Unit | None = None, **fields) -> DriveZone:
    return DriveZone.objects.create(drive=drive, name=name, unit=unit, group="第一组", **fields)


def make_work(name: str = "清运垃圾", measure: str = "车", order: int = 0) -> DriveWork:
    known = DriveWork.objects.filter(name=name).first()
    return known or DriveWork.objects.create(
        name=name, measure=Measure.objects.get_or_create(name=measure)[0], order=order
    )


def make_result(
    drive: Drive, zone: DriveZone | None = None, quantity: int | str = 5, exactness=Exactness.EXACT, work=None, day=None
) -> DriveResult:
    work = work or make_work()
    return DriveResult.objects.create(
        drive=drive, zone=zone, work=work, measure=work.measure, day=day or drive.starts_on, key=uuid4(),
        quantity=Decimal(quantity), exactness=exactness, entered_at=NOW,
    )  # fmt: skip


def make_plan(name: str = "集镇总体规划", **fields) -> Plan:
    kind = fields.pop("kind", None) or PlanKind.objects.get_or_create(name="总体规划")[0]
    return Plan.objects.create(town=fields.pop("town", None) or home_unit(), name=name, kind=kind, **fields)


SQUARE = {"type": "Polygon", "coordinates": [[[112.1, 30.1], [112.2, 30.1], [112.2, 30.2], [112.1, 30.1]]]}


def make_line(plan: Plan, kind: str = "绿线", name: str = "公园绿地", **fields) -> ControlLine:
    row, _made = ControlLineKind.objects.get_or_create(name=kind)
    return ControlLine.objects.create(plan=plan, kind=row, name=name, area=SQUARE, **fields)
