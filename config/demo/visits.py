"""The rounds in progress: sheets that came in through the service, drafts, and points that nobody has seen yet."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from config.demo.dates import in_office_hours
from config.demo.marks import make_entries
from config.demo.rounds import HALF_DONE, Plan
from config.demo.sheets import make_key
from config.demo.shelf import PhotoShelf
from config.demo.timing import Clock
from core.models import PhotoPurpose, User
from facilities.models import Point
from inspections.models import Item, Level, Sheet
from inspections.services.entries import Entry
from inspections.services.sheets import items_for, save_draft, submit_sheet

LEAST_DONE, MOST_DONE = 0.35, 0.65
"""Of each inspector's points so much is visited, however new or old the round is."""

DRAFTS_EACH = 2
DESERVED = 89.5
PHOTOGRAPHED_BEFORE = (28, 24, 5)
"""Hours: the newest sheets, each with a photo of a lost item, of which a task comes."""

KNOWN_TROUBLE = {"NT-12"}
"""Visited early: what is wrong there has a task already."""

PHOTOS = {
    "HW-06": ("garbage_house", "箱体不净、垃圾满出2处"),
    "HW-07": ("village", "门前堆放杂物2处"),
    "HW-01": ("street", "地面有散落垃圾2处"),
}


@dataclass(frozen=True)
class Visit:
    """ended_at None: still a draft. photographed: with a photo of an item that lost points."""

    plan: Plan
    point: Point
    inspector: User
    started_at: datetime
    ended_at: datetime | None = None
    photographed: bool = False


def visits_in(plan: Plan, clock: Clock, points: dict[str, Point], people: dict[str, User]) -> list[Visit]:
    """What has been done in a round in progress."""
    done, drafts = [], []
    for account in dict.fromkeys(account for account, _code in plan.visits):
        codes = [code for one, code in plan.visits if one == account and code != HALF_DONE]
        count = round(len(codes) * _share_done(plan, clock))
        if (account, HALF_DONE) in plan.visits:
            codes.insert(count, HALF_DONE)
        visits = [Visit(plan, points[code], people[account], clock.recently(1)) for code in codes]
        done += visits[:count]
        drafts += visits[count : count + DRAFTS_EACH]
    done.sort(key=lambda visit: visit.point.code not in KNOWN_TROUBLE)
    return [*_timed(done, plan, clock), *drafts]


def _share_done(plan: Plan, clock: Clock) -> float:
    days = (plan.round.ends_on - plan.round.starts_on).days + 1
    return min(max((clock.now.date() - plan.round.starts_on).days / days, LEAST_DONE), MOST_DONE)


def _timed(visits: list[Visit], plan: Plan, clock: Clock) -> list[Visit]:
    """Visits one after the other over the days gone; the newest three at the hours given above."""
    newest = PHOTOGRAPHED_BEFORE if plan.round.level != Level.CLEANING else ()
    start = datetime.combine(plan.round.starts_on, time(9), clock.now.tzinfo)
    room, older = clock.recently(32) - start, len(visits) - len(newest)
    ends = [in_office_hours(start + room * number / older).replace(second=0, microsecond=0) for number in range(older)]
    ends += [clock.recently(hours).replace(second=0, microsecond=0) for hours in newest]
    return [
        replace(visit, started_at=end - timedelta(minutes=13), ended_at=end, photographed=number >= older)
        for number, (visit, end) in enumerate(zip(visits, ends, strict=True))
    ]


def make_sheet(visit: Visit, shelf: PhotoShelf) -> Sheet:
    """The visit's sheet: submitted, or kept as a draft."""
    code = visit.point.code
    rng = Random(f"visit {visit.plan.round.name} {code} {visit.inspector.username}")
    items = items_for(visit.plan.round, visit.point)
    common = {"key": make_key(rng), "round": visit.plan.round, "point": visit.point, "inspector": visit.inspector}
    entries = _half_done(items) if code == HALF_DONE else make_entries(items, code, rng.gauss(DESERVED, 1.5), rng)
    if not visit.ended_at:
        begun = entries if code == HALF_DONE else dict(list(entries.items())[: len(items) // 3])
        sheet = save_draft(**common, entries=begun, now=visit.started_at)
        if code == HALF_DONE:
            _photograph(sheet, "HW-01", ("market", "ditch"), visit, shelf)
        return sheet
    if visit.photographed:
        item = next(item for lost in PHOTOS for item in items if item.code == lost)
        scene, remark = PHOTOS[item.code]
        entries[item.pk] = Entry(count=2, remark=remark)
        sheet = save_draft(**common, entries=entries, now=visit.started_at)
        _photograph(sheet, item.code, (scene,), visit, shelf)
    return submit_sheet(**common, entries=entries, now=visit.ended_at, visited_at=visit.ended_at)


def _half_done(items: list[Item]) -> dict[int, Entry]:
    """The market's sheet as it stands: (8.5 + 6 + 5) / 25 = 78.00, and an item that does not apply."""
    by_code = {item.code: item for item in items}
    middle = sorted(by_code["HW-02"].scale.grades.all(), key=lambda grade: grade.share)[1]
    wanted = {
        "HW-01": Entry(count=3, remark="菜叶、污水"),
        "HW-02": Entry(grade_id=middle.pk),
        "HW-03": Entry(passed=True),
        "ZX-01": Entry(not_applicable=True),
    }
    return {by_code[code].pk: entry for code, entry in wanted.items()}


def _photograph(sheet: Sheet, code: str, scenes: tuple[str, ...], visit: Visit, shelf: PhotoShelf) -> None:
    score = sheet.scores.get(item__code=code)
    for scene in scenes:
        photo = shelf.photo(
            scene, f"sheet {visit.point.code}", 1, purpose=PhotoPurpose.PROBLEM, by=visit.inspector, at=visit.started_at
        )
        photo.subject = score
        photo.save()
