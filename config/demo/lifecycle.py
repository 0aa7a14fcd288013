"""Takes the demo's rounds through their life, as the office would have done on the day."""

from collections.abc import Iterable

from config.demo.dates import Dates
from config.demo.rounds import Plan
from core.models import User
from inspections.services.aftermath import years_followed_once
from inspections.services.rounds import change_round


def open_rounds(plans: Iterable[Plan], dates: Dates, office: User) -> None:
    for plan in plans:
        plan.round = change_round(round=plan.round, verb="open", by=office, now=dates.at(plan.round.starts_on, 8, 15))


def is_over(plan: Plan, dates: Dates) -> bool:
    return plan.round.ends_on < dates.today


def finish_rounds(plans: Iterable[Plan], dates: Dates, office: User) -> None:
    """Closes the rounds whose days are over and publishes those whose day of publication has come."""
    with years_followed_once():
        for plan in plans:
            if is_over(plan, dates):
                _finish(plan, dates, office)


def _finish(plan: Plan, dates: Dates, office: User) -> None:
    closed_at = dates.at(plan.round.ends_on, 18)
    plan.round = change_round(round=plan.round, verb="close", by=office, now=closed_at)
    if dates.has_come(plan.published_at):
        plan.round = change_round(round=plan.round, verb="publish", by=office, now=plan.published_at)
