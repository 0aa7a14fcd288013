"""Rewards and penalties in the town's self-checks, each with its reason and paper."""

from collections.abc import Iterable
from decimal import Decimal

from config.demo.dates import Dates
from config.demo.rounds import Plan
from core.models import Unit, User
from inspections.models import Adjustment, Level

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
