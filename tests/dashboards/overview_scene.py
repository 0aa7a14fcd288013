"""A town in which every part of the leader's first page has something to say; small enough to be added up by hand."""

from datetime import date, timedelta
from decimal import Decimal

from campaign.models import CampaignYear
from inspections.models import Basis, ItemResult, Level
from rectification.models import Source, SupervisionOrder
from rectification.transitions import State
from tests.campaign.drive_scenes import make_drive, make_result, make_work
from tests.dashboards.scenes import add_results, make_round
from tests.facilities.scenes import clear, make_facility
from tests.facilities.works import make_project, money, plan, report
from tests.factories import NOW, FindingFactory, ItemFactory, PointFactory, SectionFactory, StandardFactory, TaskFactory

D = Decimal


def fill(town) -> None:
    CampaignYear.objects.get_or_create(year=2026, defaults={"slogan": "检查前后一个样"})
    city_rounds(town)
    self_checks(town)
    tasks(town)
    works()
    drives_and_clearance()


def city_rounds(town) -> None:
    """Last year three rounds, this year the first two of them."""
    for year, scores in ((2025, ("90.10", "92.30", "91")), (2026, ("93.25", "91.50"))):
        for number, score in enumerate(scores, start=1):
            make_round(
                town.city,
                {town.home: score, town.peer: "92"},
                year=year,
                number=number,
                name=f"{year}年第{number}次市检",
            )


def self_checks(town) -> None:
    """Two rounds each year on a standard that changed one item; what was won on each item differs."""
    old, new = make_standard("1.1", "1.2", "1.3"), make_standard("1.1", "1.2", "1.4")
    won = {2025: (old, ("8", "9.50", "7")), 2026: (new, ("9", "9", "6"))}
    for year, (standard, points) in won.items():
        for number in (1, 2):
            scores = {
                town.village: f"{88 + number + year - 2025}",
                town.other_village: f"{92 - number - (year - 2025)}",
            }
            check = make_round(
                town.home, scores, level=Level.SELF_CHECK, year=year, number=number, standard=standard,
                name=f"{year}年第{number}次自查",
            )  # fmt: skip
            add_results(check, {town.home: f"{89 + year - 2025}"}, basis=Basis.TOTAL)
            add_items(check, town.home, points)


def make_standard(*codes):
    standard = StandardFactory()
    section = SectionFactory(standard=standard, name="环境卫生")
    for code in codes:
        ItemFactory(section=section, standard=standard, code=code, name=f"测评项{code}")
    return standard


def add_items(check, unit, points, maximum=10) -> None:
    for item, awarded in zip(check.standard.items.order_by("code"), points, strict=True):
        ItemResult.objects.create(
            round=check, basis=Basis.TOTAL, unit=unit, item=item, awarded=D(awarded), maximum=maximum, observations=1
        )


def make_task(town, words, source=Source.PATROL, state=State.ASSIGNED, stake=None, due=timedelta(days=3), **fields):
    deadline = NOW + due
    finding = FindingFactory(
        town=town.home, point=PointFactory(town=town.home, unit=town.village), description=words, source=source,
        at_stake=stake,
    )  # fmt: skip
    return TaskFactory(
        finding=finding, state=state, responsible_unit=town.village, deadline=deadline,
        warn_at=deadline - timedelta(hours=6), **fields,
    )  # fmt: skip


def tasks(town) -> None:
    """Of each light one or two, points at stake, closed ones on time and late, three reports of residents."""
    late = make_task(town, "垃圾满溢", Source.INSPECTION, stake=D("1.25"), due=-timedelta(days=2))
    make_task(town, "占道堆料", due=-timedelta(hours=30))
    make_task(town, "井盖破损", Source.INSPECTION, stake=D("0.50"), due=timedelta(hours=2))
    make_task(town, "线缆低垂")
    make_task(town, "等待规划", state=State.SUSPENDED)
    for days in (1, 2, 3, 4, 5):
        make_task(
            town, f"已清理{days}", state=State.CLOSED, due=-timedelta(days=days), closed_at=NOW - timedelta(days=6),
            submitted_at=NOW - timedelta(days=6),
        )  # fmt: skip
    make_task(town, "路灯不亮", Source.PUBLIC, registered_at=NOW)
    make_task(town, "污水外溢", Source.PUBLIC, registered_at=NOW)
    make_task(town, "谁也没看过", Source.PUBLIC, state=State.REPORTED, due=timedelta(days=4))
    make_task(town, "上月反映", Source.PUBLIC, registered_at=NOW, reported_at=NOW - timedelta(days=30))
    SupervisionOrder.objects.create(
        number="督-2026-0001", task=late, unit=town.village, cause="by_hand", demand="立即整改",
        answer_by=NOW.date() + timedelta(days=3), drafted_at=NOW,
    )  # fmt: skip


def works() -> None:
    """One project far behind, one behind, one on plan, one not reported; money of two sources and of both years."""
    red = make_project("背街排水", need=D(640000))
    amber = make_project("马钱路修理", need=D(1700000))
    green = make_project("南拓排污")
    unreported = make_project("游园绿化")
    for project, done in ((red, 20), (amber, 45), (green, 60)):
        plan(project, 30, 50, 60)
        report(project, {8: 10, 9: 15, 10: done})
    plan(unreported, 10, 20, 30)
    for project, step, amount, source in (
        (red, "planned", 640000, "办事处自筹"),
        (red, "secured", 400000, "办事处自筹"),
        (red, "paid", 123400, "办事处自筹"),
        (amber, "planned", 1700000, "开发区财政"),
        (amber, "secured", 1000000, "开发区财政"),
        (amber, "paid", 900000, "开发区财政"),
        (green, "secured", 50000, "开发区财政"),
    ):
        money(project, step, amount, source)
    money(amber, "secured", 70000, "开发区财政", year=2025)


def drives_and_clearance() -> None:
    drive = make_drive("清脏治乱行动")
    make_result(drive, quantity=5)
    make_result(drive, quantity=7)
    make_result(drive, quantity=3, work=make_work("清理死角", "处", order=1))
    make_drive("环境突击整治", first=date(2026, 9, 1))
    houses = [make_facility(built_on=date(2026, 1, 1)) for _n in range(2)]
    for house in houses:
        for day in range(1, 20):
            clear(house, date(2026, 11, day), same_day=day != 7)
