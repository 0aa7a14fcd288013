"""Rewards and penalties: in the town's self-checks, each with its reason and paper; of the cleaning teams, by the rule."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from config.demo.dates import Dates
from config.demo.rounds import Plan
from core.models import Unit, User
from inspections.models import Adjustment, Level, Reward, RewardBand, RewardRule
from inspections.services.rewards import confirm_all, decide_reward, save_rule

REWARDS = [
    ("焦山村", -2, "-0.50", "同一问题两次返工仍未改好", "考核细则第五条；督办单1号"),
    ("枫河村", -1, "0.50", "获评市级文明村", "考核细则第六条；市文明委表彰决定"),
]
"""Unit, which of the last self-checks, points, reason, paper."""


def make_rewards(over: Iterable[Plan], units: dict[str, Unit], office: User, dates: Dates) -> None:
    checks = [plan for plan in over if plan.round.level == Level.SELF_CHECK]
    Adjustment.objects.bulk_create(
        Adjustment(
            round=checks[which].round,
            unit=units[name],
            points=Decimal(points),
            reason=reason,
            paper=paper,
            by=office,
            at=dates.at(checks[which].round.ends_on, 17),
        )
        for name, which, points, reason, paper in REWARDS
    )


RULES = [
    (1, "枫河街道保洁队伍考核办法（试行）第七条", [("92", "", "500", "优秀"), ("89", "92", "0", "合格"), ("0", "89", "-300", "不合格")]),
    (
        0, "枫河街道保洁队伍考核办法第七条",
        [("95", "", "1000", "优秀"), ("93", "95", "500", "良好"), ("90", "93", "0", "合格"), ("0", "90", "-500", "不合格")],
    ),
]  # fmt: skip
"""Years before the report's, paper, bands: from, to below, yuan, name."""

DECLINED = ("马焦保洁队", "当月垃圾中转站检修，积存非保洁队原因；经考核领导小组研究不予扣罚")


def make_reward_rules(town: Unit, office: User, dates: Dates) -> None:
    """Each version counts from the first day of its year, entered some days before."""
    for back, basis, rows in RULES:
        first = date(dates.report_year - back, 1, 1)
        bands = [
            RewardBand(low=Decimal(low), high=Decimal(high) if high else None, amount=Decimal(amount), words=words)
            for low, high, amount, words in rows
        ]
        rule = RewardRule(town=town, counts_from=first, basis=basis)
        save_rule(rule=rule, bands=bands, by=office, now=dates.at(first - timedelta(days=9), 10))


def decide_rewards(over: Iterable[Plan], office: User, dates: Dates) -> None:
    """What the assessments brought is confirmed three days later, but for one penalty; the newest still waits for the office."""
    assessed = [plan for plan in over if plan.round.level == Level.CLEANING and plan.round.is_published]
    team, reason = DECLINED
    penalties = Reward.objects.proposed().filter(team__name=team, amount__lt=0, round__year=dates.report_year)
    spared = penalties.order_by("-round__starts_on").first()
    for plan in assessed[:-1]:
        now = dates.at(dates.weekday_near(plan.published_at.date() + timedelta(days=3)), 10)
        if spared and spared.round_id == plan.round.pk:
            decide_reward(reward=spared, confirm=False, reason=reason, by=office, now=now)
        confirm_all(round=plan.round, by=office, now=now)
