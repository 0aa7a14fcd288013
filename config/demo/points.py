"""The points of the demo: where they lie, who is in charge, which departments answer for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.models import Unit
from facilities.models import Point, PointKind, PointResponsibility, ResponsibilityPart

KINDS = [
    "主次干道", "背街小巷", "农贸市场", "学校周边", "垃圾房", "公路沿线", "社区小区", "村组", "公园广场", "停车场", "沟渠河道",
]  # fmt: skip

MIDDLE = (Decimal("30.638200"), Decimal("112.462500"))
"""A made-up town's main crossing, WGS-84."""


@dataclass(frozen=True)
class Place:
    """north and east: metres from the main crossing. departments: the leading one first."""

    code: str
    name: str
    kind: str
    unit: str
    in_charge: str
    departments: tuple[str, ...]
    address: str
    north: int
    east: int


STREETS, WORKS, SAFETY, CULTURE = "综合执法队", "城建办", "综治办", "社会事务办"
TOWN_CLEANERS, FQ_CLEANERS, MJ_CLEANERS = "集镇保洁公司", "枫钱保洁队", "马焦保洁队"
NT, JZ, FH, QW, MQ, JS = "南拓社区", "集镇社区", "枫河村", "钱湾村", "马桥村", "焦山村"

PLACES = [
    Place("NT-01", "南拓一路", "主次干道", NT, NT, (STREETS, WORKS), "南拓一路全段", -310, 120),
    Place("NT-02", "南拓二路", "主次干道", NT, NT, (STREETS, WORKS), "南拓二路全段", -430, 60),
    Place("NT-03", "南拓三路", "主次干道", NT, NT, (STREETS, WORKS), "南拓三路全段", -560, 150),
    Place("NT-04", "南拓小区", "社区小区", NT, NT, (NT, WORKS), "南拓一路26号", -360, 260),
    Place("NT-05", "南拓排水沟", "沟渠河道", NT, NT, (WORKS,), "南拓二路西侧", -440, -190),
    Place("NT-06", "南拓广场", "公园广场", NT, NT, (CULTURE, WORKS), "南拓二路与南拓三路之间", -500, 30),
    Place("NT-07", "街道学校新校区周边", "学校周边", NT, STREETS, (SAFETY, STREETS), "南拓三路东端", -600, 420),
    Place("NT-12", "垃圾房NT-12", "垃圾房", NT, TOWN_CLEANERS, (TOWN_CLEANERS,), "南拓三路12号", -570, 90),
    Place("NT-15", "垃圾房NT-15", "垃圾房", NT, TOWN_CLEANERS, (TOWN_CLEANERS,), "南拓一路北口", -270, 170),
    Place("JZ-01", "集镇老街", "主次干道", JZ, STREETS, (STREETS, WORKS), "集镇老街1至86号", 40, -60),
    Place("JZ-02", "集镇背街", "背街小巷", JZ, JZ, (STREETS, JZ), "集镇老街北侧", 110, -90),
    Place("JZ-03", "农贸市场后街", "背街小巷", JZ, JZ, (STREETS, WORKS), "农贸市场北门外", 130, 70),
    Place("JZ-04", "集镇农贸市场", "农贸市场", JZ, JZ, (STREETS, JZ), "枫焦路8号", 90, 80),
    Place("JZ-05", "枫焦路口", "主次干道", JZ, TOWN_CLEANERS, (STREETS, WORKS), "枫焦路与马钱路口", 10, 10),
    Place("JZ-06", "集镇小区", "社区小区", JZ, JZ, (JZ, WORKS), "枫焦路31号", 190, 140),
    Place("JZ-07", "文化站广场", "公园广场", JZ, CULTURE, (CULTURE,), "集镇老街90号", 60, -220),
    Place("JZ-08", "临时货车停车场", "停车场", JZ, STREETS, (STREETS, WORKS), "G318国道北侧", 260, -310),
    Place("JZ-09", "垃圾房JZ-09", "垃圾房", JZ, TOWN_CLEANERS, (TOWN_CLEANERS,), "集镇老街西口", 30, -260),
    Place("JZ-10", "垃圾中转站", "垃圾房", JZ, TOWN_CLEANERS, (TOWN_CLEANERS, WORKS), "G318国道南侧", 230, -420),
    Place("JZ-11", "G318国道集镇段", "公路沿线", JZ, WORKS, (WORKS, STREETS), "K1085至K1086", 300, 80),
    Place("FH-01", "枫河村一组", "村组", FH, FH, (FH,), "枫河村一组", 1480, 320),
    Place("FH-02", "枫河村三组", "村组", FH, FH, (FH,), "枫河村三组", 1760, 460),
    Place("FH-03", "枫河村广场", "公园广场", FH, FH, (CULTURE, FH), "枫河村村部旁", 1590, 400),
    Place("FH-04", "枫焦路枫河段", "公路沿线", FH, FH, (WORKS, FH), "枫焦路K0至K1.6", 1210, 240),
    Place("FH-05", "垃圾房FH-05", "垃圾房", FH, FQ_CLEANERS, (FQ_CLEANERS,), "枫河村二组路口", 1660, 300),
    Place("QW-01", "钱湾村一组", "村组", QW, QW, (QW,), "钱湾村一组", 240, 1890),
    Place("QW-02", "钱湾村四组", "村组", QW, QW, (QW,), "钱湾村四组", 380, 2210),
    Place("QW-03", "钱湾村广场", "公园广场", QW, QW, (CULTURE, QW), "钱湾村村部旁", 300, 2030),
    Place("QW-04", "马钱路钱湾段", "公路沿线", QW, WORKS, (WORKS, QW), "马钱路K1.2至K2.4", 160, 1480),
    Place("QW-05", "垃圾房QW-05", "垃圾房", QW, FQ_CLEANERS, (FQ_CLEANERS,), "钱湾村二组路口", 310, 1950),
    Place("MQ-01", "马桥村二组", "村组", MQ, MQ, (MQ,), "马桥村二组", 520, -1830),
    Place("MQ-02", "马桥村口", "村组", MQ, MQ, (MQ,), "马钱路西口", 410, -1620),
    Place("MQ-03", "马桥村广场", "公园广场", MQ, MQ, (CULTURE, MQ), "马桥村村部旁", 560, -1710),
    Place("MQ-04", "G318国道马桥段", "公路沿线", MQ, MQ, (STREETS, MQ), "K1087前后", 470, -1960),
    Place("MQ-05", "垃圾房MQ-05", "垃圾房", MQ, MJ_CLEANERS, (MJ_CLEANERS,), "马桥村三组路口", 590, -1780),
    Place("JS-01", "焦山村一组", "村组", JS, JS, (JS,), "焦山村一组", 3620, 880),
    Place("JS-02", "焦山村五组", "村组", JS, JS, (JS,), "焦山村五组", 3980, 1120),
    Place("JS-03", "焦山村广场", "公园广场", JS, JS, (CULTURE, JS), "焦山村村部旁", 3740, 960),
    Place("JS-04", "枫焦路北段", "公路沿线", JS, JS, (WORKS, JS), "枫焦路K3至K4.4", 3280, 720),
    Place("JS-05", "垃圾房JS-05", "垃圾房", JS, MJ_CLEANERS, (MJ_CLEANERS,), "焦山村二组路口", 3690, 860),
]


