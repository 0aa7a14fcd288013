"""Fills the demo town up to a given number of tasks, one in ten of them open, over ten years: rows made in bulk, without a trail.

manage.py shell -c "from tests.bench.many_tasks import fill; fill(50_000)"
"""

from datetime import datetime, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from core.models import Unit
from facilities.models import Point
from rectification.models import Finding, LimitUnit, ProblemKind, RectificationTask, Source
from rectification.services.changes import words_of
from rectification.transitions import State
from tests.bench.tasks import RARE_OPEN_WORD, RARE_WORD

BATCH = 1000
COMES_BACK = 0.05
"""Share of the findings by which something closed came back."""
YEARS = 10
OPEN = (
    State.REPORTED,
    State.REGISTERED,
    State.ASSIGNED,
    State.IN_PROGRESS,
    State.IN_PROGRESS,
    State.SUBMITTED,
    State.SUSPENDED,
)
ENDED = (*[State.CLOSED] * 18, State.CANCELLED, State.REJECTED)
PROBLEMS = (
    "路面散落垃圾{n}处",
    "垃圾桶满溢",
    "井盖松动",
    "路灯{n}盏不亮",
    "墙面小广告成片",
    "店外经营占道",
    "绿化带缺株{n}株",
    "乱堆乱放",
)


def fill(total: int) -> None:
    """Up to `total` tasks, of which a tenth is open."""
    now, random = timezone.now(), Random(total)
    there, open_there = RectificationTask.objects.count(), RectificationTask.objects.open().count()
    still_open = max(0, total // 10 - open_there)
    makes = Maker(random, now, there)
    batch: list[RectificationTask] = []
    for number in range(total - there):
        batch.append(makes.task(number, is_open=number < still_open, is_first=number in (0, still_open)))
        if len(batch) == BATCH:
            store(batch)
            makes.closed += [task for task in batch if task.state == State.CLOSED][::20]
            batch = []
    store(batch)
    if connection.vendor == "postgresql":  # what autovacuum does some minutes after so many new rows
        connection.cursor().execute("VACUUM ANALYZE")


def store(tasks: list[RectificationTask]) -> None:
    for task, finding in zip(tasks, Finding.objects.bulk_create([task.finding for task in tasks]), strict=True):
        task.finding = finding
    RectificationTask.objects.bulk_create(tasks)


class Maker:
    """Makes tasks that aren't stored yet."""

    def __init__(self, random: Random, now: datetime, there: int):
        self.random, self.now, self.there = random, now, there
        self.town = Unit.objects.home()
        self.units = list(Unit.objects.below(self.town).answering())
        self.points = list(Point.objects.all())
        self.kinds = list(ProblemKind.objects.all())
        self.closed: list[RectificationTask] = []

    def task(self, number: int, is_open: bool, is_first: bool) -> RectificationTask:
        random = self.random
        state = random.choice(OPEN if is_open else ENDED)
        age = timedelta(minutes=random.randrange(60 * 24 * (30 if is_open else 365 * YEARS)))
        reported = self.now - age - (timedelta() if is_open else timedelta(days=20))
        finding = self._finding(reported, (RARE_OPEN_WORD if is_open else RARE_WORD) if is_first else "")
        if self.closed and not is_open and random.random() < COMES_BACK:
            finding.recurs_of = random.choice(self.closed)
            finding.point = finding.recurs_of.finding.point
            finding.found_at = reported = finding.recurs_of.closed_at + timedelta(days=random.randint(1, 80))
        task = RectificationTask(
            number=f"整-B-{self.there + number:06}", finding=finding, town=self.town, source=finding.source,
            kind=finding.kind, state=state, reported_at=reported,
            limit_amount=3, limit_unit=LimitUnit.WORKING_DAYS,
        )  # fmt: skip
        self._go_on(task)
        task.search_text = words_of(task)
        return task

    def _finding(self, at: datetime, word: str) -> Finding:
        random = self.random
        point = random.choice(self.points)
        return Finding(
            source=random.choice(Source.values), description=random.choice(PROBLEMS).format(n=random.randint(2, 9)) + word,
            town=self.town, point=point, unit=point.unit, kind=random.choice(self.kinds), found_at=at,
            item_code=random.choice(("HW-01", "HW-05", "SS-01")),
        )  # fmt: skip

    def _go_on(self, task: RectificationTask) -> None:
        """The moments that a task in this state has."""
        if task.state in (State.REPORTED, State.REJECTED):
            return
        task.registered_at = task.reported_at + timedelta(hours=1)
        if task.state == State.REGISTERED:
            return
        task.responsible_unit = self.random.choice(self.units)
        task.clock_started_at = task.registered_at
        task.deadline = task.registered_at + timedelta(days=self.random.choice((5, 5, 20)))
        task.warn_at = task.registered_at + (task.deadline - task.registered_at) * 3 / 4
        task.suspended_at = task.registered_at if task.state == State.SUSPENDED else None
        if task.state in (State.SUBMITTED, State.CLOSED):
            task.passes, task.reworks = self.random.choice(((1, 0), (1, 0), (1, 0), (2, 1)))
            task.submitted_at = task.registered_at + timedelta(days=self.random.randint(1, 9))
        if task.state == State.CLOSED:
            task.closed_at = task.submitted_at + timedelta(hours=self.random.randint(1, 60))
            task.minutes_to_close = self.random.randint(60, 9000)
