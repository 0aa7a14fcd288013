"""The facilities of the demo, as the report names them, their upkeep, the clearance of the last weeks, the teams' routes."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from config.demo.dates import Dates
from config.demo.points import CULTURE, FH, FQ_CLEANERS, JS, JZ, MJ_CLEANERS, MQ, NT, QW, STREETS, TOWN_CLEANERS, WORKS
from core.models import Measure, User
from core.quantities import Exactness
from facilities.models import CleaningRoute, Clearance, Condition, Facility, FacilityKind, Project, Upkeep

KINDS = [
    ("垃圾桶、果壳箱", "只", False, False),
    ("垃圾房", "座", True, False),
    ("垃圾中转站", "座", True, False),
    ("停车场", "平方米", False, False),
    ("停车位", "个", False, False),
    ("绿化", "处", False, False),
    ("村级广场", "个", False, True),
    ("文化场所", "处", False, False),
]
"""Name, usual measure, cleared every day, one for every village."""

EXACT, MORE = Exactness.EXACT, Exactness.MORE
BINS, HOUSE, STATION, LORRIES, SPACES, GREEN, SQUARE, CULTURAL = (name for name, *_rest in KINDS)


@dataclass(frozen=True)
class Thing:
    """since: years before the report's year, and month, in which it was taken into use. built: a word of its project's name."""

    code: str
    name: str
    kind: str
    unit: str
    kept_by: str
    quantity: int
    exactness: str = EXACT
    since: tuple[int, int] = (1, 6)
    point: str = ""
    built: str = ""
    condition: str = Condition.GOOD
    note: str = ""


THINGS = [
    Thing("SS-0001", "三线四边垃圾桶、环保型果壳箱", BINS, "", TOWN_CLEANERS, 300, MORE, (1, 9), built="果壳箱"),
    Thing("SS-0002", "临时货车停车场", LORRIES, JZ, STREETS, 1200, EXACT, (0, 4), "JZ-08", "停车场"),
    Thing("SS-0003", "集镇小车停车位", SPACES, JZ, STREETS, 70, MORE, (0, 5), built="停车位"),
    Thing("SS-0004", "集镇绿化", GREEN, JZ, TOWN_CLEANERS, 1, EXACT, (2, 3), built="绿化"),
    Thing("SS-0005", "垃圾中转站", STATION, JZ, TOWN_CLEANERS, 1, EXACT, (1, 10), "JZ-10", "中转站"),
    Thing("SS-0006", "枫河留守儿童之家", CULTURAL, FH, CULTURE, 1, EXACT, (0, 6), built="儿童之家"),
    Thing("SS-0007", "街道文化站", CULTURAL, JZ, CULTURE, 1, EXACT, (0, 3), built="文化站", note="向社会免费开放"),
    Thing("SS-0011", "枫河村广场", SQUARE, FH, FH, 1, EXACT, (2, 9), "FH-03"),
    Thing("SS-0012", "钱湾村广场", SQUARE, QW, QW, 1, EXACT, (1, 5), "QW-03"),
    Thing("SS-0013", "马桥村广场", SQUARE, MQ, MQ, 1, EXACT, (1, 8), "MQ-03"),
    Thing(
        "SS-0014",
        "焦山村广场",
        SQUARE,
        JS,
        JS,
        1,
        EXACT,
        (2, 4),
        "JS-03",
        condition=Condition.OUT_OF_USE,
        note="扩建中",
    ),
    Thing("LJ-01", "垃圾房NT-12", HOUSE, NT, TOWN_CLEANERS, 1, EXACT, (1, 7), "NT-12", "垃圾房"),
    Thing("LJ-02", "垃圾房NT-15", HOUSE, NT, TOWN_CLEANERS, 1, EXACT, (1, 7), "NT-15", "垃圾房"),
    Thing("LJ-03", "垃圾房JZ-09", HOUSE, JZ, TOWN_CLEANERS, 1, EXACT, (1, 7), "JZ-09", "垃圾房"),
    Thing("LJ-04", "垃圾房FH-05", HOUSE, FH, FQ_CLEANERS, 1, EXACT, (1, 8), "FH-05", "垃圾房"),
    Thing("LJ-05", "垃圾房QW-05", HOUSE, QW, FQ_CLEANERS, 1, EXACT, (1, 8), "QW-05", "垃圾房"),
    Thing("LJ-06", "垃圾房MQ-05", HOUSE, MQ, MJ_CLEANERS, 1, EXACT, (1, 9), "MQ-05", "垃圾房", Condition.WORN),
    Thing("LJ-07", "垃圾房JS-05", HOUSE, JS, MJ_CLEANERS, 1, EXACT, (1, 9), "JS-05", "垃圾房"),
    Thing("LJ-08", "枫河村各组垃圾房", HOUSE, FH, FQ_CLEANERS, 5, EXACT, (0, 3), built="垃圾房"),
    Thing("LJ-09", "钱湾村各组垃圾房", HOUSE, QW, FQ_CLEANERS, 6, EXACT, (0, 3), built="垃圾房"),
    Thing("LJ-10", "马桥村各组垃圾房", HOUSE, MQ, MJ_CLEANERS, 6, EXACT, (0, 3), built="垃圾房"),
    Thing("LJ-11", "焦山村各组垃圾房", HOUSE, JS, MJ_CLEANERS, 6, MORE, (0, 3), built="垃圾房"),
]

UPKEEP = [
    ("SS-0004", "绿化修剪", 75, TOWN_CLEANERS, "草坪、绿篱、行道树"),
    ("SS-0001", "更换破损果壳箱", 160, TOWN_CLEANERS, ""),
    ("SS-0005", "压缩设备检修", 120, TOWN_CLEANERS, ""),
    ("LJ-06", "外墙粉刷、除臭", 200, MJ_CLEANERS, ""),
    ("SS-0002", "平整路面、补划标线", 240, WORKS, ""),
]
"""Code, work, days between two of its kind, by whom, note."""

UPKEEP_DAYS = 700
CLEARED_DAYS = 75
LATE = {"LJ-06": (3, "雨天道路湿滑，次日清运")}
"""code > the day of each month that was not cleared the same day, and why."""
GAPS = {"LJ-11": (5, 19), "LJ-07": (12,), "LJ-10": (26,)}
"""code > the days of each month that nobody recorded."""

ROUTES = [
    (TOWN_CLEANERS, "集镇老街线", 3, 6, ("JZ-09", "JZ-01", "JZ-05", "JZ-04", "JZ-06")),
    (TOWN_CLEANERS, "南拓线", 2, 4, ("NT-15", "NT-01", "NT-02", "NT-06", "NT-03")),
    (FQ_CLEANERS, "枫焦路枫河段", 1, 3, ("FH-04", "FH-01", "FH-03", "FH-05", "FH-02")),
    (FQ_CLEANERS, "马钱路钱湾段", 1, 3, ("QW-04", "QW-01", "QW-05", "QW-03", "QW-02")),
    (MJ_CLEANERS, "马桥线", 1, 2, ("MQ-02", "MQ-03", "MQ-05", "MQ-01", "MQ-04")),
    (MJ_CLEANERS, "枫焦路焦山段", 1, 2, ("JS-04", "JS-01", "JS-05", "JS-03", "JS-02")),
]
"""Team, name, times a day, workers, points in the order of the way."""


def make_facilities(story) -> None:
    """story: the config.demo.loading.DemoLoader, with units, points and people; projects that are there are linked."""
    facilities = _inventory(story)
    _upkeep(story, facilities)
    _clearance(story.dates, facilities, story.people["office"])
    _routes(story)


def _inventory(story) -> dict[str, Facility]:
    measures = {name: Measure.objects.get_or_create(name=name)[0] for _kind, name, *_rest in KINDS}
    kinds = {
        name: FacilityKind.objects.create(
            name=name, measure=measures[measure], is_cleared=cleared, one_per_village=each, order=order
        )
        for order, (name, measure, cleared, each) in enumerate(KINDS, 1)
    }
    projects = list(Project.objects.order_by("pk"))
    made = Facility.objects.bulk_create(_facility(thing, story, kinds, projects) for thing in THINGS)
    return {facility.code: facility for facility in made}


def _facility(thing: Thing, story, kinds: dict[str, FacilityKind], projects: list[Project]) -> Facility:
    point = story.points.get(thing.point)
    years, month = thing.since
    return Facility(
        code=thing.code,
        name=thing.name,
        kind=kinds[thing.kind],
        measure=kinds[thing.kind].measure,
        quantity=Decimal(thing.quantity),
        exactness=thing.exactness,
        town=story.town,
        unit=story.units.get(thing.unit),
        kept_by=story.units[thing.kept_by],
        address=point.address if point else "",
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        condition=thing.condition,
        built_on=min(date(story.dates.report_year - years, month, 1), story.dates.today - timedelta(days=90)),
        project=next((one for one in projects if thing.built and thing.built in one.name), None),
        point=point,
        note=thing.note,
    )


def _upkeep(story, facilities: dict[str, Facility]) -> None:
    dates, entries = story.dates, []
    for code, work, every, done_by, note in UPKEEP:
        for back in range(9, UPKEEP_DAYS, every):
            day = dates.weekday_near(dates.today - timedelta(days=back))
            if day >= facilities[code].built_on:
                entries.append(
                    Upkeep(
                        facility=facilities[code],
                        on=day,
                        work=work,
                        done_by=done_by,
                        note=note,
                        entered_at=dates.at(day, 17),
                        entered_by=story.people["office"],
                    )
                )
    Upkeep.objects.bulk_create(sorted(entries, key=lambda entry: entry.on))


def _clearance(dates: Dates, facilities: dict[str, Facility], office: User) -> None:
    cleared = [facility for facility in facilities.values() if facility.kind.is_cleared]
    Clearance.objects.bulk_create(
        _cleared(facility, at, day, dates, office)
        for day in (dates.today - timedelta(days=back) for back in range(CLEARED_DAYS, 0, -1))
        for at, facility in enumerate(cleared)
        if day.day not in GAPS.get(facility.code, ())
    )


def _cleared(facility: Facility, at: int, day: date, dates: Dates, office: User) -> Clearance:
    late, why = LATE.get(facility.code, (0, ""))
    is_late = day.day == late
    usual = Decimal(8) if facility.kind.name == STATION else Decimal("0.5") * max(1, int(facility.quantity) // 2)
    busy = Decimal("0.5") if (day.toordinal() * 7 + at * 3) % 5 == 0 else Decimal(0)
    return Clearance(
        facility=facility, day=day, truckloads=usual + busy, same_day=not is_late, note=why if is_late else "",
        entered_at=dates.at(day, 18), entered_by=office,
    )  # fmt: skip


def _routes(story) -> None:
    for team, name, times, workers, codes in ROUTES:
        points = [story.points[code] for code in codes]
        corners = [[float(point.longitude), float(point.latitude)] for point in points]
        route = CleaningRoute.objects.create(
            town=story.town, team=story.units[team], name=name, times_a_day=times, workers=workers,
            line={"type": "LineString", "coordinates": corners},
        )  # fmt: skip
        route.points.set(points)
