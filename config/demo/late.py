"""A sheet that reached the server after its round was closed: the office has to accept or refuse it."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from config.demo.dates import Dates
from config.demo.marks import make_entries
from config.demo.rounds import Plan
from config.demo.sheets import make_key
from core.models import User
from facilities.models import Point
from inspections.models import Level, RoundState
from inspections.services.sheets import items_for, submit_sheet

POINT = "NT-12"
VISITED_BEFORE_CLOSING = timedelta(hours=1, minutes=25)
ARRIVED_AFTER_CLOSING = timedelta(hours=1, minutes=40)
"""The phone had no network at the garbage house; it sent the sheet at home. Every demo stands on a later day than that."""

DESERVED = 86


def hold_back(over: Iterable[Plan], dates: Dates) -> None:
    """In the newest assessment of the cleaning teams, if it is not published yet, one sheet has still to come."""
    waiting = [plan for plan in over if plan.round.level == Level.CLEANING and not dates.has_come(plan.published_at)]
    if waiting:
        waiting[-1].late = POINT


def hand_in_late(over: Iterable[Plan], points: dict[str, Point], people: dict[str, User], dates: Dates) -> None:
    """Hands the sheets in that were held back. Their rounds are closed."""
    for plan in over:
        if plan.late:
            assert plan.round.state == RoundState.CLOSED
            _hand_in(plan, points[plan.late], people, dates)


def _hand_in(plan: Plan, point: Point, people: dict[str, User], dates: Dates) -> None:
    inspector = next(account for account, code in plan.visits if code == plan.late)
    rng = Random(f"late sheet of {plan.round.name}")
    items = items_for(plan.round, point)
    closed_at = dates.at(plan.round.ends_on, 18)
    submit_sheet(
        key=make_key(rng),
        round=plan.round,
        point=point,
        inspector=people[inspector],
        entries=make_entries(items, point.code, DESERVED, rng),
        visited_at=closed_at - VISITED_BEFORE_CLOSING,
        now=closed_at + ARRIVED_AFTER_CLOSING,
    )
