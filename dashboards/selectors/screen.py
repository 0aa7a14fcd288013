"""What the wall shows beside the overview: projects and their money, what residents reported, how regularly garbage is cleared.

Stored figures alone, a fixed number of queries; everything in the reader's own scope.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F
from django.db.models.functions import ExtractMonth, ExtractYear

from dashboards.selectors.beside import Clearance, Report, clearance_of, covered_percent
from dashboards.selectors.comparisons import Row
from dashboards.selectors.overview import Overview, overview
from dashboards.selectors.rankings import Group
from dashboards.selectors.tasks import OpenTask, reddest
from facilities.lag import last_month_over
from facilities.models import Project
from facilities.selectors.funding_page import Needs, needs
from facilities.selectors.projects import Overview as ProjectCounts
from facilities.selectors.projects import ProjectRow, project_rows
from facilities.selectors.projects import overview as project_counts
from rectification.models import RectificationTask
from rectification.transitions import OPEN_STATES, State

TASKS = 6
PROJECTS = 6
NEEDS = 6
REPORTS = 6
UNITS = 12
"""Rows that fit on the wall, large enough to be read from five metres."""


@dataclass(frozen=True)
class Works:
    """rows: open projects, furthest behind first; needs: the largest gaps first."""

    counts: ProjectCounts
    rows: list[ProjectRow]
    needs: Needs

    @property
    def secured_percent(self) -> Decimal | None:
        return covered_percent(self.needs)


@dataclass(frozen=True)
class Residents:
    """This year's reports. by_month: (year, month) -> how many came, of this year and the last; states: how many in each."""

    year: int
    month: int
    by_month: dict[tuple[int, int], int]
    states: dict[str, int]
    latest: list[Report]

    @property
    def received(self) -> int:
        return sum(self.states.values())

    @property
    def open(self) -> int:
        return sum(n for state, n in self.states.items() if state in OPEN_STATES)

    @property
    def closed(self) -> int:
        return self.states.get(State.CLOSED, 0)

    @property
    def joined(self) -> int:
        """Reported before by somebody else: they follow the task that was there."""
        return self.states.get(State.DUPLICATE, 0)

    @property
    def compared(self) -> int:
        """What came in the months of this year that are over."""
        return self._until_this_month(self.year)

    @property
    def last_compared(self) -> int:
        """What came in the same months of last year."""
        return self._until_this_month(self.year - 1)

    def _until_this_month(self, year: int) -> int:
        return sum(self.by_month.get((year, month), 0) for month in range(1, self.month))


@dataclass(frozen=True)
class Screen:
    """What changes by the minute: the results and the tasks."""

    seen: Overview
    reddest: list[OpenTask]


@dataclass(frozen=True)
class Beside:
    """What changes with a record alone, and can be kept until then (core/kept.py)."""

    works: Works
    residents: Residents
    clearance: Clearance


def screen(user, now: datetime) -> Screen:
    return Screen(seen=overview(user, {}, now), reddest=reddest(user, now, TASKS))


def beside_screen(user, today: date) -> Beside:
    return Beside(works_of(user, today), residents_of(user, today), clearance_of(user, today))


def works_of(user, today: date) -> Works:
    """Open projects, those furthest behind their plan first; what has no lag at the end."""
    projects = Project.objects.visible_to(user).open().with_lag(last_month_over(today)).select_related("unit", "kind")
    shown = projects.order_by(F("lag_points").desc(nulls_last=True), "pk")[:PROJECTS]
    return Works(project_counts(user, today), project_rows(shown, today), needs(user, today.year, NEEDS))


def residents_of(user, today: date) -> Residents:
    """Three queries. Who reported is nowhere read."""
    reported = RectificationTask.objects.visible_to(user).filter(public_report__isnull=False).order_by()
    of_years = reported.annotate(year=ExtractYear("public_report__received_at")).filter(
        year__in=(today.year, today.year - 1)
    )
    months = of_years.annotate(month=ExtractMonth("public_report__received_at")).values_list("year", "month")
    states = of_years.filter(year=today.year).values_list("state").annotate(n=Count("pk"))
    latest = reported.select_related("finding__kind", "finding__point", "responsible_unit").order_by(
        "-public_report__received_at", "-pk"
    )
    return Residents(
        year=today.year,
        month=today.month,
        by_month={(year, month): n for year, month, n in months.annotate(n=Count("pk"))},
        states=dict(states),
        latest=[Report(task) for task in latest[:REPORTS]],
    )


@dataclass(frozen=True)
class Standings:
    """A group of the league table as the wall has room for it. left_out: rows between the first and the last ones."""

    group: Group
    first: list[Row]
    last: list[Row]
    left_out: int


def standings(groups: Iterable[Group]) -> list[Standings]:
    """Of a long group the first and the last rows; the room is shared by the first two groups."""
    shown = list(groups)[:2]
    room = UNITS // max(1, len(shown))
    return [_standings(group, room) for group in shown]


def _standings(group: Group, room: int) -> Standings:
    if len(group.rows) <= room:
        return Standings(group, group.rows, [], 0)
    half = room // 2
    return Standings(group, group.rows[:half], group.rows[-half:], len(group.rows) - 2 * half)
