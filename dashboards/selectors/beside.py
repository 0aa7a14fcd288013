"""What stands on the leader's first page beside the results: projects, money, residents, drives, daily clearance.

Everything in the reader's own scope; the number of queries doesn't depend on the number of records.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal

from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone

from campaign.models import Drive
from campaign.selectors.drives import DriveRow, drive_rows
from facilities.clearing import Claim, Tally, telling_month
from facilities.lag import last_month_over
from facilities.models import Facility, Project
from facilities.selectors.clearance import month_total
from facilities.selectors.funding_page import FundingTable, Needs, funding_table, needs
from facilities.selectors.projects import Overview as ProjectCounts
from facilities.selectors.projects import ProjectRow, project_rows
from facilities.selectors.projects import overview as project_counts
from facilities.thresholds import basic_percent_of
from rectification.models import RectificationTask, Source
from rectification.periods import Period, between
from rectification.selectors.indicators import rules_on
from rectification.selectors.orders import waiting_for_signature
from rectification.selectors.report_page import Links
from rectification.transitions import State

PROJECTS, REPORTS, DRIVES = 4, 4, 2
"""So many stand on the page; the lists have all of them."""


@dataclass(frozen=True)
class Projects:
    """rows: open ones, furthest behind first; where nothing is known of the lag, last."""

    counts: ProjectCounts
    rows: list[ProjectRow]


@dataclass(frozen=True)
class Money:
    """needs: of the open projects over all years; table: of the year, by source."""

    year: int
    needs: Needs
    table: FundingTable

    @property
    def percent(self) -> Decimal | None:
        return covered_percent(self.needs)


def covered_percent(needs: Needs) -> Decimal | None:
    """What is covered of the need, 0..100 with one place, rounded down: 100.0 is nothing short. None without a need. What one project
    has too much of covers no other's need."""
    need = needs.total.need
    return (100 * (need - needs.gap) / need).quantize(Decimal("0.1"), ROUND_DOWN) if need else None


@dataclass(frozen=True)
class Report:
    """What a resident reported, with what became of it; who reported is nowhere read."""

    task: RectificationTask

    @property
    def words(self) -> str:
        """What is wrong, once the office has taken it up; before that its kind alone, because anything may stand in it."""
        finding = self.task.finding
        if self.task.state not in (State.REPORTED, State.REJECTED):
            return finding.description
        return finding.kind.name if finding.kind else ""


@dataclass(frozen=True)
class Residents:
    """This week's reports, less the duplicates, and how many of them are registered; the latest ones.

    received None: for whom a number would be a choice of tasks (an inspector).
    """

    week: Period
    received: int | None
    registered: int | None
    latest: list[Report]

    @property
    def week_url(self) -> str:
        return f"{Links('unit', self.week, self.week).to('reported')}&source={Source.PUBLIC}"

    @property
    def registered_url(self) -> str:
        return f"{Links('unit', self.week, self.week).to('registered')}&source={Source.PUBLIC}"


@dataclass(frozen=True)
class Clearance:
    """日产日清 of a month, up to yesterday. basic_percent: from which share 'basically' is said of it."""

    month: date
    tally: Tally
    claim: Claim
    basic_percent: int


@dataclass(frozen=True)
class Beside:
    projects: Projects
    money: Money
    residents: Residents
    drives: list[DriveRow]
    clearance: Clearance
    orders: int


def beside(user, year: int, now: datetime) -> Beside:
    """year: of the money. All else is what holds today."""
    today = timezone.localtime(now).date()
    return Beside(
        projects=projects_of(user, today),
        money=Money(year, needs(user, today.year, 1), funding_table(user, "source", year, None, today)),
        residents=residents_of(user, now),
        drives=drives_of(user, today),
        clearance=clearance_of(user, today),
        orders=waiting_for_signature(user),
    )


def projects_of(user, today: date) -> Projects:
    open_ones = Project.objects.visible_to(user).open().with_lag(last_month_over(today))
    rows = open_ones.order_by(F("lag_points").desc(nulls_last=True), "pk")[:PROJECTS]
    return Projects(project_counts(user, today), project_rows(rows, today))


def residents_of(user, now: datetime) -> Residents:
    """The week begins on Monday."""
    local = timezone.localtime(now)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(), local.tzinfo)
    week = between(monday, monday + timedelta(days=7), local)
    counted = RectificationTask.objects.reported_on_to(user).filter(source=Source.PUBLIC)
    rules, reads = rules_on(week.first_day), user.access.has("office", "leader", "admin", "unit")
    latest = RectificationTask.objects.visible_to(user).filter(source=Source.PUBLIC)
    latest = latest.select_related("finding__kind", "finding__point", "responsible_unit")
    return Residents(
        week=week,
        received=counted.counted_in("reported", week, rules).count() if reads else None,
        registered=counted.counted_in("registered", week, rules).count() if reads else None,
        latest=[Report(task) for task in latest.order_by("-reported_at", "-pk")[:REPORTS]],
    )


def drives_of(user, today: date) -> list[DriveRow]:
    """Those that run before those that are over, then those to come; the latest first."""
    begun = Case(When(starts_on__lte=today, then=0), default=1, output_field=IntegerField())
    running = Case(When(closed_at=None, ends_on__gte=today, then=Value(0)), default=1, output_field=IntegerField())
    drives = Drive.objects.visible_to(user).with_zone_count().annotate(begun=begun, running=running)
    return drive_rows(drives.order_by("begun", "running", "-starts_on", "-pk")[:DRIVES], today)


def clearance_of(user, today: date) -> Clearance:
    month = telling_month(today)
    tally = month_total(Facility.objects.visible_to(user), month, today)
    basic_percent = basic_percent_of(month)
    return Clearance(month, tally, tally.claim(basic_percent), basic_percent)
