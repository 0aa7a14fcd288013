"""Sheets of the rounds that are over: written in bulk, in the same form as `inspections.services.submit_sheet` writes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.contenttypes.models import ContentType

from config.demo.dates import Dates, in_office_hours
from config.demo.marks import make_entries
from config.demo.points import PLACES
from config.demo.rounds import Plan
from core.models import TrailEntry, Unit, User
from facilities.models import Point
from inspections import scoring
from inspections.models import Item, Level, Score, Sheet, SheetState, Standard
from inspections.services.entries import Entry, award_of, veto_of, widest_veto
from inspections.services.results import caps_of
from inspections.services.sheets import items_for

UNIT_OF = {place.code: place.unit for place in PLACES}
DEPARTMENTS_OF = {place.code: place.departments for place in PLACES}

LEVELS = {
    "枫河村": (93.86, 93.20, 90.60), "钱湾村": (91.40, 90.30, 89.30), "马桥村": (90.75, 91.60, 91.40),
    "焦山村": (88.12, 87.70, 86.90), "南拓社区": (92.30, 90.90, 89.40), "集镇社区": (91.05, 91.90, 90.50),
}  # fmt: skip
"""What a unit deserves in November of the report's year, in the October before, and in November of the year before."""

BLIND = 2.4
"""Points by which an unannounced visit finds a place worse: the report's 检查前和检查后两个样."""

MONTHLY_GAIN = 0.16
ROUGHNESS = 1.2
"""How much the points of one unit differ in a round (standard deviation, of 100)."""


def deserved(unit: str, plan: Plan, dates: Dates, rng: Random) -> float:
    """About what a unit's points are worth in a round, of 100."""
    now, october, year_before = LEVELS[unit]
    months = (plan.round.year - dates.report_year) * 12 + plan.round.number - 11
    known = {0: now, -1: october, -12: year_before}
    level = known.get(months, now + min(months, 6) * MONTHLY_GAIN + rng.uniform(-0.9, 0.9))
    return (
        level - (BLIND if plan.round.level == Level.REVISIT else 0) + (1.5 if plan.round.level == Level.CLEANING else 0)
    )


def moments(plan: Plan, dates: Dates, rng: Random) -> list[datetime]:
    """When each visit of a round was made: one after the other, over its days, at work."""
    start, end = dates.at(plan.round.starts_on, 8, 30), dates.at(plan.round.ends_on, 17, 30)
    spread = sorted(rng.uniform(0, 0.97) for _ in plan.visits)
    return [in_office_hours((start + (end - start) * share).replace(second=0, microsecond=0)) for share in spread]


def make_key(rng: Random) -> UUID:
    """A key as a phone makes it, but the same in every demo."""
    return UUID(int=rng.getrandbits(128), version=4)


@dataclass
class Checklist:
    """The items that are judged at each kind of point, read once for each standard."""

    known: dict[tuple[int, int], list[Item]] = field(default_factory=dict)
    caps: dict[int, scoring.Caps] = field(default_factory=dict)

    def at(self, plan: Plan, point: Point) -> list[Item]:
        key = (plan.round.standard_id, point.kind_id)
        if key not in self.known:
            self.known[key] = items_for(plan.round, point)
        return self.known[key]

    def caps_of(self, standard: Standard) -> scoring.Caps:
        if standard.pk not in self.caps:
            self.caps[standard.pk] = caps_of(standard)
        return self.caps[standard.pk]


@dataclass
class Filled:
    """A sheet that is ready to be stored, with its scores."""

    sheet: Sheet
    scores: list[Score]
    code: str


def write_sheets(
    plans: Iterable[Plan], dates: Dates, points: dict[str, Point], people: dict[str, User], units: dict[str, Unit]
) -> int:
    """Writes all sheets of these rounds; results are worked out when a round is closed. Returns the number of sheets."""
    checklist = Checklist()
    filled = [one for plan in plans for one in _fill_round(plan, dates, points, people, checklist)]
    Sheet.objects.bulk_create([one.sheet for one in filled], batch_size=500)
    Score.objects.bulk_create([score for one in filled for score in one.scores], batch_size=2000)
    through = Sheet.departments.through
    through.objects.bulk_create(
        (through(sheet=one.sheet, unit=units[name]) for one in filled for name in DEPARTMENTS_OF[one.code]),
        batch_size=2000,
    )
    _write_trail(one.sheet for one in filled)
    return len(filled)


def _fill_round(plan: Plan, dates: Dates, points, people, checklist: Checklist) -> Iterator[Filled]:
    rng = Random(f"{plan.round.level} {plan.round.year} {plan.round.number}")
    level = {unit: deserved(unit, plan, dates, rng) for unit in LEVELS}
    for (inspector, code), moment in zip(plan.visits, moments(plan, dates, rng), strict=True):
        target = min(99.5, rng.gauss(level[UNIT_OF[code]], ROUGHNESS))
        items = checklist.at(plan, points[code])
        entries = make_entries(items, code, target, rng)
        if code == plan.late:
            continue
        yield fill(plan, points[code], people[inspector], moment, items, entries, checklist, make_key(rng))


def fill(
    plan, point: Point, inspector: User, moment: datetime, items, entries, checklist: Checklist, key: UUID
) -> Filled:
    """A submitted sheet with its scores and totals, not stored yet."""
    awards = {item.pk: award_of(item, entries[item.pk]) for item in items}
    points = scoring.sheet_points(
        (scoring.Line(item.section_id, awards[item.pk]) for item in items if awards[item.pk]),
        checklist.caps_of(plan.round.standard),
    )
    vetoes = [veto_of(item, entries[item.pk], awards[item.pk]) for item in items]
    cap = plan.round.standard.veto_cap if "sheet" in vetoes else None
    sheet = Sheet(
        key=key,
        round=plan.round,
        point=point,
        unit_id=point.unit_id,
        inspector=inspector,
        state=SheetState.SUBMITTED,
        started_at=moment - timedelta(minutes=14),
        visited_at=moment,
        submitted_at=moment,
        awarded=points.awarded,
        maximum=points.maximum,
        score=scoring.rounded(scoring.sheet_score(points, cap), places=6),
        vetoed=widest_veto(vetoes),
        capped="sheet" in vetoes,
    )
    return Filled(sheet, [_score(sheet, item, entries[item.pk], awards[item.pk]) for item in items], point.code)


def _score(sheet: Sheet, item: Item, entry: Entry, award: scoring.Award | None) -> Score:
    return Score(
        sheet=sheet,
        item=item,
        not_applicable=entry.not_applicable,
        count=entry.count,
        grade_id=entry.grade_id,
        passed=entry.passed,
        points=entry.points,
        awarded=award.awarded if award else None,
        maximum=award.maximum if award else None,
    )


def _write_trail(sheets: Iterable[Sheet]) -> None:
    kind = ContentType.objects.get_for_model(Sheet)
    TrailEntry.objects.bulk_create(
        (
            TrailEntry(
                subject_type=kind,
                subject_id=sheet.pk,
                by=sheet.inspector,
                by_name=str(sheet.inspector),
                verb="submit",
                at=sheet.submitted_at,
                old_state=SheetState.DRAFT,
                new_state=SheetState.SUBMITTED,
            )
            for sheet in sheets
        ),
        batch_size=1000,
    )
