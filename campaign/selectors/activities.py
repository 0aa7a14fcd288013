"""What the pages of activities, recurring ones and volunteer teams show. Queries don't grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from campaign.models import Activity, ActivitySeries, VolunteerTeam
from campaign.recurrence import Term, TermCourse, TermState, course, how_often, next_due


@dataclass(frozen=True)
class SeriesRow:
    """often: '每季度1次'. course: every term that has begun, the newest first. due: the next one to be met, None at the end."""

    series: ActivitySeries
    often: str
    course: list[TermCourse]
    due: Term | None
    is_running: bool

    @property
    def met(self) -> int:
        return sum(one.state == TermState.MET for one in self.course)

    @property
    def missed(self) -> int:
        return sum(one.state == TermState.MISSED for one in self.course)

    @property
    def last_held(self) -> date | None:
        return next((one.held_on for one in self.course if one.held_on), None)


def series_rows(series: Iterable[ActivitySeries], today: date) -> list[SeriesRow]:
    """One query for all days on which any of them was held."""
    series = list(series)
    held = held_days(series)
    return [_series_row(one, held[one.pk], today) for one in series]


def _series_row(series: ActivitySeries, held: list[date], today: date) -> SeriesRow:
    terms = (series.starts_on, series.every_months, held, today, series.ends_on)
    due = next_due(*terms)
    return SeriesRow(
        series, how_often(series.every_months), course(*terms)[::-1], due, bool(due and due.starts_on <= today)
    )


def held_days(series: Iterable[ActivitySeries]) -> dict[int, list[date]]:
    """Series' number > the days on which it was held, in order."""
    days: dict[int, list[date]] = defaultdict(list)
    rows = Activity.objects.present().filter(series__in=[one.pk for one in series], is_held=True)
    for number, day in rows.order_by("held_on").values_list("series_id", "held_on"):
        days[number].append(day)
    return days


@dataclass(frozen=True)
class TeamRow:
    """activities, hours: of the year, held ones only. hours: people times hours, None where no activity says both."""

    team: VolunteerTeam
    activities: int
    hours: Decimal | None


def team_rows(teams: Iterable[VolunteerTeam], year: int) -> list[TeamRow]:
    """An activity that several teams held counts in full for each of them, so the rows do not add up to the total."""
    teams = list(teams)
    counts: dict[int, int] = defaultdict(int)
    hours: dict[int, Decimal] = {}
    links = Activity.objects.present().filter(is_held=True, held_on__year=year, teams__in=[team.pk for team in teams])
    for team, people, each in links.order_by().values_list("teams", "people", "hours"):
        counts[team] += 1
        if people is not None and each is not None:
            hours[team] = hours.get(team, Decimal(0)) + people * each
    return [TeamRow(team, counts[team.pk], hours.get(team.pk)) for team in teams]


@dataclass(frozen=True)
class TeamTotals:
    """members: of the teams that say so. hours: each activity once, however many teams held it."""

    teams: int
    members: int
    activities: int
    hours: Decimal


def team_totals(teams, year: int) -> TeamTotals:
    """teams: a queryset."""
    shared = Activity.objects.present().filter(
        is_held=True, held_on__year=year, teams__in=teams.order_by().values("pk")
    )
    rows = shared.order_by().distinct().values_list("pk", "people", "hours")
    hours = [people * each for _pk, people, each in rows if people is not None and each is not None]
    members = teams.order_by().aggregate(n=Sum("members"))["n"] or 0
    return TeamTotals(teams.count(), members, len(rows), sum(hours, Decimal(0)))


def hours_words(hours: Decimal | None) -> str:
    """'12', '12.5'; a dash for nothing known."""
    if hours is None:
        return "—"
    text = f"{hours:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class ActivityFigures:
    """Of the activities that are filtered: held, planned, people, volunteer hours."""

    held: int
    planned: int
    people: int
    hours: str


def activity_figures(activities) -> ActivityFigures:
    """activities: a queryset; one query, one row for each number of hours. Only what was held counts for people and hours."""
    rows = activities.order_by().values_list("is_held", "hours").annotate(n=Count("pk"), sum=Sum("people"))
    held = [(each, n, people or 0) for is_held, each, n, people in rows if is_held]
    planned = sum(n for is_held, _each, n, _people in rows if not is_held)
    hours = sum((people * each for each, _n, people in held if each), Decimal(0))
    return ActivityFigures(
        sum(n for _each, n, _people in held), planned, sum(row[2] for row in held), hours_words(hours)
    )
