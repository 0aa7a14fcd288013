"""What leaders see of the rectification tasks: lights, the reddest ones, points at stake, closing on time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Sum

from rectification.clocks_text import time_left
from rectification.indicators import ON_TIME, Rate, difference
from rectification.models import IndicatorRules, RectificationTask
from rectification.periods import Period
from rectification.selectors.indicators import on_time_rates
from rectification.selectors.report_page import Links
from rectification.transitions import Light


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
    """按期结案率 of a year so far and of the same part of the year before, by the report's own definition (rectification.models.figures)."""

    period: Period
    rules: IndicatorRules
    this: Rate
    last: Rate

    @property
    def tasks_url(self) -> str:
        """The tasks that the year's rate is made of."""
        return Links("unit", self.period, self.period).to(ON_TIME.whole)

    @property
    def percents(self) -> tuple[Decimal | None, Decimal | None]:
        """Both years', 0..100; None where there are too few tasks for a percentage."""
        least = self.rules.least_for_percent
        return self.this.percent(least), self.last.percent(least)

    @property
    def difference(self) -> Decimal | None:
        """Percentage points; None where either year has no percentage."""
        return difference(*self.percents)


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
    """In three queries."""
    return OnTime(*on_time_rates(user, year, now))