def make_point_kinds() -> dict[str, PointKind]:
    kinds = PointKind.objects.bulk_create(PointKind(name=name, order=order) for order, name in enumerate(KINDS, 1))
    return {kind.name: kind for kind in kinds}


def corner(north: int, east: int) -> list[float]:
    """[longitude, latitude] of a place so many metres from the main crossing, as GeoJSON has it."""
    latitude, longitude = MIDDLE
    return [
        float(round(longitude + east * Decimal("0.00001045"), 6)),
        float(round(latitude + north * Decimal("0.000009"), 6)),
    ]


def area(corners: Iterable[tuple[int, int]]) -> dict:
    """A GeoJSON area; corners: metres (north, east) of the main crossing."""
    ring = [corner(*one) for one in corners]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def make_points(town: Unit, units: dict[str, Unit], kinds: dict[str, PointKind]) -> dict[str, Point]:
    """Makes the points and who answers for them; gives the points by code."""
    points = Point.objects.bulk_create(_point(place, town, units, kinds) for place in PLACES)
    by_code = {point.code: point for point in points}
    PointResponsibility.objects.bulk_create(
        PointResponsibility(
            point=by_code[place.code],
            unit=units[name],
            part=ResponsibilityPart.ASSIST if number else ResponsibilityPart.LEAD,
        )
        for place in PLACES
        for number, name in enumerate(place.departments)
    )
    return by_code


def _point(place: Place, town: Unit, units: dict[str, Unit], kinds: dict[str, PointKind]) -> Point:
    latitude, longitude = MIDDLE
    return Point(
        code=place.code,
        name=place.name,
        kind=kinds[place.kind],
        town=town,
        unit=units[place.unit],
        in_charge=units[place.in_charge],
        address=place.address,
        latitude=latitude + place.north * Decimal("0.000009"),
        longitude=longitude + place.east * Decimal("0.00001045"),
    )
