"""Honours and activities for residents. Honours name households and people, because that is what publicising them is for: while
residents may object, and once awarded. What was revoked or declined is no longer shown."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from campaign.models import Activity, CampaignYear, Honour, HonourFor, HonourState

LINES = 6
"""Of honours on the first page."""
AHEAD = 5
"""Activities on the first page."""


@dataclass(frozen=True)
class HonourLine:
    """So many honours of one kind and year. until: the last day to object; None once they are awarded. is_over: it has passed."""

    kind: str
    year: int
    n: int
    for_people: bool
    until: date | None = None
    is_over: bool = False


@dataclass(frozen=True)
class Named:
    """A line with the names: unit > names."""

    line: HonourLine
    units: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Honours:
    """publicised: of all years, open to objections. awarded: of `year`. years: those that have awarded ones."""

    publicised: list[Named]
    awarded: list[Named]
    year: int | None
    years: list[int]


@dataclass(frozen=True)
class Activities:
    """ahead: planned, the next first. held: of `year`, the latest first. years: those in which something was held."""

    ahead: list[Activity]
    held: list[Activity]
    year: int | None
    years: list[int]


def slogan_of(year: int) -> str:
    """What the campaign's year stands under; '' without one."""
    return CampaignYear.objects.filter(year=year).values_list("slogan", flat=True).first() or ""


def honour_lines(today: date) -> list[HonourLine]:
    """What residents may still object to first, then the latest year's awards. One query."""
    rows = list(
        Honour.objects.public()
        .order_by("-year", "kind__order", "kind__name")
        .values_list("kind__name", "year", "kind__given_to", "state", "objections_until")
        .annotate(n=Count("pk"))
    )
    shown = [_line(row, today) for row in rows if row[3] == HonourState.PUBLICISED]
    return [*sorted(shown, key=lambda line: (line.is_over, line.until)), *_awarded_lines(rows)][:LINES]


def _awarded_lines(rows: list[tuple]) -> list[HonourLine]:
    """Of the latest year, one a kind: terms differ among what was awarded at different times."""
    awarded = [row for row in rows if row[3] == HonourState.AWARDED]
    latest = [row for row in awarded if row[1] == awarded[0][1]]
    return [
        HonourLine(kind, year, sum(row[5] for row in found), given_to == HonourFor.PERSON)
        for (kind, year, given_to), found in (
            (key, list(rows)) for key, rows in groupby(latest, key=lambda row: row[:3])
        )
    ]


def _line(row: tuple, today: date) -> HonourLine:
    kind, year, given_to, _state, until, n = row
    return HonourLine(kind, year, n, given_to == HonourFor.PERSON, until, until < today)


def honours_of(year: int | None, today: date) -> Honours:
    """year None: the latest with awards. Raises Http404 for a year without any."""
    shown = Honour.objects.public().select_related("kind", "unit")
    awarded = shown.filter(state=HonourState.AWARDED)
    years = list(awarded.order_by("-year").values_list("year", flat=True).distinct())
    if year is not None and year not in years:
        raise Http404
    year = year or next(iter(years), None)
    publicised = shown.filter(state=HonourState.PUBLICISED).order_by(
        "objections_until", "kind__order", "unit__path", "pk"
    )
    return Honours(_named(publicised, today), _named(awarded.filter(year=year), today), year, years)


def _named(honours: QuerySet, today: date) -> list[Named]:
    """Grouped by kind and term, in the order in which they come."""
    groups: dict[tuple, list[Honour]] = {}
    for honour in honours:
        until = honour.objections_until if honour.state == HonourState.PUBLICISED else None
        groups.setdefault((honour.kind, honour.year, until), []).append(honour)
    return [_group(*key, found, today) for key, found in groups.items()]


def _group(kind, year: int, until: date | None, honours: list[Honour], today: date) -> Named:
    units: dict[str, list[str]] = {}
    for honour in honours:
        units.setdefault(honour.unit.name, []).append(honour.name)
    is_over = until is not None and until < today
    line = HonourLine(kind.name, year, len(honours), kind.given_to == HonourFor.PERSON, until, is_over)
    return Named(line, list(units.items()))


def activities_ahead(today: date) -> QuerySet:
    """Planned for today or later; what is past its last day and was not held is neither ahead nor held."""
    planned = _shown().filter(is_held=False).annotate(over_on=Coalesce("ends_on", "held_on"))
    return planned.filter(over_on__gte=today).order_by("held_on", "pk")


def latest_activities(today: date) -> list[Activity]:
    """What is ahead; where nothing is planned, what was held last."""
    return list(activities_ahead(today)[:AHEAD]) or list(_shown().filter(is_held=True)[:AHEAD])


def activities_of(year: int | None, today: date) -> Activities:
    """year None: the latest in which something was held. Raises Http404 for a year in which nothing was."""
    held = _shown().filter(is_held=True)
    years = list(dict.fromkeys(day.year for day in held.dates("held_on", "year", order="DESC")))
    if year is not None and year not in years:
        raise Http404
    year = year or next(iter(years), None)
    return Activities(list(activities_ahead(today)), list(held.filter(held_on__year=year)) if year else [], year, years)


def _shown() -> QuerySet:
    return Activity.objects.present().select_related("kind", "unit").order_by("-held_on", "-pk")
