"""What leaders see of the rectification tasks: lights, the reddest ones, points at stake, closing on time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from dashboards.comparison import Share
from rectification.clocks_text import time_left
from rectification.models import RectificationTask
from rectification.selectors.due import same_part_of_the_year_before, year_so_far
from rectification.transitions import Light, State


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
    counted = (
        RectificationTask.objects.visible_to(user)
        .open()
        .annotate_light(now)
        .order_by()
        .values_list("light")
        .annotate(Count("pk"), Sum("finding__at_stake"), Count("finding__at_stake"))
    )
    lights, at_stake, at_stake_tasks = dict.fromkeys(Light.values, 0), Decimal(0), 0
    for light, n, stake, stake_tasks in counted:
        lights[light] = n
        at_stake += stake or 0
        at_stake_tasks += stake_tasks
    return TaskFigures(lights, at_stake, at_stake_tasks)


@dataclass(frozen=True)
class OpenTask:
    """A task in the short list. due: how much time is left, or how long it is overdue, in words."""

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


SHOWN = (
    "state",
    "deadline",
    "warn_at",
    "reworks",
    "finding__description",
    "finding__place",
    "finding__point__name",
    "responsible_unit__name",
)


def reddest(user, now: datetime, most: int = 4) -> list[OpenTask]:
    """Tasks on which a deadline is running: overdue longest first, then what is due soonest."""
    tasks = RectificationTask.objects.visible_to(user).running().order_by("deadline", "-pk")
    found = tasks.select_related("finding__point", "responsible_unit").only(*SHOWN)[:most]
    return [OpenTask(task, task.light_at(now), time_left(task.deadline, now)) for task in found]


def closed_on_time(user, year: int, now: datetime) -> OnTime:
    """Of the tasks due in the year so far, and of those due in the same part of the year before, in one query."""
    (start, end), last = year_so_far(year, now), same_part_of_the_year_before(year, now)
    tasks = RectificationTask.objects.visible_to(user)
    counted = (
        (tasks.due_between(start, end) | tasks.due_between(*last))
        .order_by()
        .values_list(Q(deadline__gte=start), Q(state=State.CLOSED, closed_at__lte=F("deadline")))
        .annotate(Count("pk"))
    )
    numbers = {(bool(this_year), bool(on_time)): n for this_year, on_time, n in counted}
    return OnTime(*(share_of(numbers.get((year, True), 0), numbers.get((year, False), 0)) for year in (True, False)))


def share_of(on_time: int, late: int) -> Share:
    return Share(on_time, on_time + late)
