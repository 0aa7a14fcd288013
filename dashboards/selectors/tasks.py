"""What leaders see of the rectification tasks: lights, the reddest ones, points at stake, closing on time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from dashboards.comparison import Share
from rectification.clocks_text import time_left
from rectification.models import RectificationTask
from rectification.transitions import Light, State

NEVER_DUE = (State.SUSPENDED, State.CANCELLED, State.REJECTED, State.DUPLICATE)
"""What isn't counted among the tasks that were due: the deadline does not run, or there is nothing to do."""


@dataclass(frozen=True)
class TaskFigures:
    """lights: Light value -> number of open tasks; at_stake: points that closing the open tasks would win back."""

    lights: dict[str, int]
    at_stake: Decimal
    at_stake_tasks: int

    @property
    def open(self) -> int:
        return sum(self.lights.values())

    @property
    def overdue(self) -> int:
        return self.lights[Light.RED]


@dataclass(frozen=True)
class OnTime:
    """按期结案率 of two equal periods: closed by the deadline, of all whose deadline lay in the period."""

    this: Share
    last: Share

    @property
    def difference(self) -> Decimal | None:
        """Percentage points; None where either year has too few tasks for a percentage."""
        if self.this.percent is None or self.last.percent is None:
            return None
        return self.this.percent - self.last.percent


def task_figures(user, now: datetime) -> TaskFigures:
    """Of all open tasks in the user's scope, in one query."""
    scored = Q(finding__at_stake__gt=0)
    counted = (
        RectificationTask.objects.visible_to(user)
        .open()
        .annotate_light(now)
        .aggregate(
            **{light: Count("pk", filter=Q(light=light)) for light in Light.values},
            stake=Sum("finding__at_stake", filter=scored),
            stake_tasks=Count("pk", filter=scored),
        )
    )
    return TaskFigures(
        {light: counted[light] for light in Light.values}, counted["stake"] or Decimal(0), counted["stake_tasks"]
    )


@dataclass(frozen=True)
class OpenTask:
    """A task in the short list. due: how much time is left or how long it is overdue, in words; '' without a deadline."""

    task: RectificationTask
    light: str
    due: str

    @property
    def icon(self) -> str:
        return f"light-{self.light}"

    @property
    def css(self) -> str:
        return f"light-dot light-dot--{self.light}"

    @property
    def is_late(self) -> bool:
        return self.light == Light.RED


def reddest(user, now: datetime, most: int = 4) -> list[OpenTask]:
    """Open tasks, overdue longest first."""
    tasks = RectificationTask.objects.visible_to(user).open().reddest_first(now)
    found = tasks.select_related("finding__point", "responsible_unit")[:most]
    return [OpenTask(task, task.light, time_left(task.deadline, now) if task.deadline else "") for task in found]


def closed_on_time(user, year: int, now: datetime) -> OnTime:
    """Of the tasks due in the year so far, and of those due in the same part of the year before, in one query.

    Due: the deadline lay in the period and is over; suspended, cancelled, rejected and duplicate tasks don't count.
    """
    this, last = Q(deadline__range=period(year, now)), Q(deadline__range=last_period(year, now))
    on_time = Q(state=State.CLOSED, closed_at__lte=F("deadline"))
    counted = (
        RectificationTask.objects.visible_to(user)
        .filter(this | last)
        .exclude(state__in=NEVER_DUE)
        .aggregate(
            due=Count("pk", filter=this),
            on_time=Count("pk", filter=this & on_time),
            last_due=Count("pk", filter=last),
            last_on_time=Count("pk", filter=last & on_time),
        )
    )
    return OnTime(Share(counted["on_time"], counted["due"]), Share(counted["last_on_time"], counted["last_due"]))


def period(year: int, now: datetime) -> tuple[datetime, datetime]:
    """The year in the zone of `now` (local time), up to now."""
    start = now.replace(year, 1, 1, 0, 0, 0, 0)
    return start, min(max(now, start), now.replace(year + 1, 1, 1, 0, 0, 0, 0))


def last_period(year: int, now: datetime) -> tuple[datetime, datetime]:
    """The same part of the year before."""
    start, end = period(year, now)
    return _year_earlier(start), _year_earlier(end)


def _year_earlier(moment: datetime) -> datetime:
    leap_day = (moment.month, moment.day) == (2, 29)
    return moment.replace(moment.year - 1, day=28 if leap_day else moment.day)
