"""The town's own rounds: each month a self-check, a blind revisit and an assessment of the cleaning teams."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from config.demo.dates import Dates
from config.demo.people import INSPECTORS
from config.demo.points import PLACES
from config.demo.standards import Standards
from core.models import Unit, User
from facilities.models import Point
from inspections.models import Assignment, Level, Round, Standard

ALL_POINTS = [place.code for place in PLACES]
GARBAGE_HOUSES = [place.code for place in PLACES if place.kind == "垃圾房"]
REVISITED_IN_EACH_UNIT = 3
HALF_DONE = "JZ-04"
"""The market: in the round in progress the first inspector is there just now."""

DAY = timedelta(days=1)


@dataclass
class Plan:
    """A round with what is to happen in it. visits: which inspector (name of account) goes to which point (code).

    late: the point whose sheet arrives after the round was closed, see config/demo/late.py.
    """

    round: Round
    published_at: datetime
    visits: list[tuple[str, str]]
    late: str = ""

    @property
    def blind(self) -> bool:
        return not self.round.announced


def make_rounds(
    town: Unit, standards: Standards, dates: Dates, points: dict[str, Point], people: dict[str, User]
) -> list[Plan]:
    """Makes every round that has begun, still as drafts, with who is to visit which point."""
    plans = [plan for plan in _plans(town, standards, dates) if plan.round.starts_on < dates.today]
    for plan in plans:
        if plan.round.ends_on >= dates.today:
            plan.visits = _with_market_for_the_first(plan.visits)
    Round.objects.bulk_create(plan.round for plan in plans)
    Assignment.objects.bulk_create(
        Assignment(round=plan.round, point=points[code], inspector=people[inspector])
        for plan in plans
        if not is_drawn(plan, dates)
        for inspector, code in plan.visits
    )
    return plans


def is_drawn(plan: Plan, dates: Dates) -> bool:
    """The blind revisit in progress: its visits come of a draw, see config/demo/draws.py."""
    return plan.round.level == Level.REVISIT and plan.round.ends_on >= dates.today


def _plans(town: Unit, standards: Standards, dates: Dates) -> Iterator[Plan]:
    for year in range(dates.report_year - 1, dates.today.year + 1):
        standard = standards.first if year < dates.report_year else standards.second
        for month in range(1, 13):
            yield _self_check(town, standard, dates, year, month)
            yield _revisit(town, standard, dates, year, month)
            yield _cleaning(town, standards.cleaning, dates, year, month)


def _self_check(town: Unit, standard: Standard, dates: Dates, year: int, month: int) -> Plan:
    """From the 1st to the 10th, announced, at every point; published on the 14th."""
    round = _round(town, standard, dates, Level.SELF_CHECK, date(year, month, 1), date(year, month, 10), "自查")
    round.announced, round.weight = True, Decimal(7)
    # never the market for the first inspector: in the blind revisit that follows it is drawn for that one
    turn = month if month % len(INSPECTORS) else month + 1
    return Plan(round, dates.at(date(year, month, 14), 10), _shared_out(ALL_POINTS, turn))


def _revisit(town: Unit, standard: Standard, dates: Dates, year: int, month: int) -> Plan:
    """From the 11th to the month's end, without a word, at points drawn by lot; published on the 3rd of the next month."""
    last = date(year, month, monthrange(year, month)[1])
    round = _round(town, standard, dates, Level.REVISIT, date(year, month, 11), last, "暗访回访")
    round.weight = Decimal(3)
    lot = Random(f"revisit {month}")  # the same points in the same month of every year: years can be compared
    drawn = []
    for unit in dict.fromkeys(place.unit for place in PLACES):
        codes = [place.code for place in PLACES if place.unit == unit]
        drawn += lot.sample(codes, REVISITED_IN_EACH_UNIT)
    drawn = sorted({*drawn, "JZ-04", "NT-12"})
    # another inspector than the one who came in the self-check
    return Plan(round, dates.at(last + 3 * DAY, 10), _shared_out(drawn, month + 1))


def _cleaning(town: Unit, standard: Standard, dates: Dates, year: int, month: int) -> Plan:
    """From the 15th to the 20th, at every garbage house; published a month later, when the teams have been heard."""
    round = _round(town, standard, dates, Level.CLEANING, date(year, month, 15), date(year, month, 20), "保洁考核")
    next_month = date(year, month, 20) + 31 * DAY
    return Plan(round, dates.at(next_month.replace(day=20), 16), _shared_out(GARBAGE_HOUSES, month))


def _round(town: Unit, standard: Standard, dates: Dates, level: str, first: date, last: date, name: str) -> Round:
    if first <= dates.today <= last:
        first = min(first, dates.today - 3 * DAY)  # the round in progress has been going on for some days
    return Round(
        year=last.year,
        level=level,
        number=last.month,
        name=f"{last.year}年{last.month}月{name}",
        territory=town,
        standard=standard,
        starts_on=first,
        ends_on=last,
    )


def _shared_out(codes: list[str], turn: int) -> list[tuple[str, str]]:
    """Neighbouring points to one inspector, each month to another one."""
    share = -(-len(codes) // len(INSPECTORS))
    return [(INSPECTORS[(number // share + turn) % len(INSPECTORS)], code) for number, code in enumerate(codes)]


def _with_market_for_the_first(visits: list[tuple[str, str]]) -> list[tuple[str, str]]:
    codes = [code for _inspector, code in visits]
    turns = (_shared_out(codes, turn) for turn in range(len(INSPECTORS)))
    return next((shared for shared in turns if (INSPECTORS[0], HALF_DONE) in shared), visits)
