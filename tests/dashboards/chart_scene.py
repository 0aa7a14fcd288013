"""A town with something to draw on every page that has a chart."""

from decimal import Decimal as D

from facilities.models import FundingStep
from inspections.models import Basis, ExpectedEffect, ItemResult, Level, ResultEstimate, RoundResult, VisitGap
from rectification.transitions import State
from tests.dashboards.scenes import make_round
from tests.facilities.works import make_project, money, plan, report
from tests.factories import NOW, FindingFactory, ItemFactory, TaskFactory
from tests.inspections.published import make_published


def draw_everything(town, inspector, office) -> list[str]:
    """The addresses of all pages with a chart, each with figures to draw."""
    for year, score in ((2025, "92.17"), (2026, "94.12")):
        make_round(town.city, {town.home: score, town.peer: "91"}, year=year)
    checks = _self_checks(town)
    _lost_and_gaps(town, inspector, office)
    _likely_ranks(checks[1])
    project = _works(town, checks)
    _tasks(town)
    return [
        "/",
        "/rankings/?level=city&round=1",
        f"/rankings/?level=self_check&round={checks[1].number}",
        "/compare/?level=city",
        "/losses/?level=self_check&year=2026",
        "/lasting/?year=2026",
        "/funding/against-score/?level=self_check&year=2026",
        "/funding/?year=2026",
        f"/projects/{project.pk}/",
        "/rectification/report/",
    ]


def _self_checks(town):
    """Of both years; 马桥村 lost 1.14 points, 焦山村 won 2."""
    standard = ItemFactory(code="排水-1", name="沟渠畅通").standard
    checks = [
        make_round(
            town.home, {town.village: village, town.other_village: other}, level=Level.SELF_CHECK, year=year, number=8,
            standard=standard,
        )
        for year, village, other in ((2025, "95", "88"), (2026, "93.86", "90"))
    ]  # fmt: skip
    return checks


def _likely_ranks(round):
    """Of a round whose scores came without sheets: what is published after it would find nothing to say."""
    for result in RoundResult.objects.filter(round=round):
        ResultEstimate.objects.create(result=result, rank_low=1, rank_high=2, score_low=D(88), score_high=D(95), tier=1)


def _lost_and_gaps(town, inspector, office):
    make_published(town, inspector, office)
    for unit, gap in ((None, "2.00"), (town.village, "3.00")):
        VisitGap.objects.update_or_create(
            year=2026, territory=town.home, unit=unit,
            defaults={"points": 6, "announced_score": 80 + D(gap), "unannounced_score": 80, "gap": D(gap)},
        )  # fmt: skip


def _works(town, checks):
    """A project that lags, paid for, and the item that it should move."""
    project = make_project("马钱路道路修理工程", need=D(1_700_000), unit=town.village)
    plan(project, 40, 60, 80, 90)
    report(project, {8: 40, 9: 50, 10: 55})
    for step, amount in (
        (FundingStep.PLANNED, "1700000"), (FundingStep.SECURED, "900000"), (FundingStep.PAID, "450000")
    ):  # fmt: skip
        money(project, step, amount)
    item = checks[0].standard.items.get(code="排水-1")
    ExpectedEffect.objects.create(kind=project.kind, item_code=item.code)
    for round, points in zip(checks, (6, 8), strict=True):
        for unit in (town.village, town.other_village):
            ItemResult.objects.create(
                round=round, basis=Basis.TERRITORY, unit=unit, item=item, awarded=points, maximum=10, observations=1
            )
    return project


def _tasks(town):
    """Enough that were due this month for a percentage."""
    for _n in range(6):
        finding = FindingFactory(town=town.home)
        TaskFactory(
            finding=finding, state=State.CLOSED, responsible_unit=town.village, deadline=NOW, warn_at=NOW, closed_at=NOW
        )
