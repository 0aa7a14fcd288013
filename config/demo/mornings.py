"""The daily work of the last weeks, as it would have been done each morning: stages, orders, talks, reminders, root causes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from config.demo.dates import Dates
from core.town import in_town_language
from rectification.services.escalation import escalate
from rectification.services.public_forgetting import forget_reporters
from rectification.services.reminders import remind_of_answers, remind_of_overdue, remind_to_look_again
from rectification.services.root_causes import propose_root_causes

DAYS = 16
"""So far back the daily work is told: older open tasks there are none."""

WORK = (escalate, remind_of_overdue, remind_to_look_again, remind_of_answers, propose_root_causes, forget_reporters)


def mornings(dates: Dates) -> list[tuple[datetime, Callable[[], None]]]:
    """Half past seven of each of the last days, and the as-of moment, so that nothing that is due is left undone."""
    days = [dates.at(dates.today - timedelta(days=back), 7, 30) for back in range(DAYS, -1, -1)]
    moments = [*(day for day in days if day < dates.now), dates.now]
    return [(moment, lambda moment=moment: work(moment)) for moment in moments]


def work(now: datetime) -> None:
    """What belongs to the loop of a day's work. The rest clears files away and sends messages out: a demo does neither."""
    with in_town_language():
        for part in WORK:
            part(now=now)
