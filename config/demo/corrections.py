"""What followed the publication of self-checks: an appeal to be decided, one that was upheld, and a correction."""

from collections.abc import Iterable
from datetime import datetime

from config.demo.dates import Dates
from config.demo.rounds import Plan
from core.models import User
from core.workdays.office import office_calendar
from inspections.models import Level, Method, Round, Score
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.appeals import decide_appeal, file_appeal
from inspections.services.entries import Entry

OPEN_APPEAL = ("马桥村", "maqiao", "其中一处在施工围挡以内，由施工单位负责，不属本村范围，请复核。")
UPHELD_APPEAL = ("钱湾村", "qianwan", "两处照片拍的是同一处，重复计数，请复核。")
DECISION = "调阅两张照片，确为同一处，按少计一处更正。"
CORRECTION = ("南拓社区", "录入有误：检查员当日记录少一处，与照片一致。")
"""Unit, account, words."""


def make_corrections(over: Iterable[Plan], people: dict[str, User], dates: Dates) -> None:
    """In the three newest self-checks whose term for appeals has come: the newest has the appeal that is still open."""
    after = AfterPublication(dates)
    checks = [plan.round for plan in over if plan.round.level == Level.SELF_CHECK and plan.round.is_published]
    heard = [round for round in checks if dates.has_come(after.day(round, 1, 10, 20))]
    if len(heard) < 3:
        return
    amended, decided, newest = heard[-3:]
    _correct(amended, people, after)
    _appeal_and_decide(decided, people, after)
    _appeal(newest, OPEN_APPEAL, people, after)


class AfterPublication:
    """Working days after a round was published, as moments."""

    def __init__(self, dates: Dates):
        self.dates, self.calendar = dates, office_calendar()

    def day(self, round: Round, count: int, hour: int, minute: int = 0) -> datetime:
        published = round.published_at.astimezone(self.dates.now.tzinfo).date()
        return self.dates.at(self.calendar.nth_working_day_after(published, count), hour, minute)


def _score(round: Round, unit: str) -> Score:
    """The one on the unit's sheets where most places were found."""
    scores = Score.objects.filter(sheet__round=round, sheet__unit__name=unit, item__method=Method.DEDUCT, count__gte=1)
    return scores.order_by("-count", "sheet__point__code", "item__code").select_related("item", "sheet").first()


def _one_less(score: Score) -> Entry:
    return Entry(count=score.count - 1)


def _appeal(round: Round, told: tuple[str, str, str], people: dict[str, User], after: AfterPublication):
    unit, account, words = told
    filed = after.day(round, 1, 10, 20)
    score = _score(round, unit)
    return file_appeal(score=score, reason=words, by=people[account], now=filed, calendar=after.calendar)


def _appeal_and_decide(round: Round, people: dict[str, User], after: AfterPublication) -> None:
    appeal = _appeal(round, UPHELD_APPEAL, people, after)
    now = after.day(round, 3, 15, 10)
    decide_appeal(
        appeal=appeal, uphold=True, decision=DECISION, entry=_one_less(appeal.score), by=people["office"], now=now
    )


def _correct(round: Round, people: dict[str, User], after: AfterPublication) -> None:
    unit, words = CORRECTION
    score = _score(round, unit)
    amendment = propose_amendment(
        score=score, entry=_one_less(score), reason=words, by=people["office"], now=after.day(round, 2, 9, 30)
    )
    now = after.day(round, 2, 16)
    decide_amendment(amendment=amendment, accept=True, decision="", by=people["leader"], now=now)
