"""A synthetic city of about N item scores: a real load for the pages, beside the demo town and without touching it.

Its rounds are a third party's: the more scores, the more rounds and years. Units and points stay the same, as in life.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from random import Random

from django.db import transaction

from config.demo.dates import FIRST_DAY_OF_ALL
from config.demo.sheets import make_key
from core.models import Post, Role, Unit, UnitKind, User
from facilities.models import Point, PointKind
from inspections.models import Item, Level, Method, Round, RoundState, Score, Section, Sheet, SheetState, Standard
from inspections.services.rounds import change_round

NAME, SERIES = "望川市", "第三方测评"
TOWNS, VILLAGES_EACH, POINTS_EACH = 20, 10, 2
SECTIONS, ITEMS_EACH = 4, 5
ITEMS = SECTIONS * ITEMS_EACH
MOST_SHEETS = TOWNS * VILLAGES_EACH * POINTS_EACH
SCORES_A_ROUND = MOST_SHEETS * ITEMS
MOST_ROUNDS_A_YEAR, LEAST_YEARS = 25, 2
MAXIMUM, EACH = Decimal(5), Decimal("0.50")
AWARDED = [MAXIMUM - count * EACH for count in range(11)]
"""Points awarded by the number of places found."""


@dataclass
class Ground:
    """What all rounds have in common. departments: by a village's id, the id of the department that answers for its points."""

    city: Unit
    office: User
    standard: Standard
    items: list[Item]
    points: list[Point]
    departments: dict[int, int]


class ScaleCity:
    """Makes the city up to `now` (aware, local time) with about `scores` item scores (1 and up)."""

    def __init__(self, now: datetime, scores: int):
        self.now = now
        self.rounds = max(1, round(scores / SCORES_A_ROUND))
        self.sheets = min(MOST_SHEETS, max(1, round(scores / self.rounds / ITEMS)))

    def load(self) -> Iterator[tuple[int, int]]:
        """Makes it round by round; gives the number of rounds done and of all."""
        with transaction.atomic():
            ground = make_ground(self.now)
        for done, (year, number, day) in enumerate(self.days(), 1):
            with transaction.atomic():
                self.make_round(ground, year, number, day)
            if done % 10 == 0 or done == self.rounds:
                yield done, self.rounds

    def days(self) -> Iterator[tuple[int, int, date]]:
        """Year, number in the year and day of every round: the same number in every year, spread over its days."""
        years = max(min(LEAST_YEARS, self.rounds), ceil(self.rounds / MOST_ROUNDS_A_YEAR))
        a_year = ceil(self.rounds / years)
        length = (self.now.date() - date(self.now.year, 1, 1)).days or 1
        for number in range(self.rounds):
            year, nth = self.now.year - years + 1 + number // a_year, number % a_year
            yield year, nth + 1, date(year, 1, 1) + timedelta(days=length * nth // a_year)

    def make_round(self, ground: Ground, year: int, number: int, day: date) -> None:
        """One round with its sheets, closed and published by the service that works the results out."""
        round = Round.objects.create(
            year=year,
            level=Level.THIRD_PARTY,
            series=SERIES,
            number=number,
            name=f"{year}年第{number}期第三方测评",
            territory=ground.city,
            standard=ground.standard,
            starts_on=day,
            ends_on=day,
            state=RoundState.OPEN,
        )
        evening = datetime.combine(day, time(18), self.now.tzinfo)
        self.fill(ground, round, evening)
        round = change_round(round=round, verb="close", by=ground.office, now=evening)
        change_round(round=round, verb="publish", by=ground.office, now=evening)

    def fill(self, ground: Ground, round: Round, moment: datetime) -> None:
        rng = Random(f"scale {round.year} {round.number}")
        level = {point.unit_id: rng.gauss(1.2, 0.35) for point in ground.points}
        visits = []
        for point in ground.points[: self.sheets]:
            counts = [min(10, max(0, int(rng.gauss(level[point.unit_id], 1.1)))) for _ in ground.items]
            awarded = sum((AWARDED[count] for count in counts), Decimal(0))
            maximum = MAXIMUM * ITEMS
            visits.append((counts, Sheet(
                key=make_key(rng), round=round, point=point, inspector=ground.office, unit_id=point.unit_id,
                state=SheetState.SUBMITTED, started_at=moment, submitted_at=moment, visited_at=moment, awarded=awarded,
                maximum=maximum, score=100 * awarded / maximum,
            )))  # fmt: skip
        sheets = Sheet.objects.bulk_create([sheet for _counts, sheet in visits])
        through = Sheet.departments.through
        through.objects.bulk_create(
            through(sheet_id=sheet.pk, unit_id=ground.departments[sheet.unit_id]) for sheet in sheets
        )
        Score.objects.bulk_create(
            Score(sheet_id=sheet.pk, item_id=item.pk, count=count, awarded=AWARDED[count], maximum=MAXIMUM)
            for counts, sheet in visits
            for item, count in zip(ground.items, counts, strict=True)
        )


def make_ground(now: datetime) -> Ground:
    city = Unit.objects.add_root(create_kwargs={"name": NAME, "kind": UnitKind.CITY})
    villages, departments = [], {}
    for number in range(1, TOWNS + 1):
        town = Unit.objects.add_child(city, create_kwargs={"name": f"望川{number:02}镇", "kind": UnitKind.TOWN})
        department = _add(town, f"望川{number:02}镇城管办", UnitKind.DEPARTMENT)
        made = [_add(town, f"望川{number:02}镇{nth:02}村", UnitKind.VILLAGE) for nth in range(1, VILLAGES_EACH + 1)]
        villages += [(town, village) for village in made]
        departments |= {village.pk: department.pk for village in made}
    standard, items = _make_standard(now)
    return Ground(city, _make_office(city), standard, items, _make_points(villages), departments)


def _add(parent: Unit, name: str, kind: str) -> Unit:
    return Unit.objects.add_child(parent, create_kwargs={"name": name, "kind": kind})


def _make_office(city: Unit) -> User:
    """Publishes the rounds; nobody signs in with it."""
    user = User(username="third-party", display_name="第三方测评机构", is_demo=True, is_active=False)
    user.set_unusable_password()
    user.save()
    Post.objects.create(user=user, role=Role.OFFICE, unit=city, starts_on=FIRST_DAY_OF_ALL)
    return user


def _make_standard(frozen_at: datetime) -> tuple[Standard, list[Item]]:
    standard = Standard.objects.create(name="第三方测评体系", frozen_at=frozen_at)
    sections = Section.objects.bulk_create(
        Section(standard=standard, name=f"测评项目{number}", order=number) for number in range(1, SECTIONS + 1)
    )
    items = Item.objects.bulk_create(
        Item(
            standard=standard, section=section, order=number, code=f"T{section.order}-{number}", method=Method.DEDUCT,
            name=f"测评项{section.order}.{number}", rule="每处扣0.5分，扣完为止", max_points=MAXIMUM, each=EACH,
        )
        for section in sections
        for number in range(1, ITEMS_EACH + 1)
    )  # fmt: skip
    return standard, items


def _make_points(villages: list[tuple[Unit, Unit]]) -> list[Point]:
    kinds = list(PointKind.objects.order_by("order")[:2])
    return Point.objects.bulk_create(
        Point(code=f"{village.pk}-{nth}", name=f"{village.name}{nth}号点位", kind=kind, town=town, unit=village)
        for town, village in villages
        for nth, kind in enumerate(kinds, 1)
    )
