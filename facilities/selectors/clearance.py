"""The daily clearance: a day, a month with its gaps, the share by unit and month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncMonth

from core.models import Unit
from facilities.clearing import Tally, days_between, days_expected, end_of_month, month_before, total_of
from facilities.models import Clearance, Condition, Facility

MONTHS = 6


def day_of(facilities: Iterable[Facility], day: date) -> dict[int, Clearance]:
    """facility > its record of the day; one query."""
    return {one.facility_id: one for one in Clearance.objects.filter(facility__in=list(facilities), day=day)}


@dataclass(frozen=True)
class Cell:
    """A day of a facility. state: 'same', 'late', 'gap'; '' for a day to come, not over yet, or before it was in use."""

    day: date
    state: str
    record: Clearance | None = None


@dataclass(frozen=True)
class GridRow:
    facility: Facility
    cells: list[Cell]
    tally: Tally


def month_grid(facilities: Sequence[Facility], month: date, today: date) -> list[GridRow]:
    """Each facility with each day of the month; one query. month: its first day."""
    days = days_between(month, end_of_month(month))
    rows = Clearance.objects.filter(facility__in=facilities, day__range=(days[0], days[-1]))
    records = {(row.facility_id, row.day): row for row in rows}
    last = {facility.pk: today for facility in facilities if facility.condition != Condition.OUT_OF_USE}
    for pk, day in sorted(records):
        last[pk] = max(last.get(pk, day), day)
    grid = []
    for facility in facilities:
        until = last.get(facility.pk, date.min)
        cells = [_cell(facility, day, records.get((facility.pk, day)), min(today, until)) for day in days]
        grid.append(GridRow(facility, cells, _tally(cells)))
    return grid


def _cell(facility: Facility, day: date, record: Clearance | None, today: date) -> Cell:
    if record:
        return Cell(day, "same" if record.same_day else "late", record)
    is_before = facility.built_on and day < facility.built_on
    return Cell(day, "" if day >= today or is_before else "gap")


def _tally(cells: Iterable[Cell]) -> Tally:
    tally = Tally()
    for cell in cells:
        tally.expected += bool(cell.state)
        tally.same_day += cell.state == "same"
        tally.late += cell.state == "late"
        tally.truckloads += cell.record.truckloads if cell.record else 0
    return tally


def month_by_unit(facilities, month: date, today: date) -> dict[int | None, Tally]:
    """unit > its tally of a month, up to yesterday and what is recorded of today already; three queries.

    facilities: `cleared_in` the month, as a queryset. What went out of use is expected up to its last record.
    """
    last = min(end_of_month(month), today)
    over = min(last, today - timedelta(days=1))
    found: dict[int | None, Tally] = {}
    in_use = Counter(
        facilities.in_use().order_by().values_list("unit", "built_on")
    )  # summed here: SQLite would read all facilities
    for (unit, since), n in in_use.items():
        found.setdefault(unit, Tally()).expected += n * days_expected(month, over, since)
    gone = Clearance.objects.filter(
        facility__in=facilities.filter(condition=Condition.OUT_OF_USE), day__range=(month, over)
    ).order_by()
    for _pk, unit, since, until in gone.values_list("facility", "facility__unit", "facility__built_on").annotate(
        until=Max("day")
    ):
        found.setdefault(unit, Tally()).expected += days_expected(month, until, since)
    rows = Clearance.objects.filter(facility__in=facilities, day__range=(month, last)).order_by()
    sums = rows.values_list("facility__unit", "same_day").annotate(
        n=Count("pk"), of_today=Count("pk", filter=Q(day=today)), loads=Sum("truckloads")
    )
    for unit, same_day, n, of_today, loads in sums:
        tally = Tally(of_today, n if same_day else 0, 0 if same_day else n, loads)
        found.setdefault(unit, Tally()).add(tally)
    return found


def month_total(facilities, month: date, today: date) -> Tally:
    """facilities: a queryset, of which those count that were cleared in the month."""
    facilities = facilities.cleared_in(month, end_of_month(month))
    return total_of(month_by_unit(facilities, month, today).values())


@dataclass(frozen=True)
class UnitRow:
    """A unit's month and its months before. course: (month, percent of the recorded days or None)."""

    name: str
    tally: Tally
    course: list[tuple[date, int | None]]


def unit_rows(facilities, month: date, today: date, nobody: str) -> list[UnitRow]:
    """By unit, in the order of the tree; what lies in no unit is called `nobody`. Four queries."""
    tallies, course = month_by_unit(facilities, month, today), _course(facilities, month)
    units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=[pk for pk in tallies if pk])}
    named = [*units.items(), *([(None, nobody)] if None in tallies else [])]
    months = months_before(month)
    return [UnitRow(name, tallies[pk], [(m, course.get((pk, m))) for m in months]) for pk, name in named]


def months_before(month: date) -> list[date]:
    """The months before this one, the earliest first."""
    months = []
    for _n in range(MONTHS - 1):
        month = month_before(month)
        months.insert(0, month)
    return months


def _course(facilities, month: date) -> dict[tuple[int | None, date], int]:
    tallies: dict[tuple[int | None, date], Tally] = {}
    span = (months_before(month)[0], month - timedelta(days=1))
    rows = Clearance.objects.filter(facility__in=facilities, day__range=span).order_by()
    rows = rows.annotate(month=TruncMonth("day")).values_list("facility__unit", "month", "same_day")
    for unit, at, same_day, n in rows.annotate(n=Count("pk")):
        tallies.setdefault((unit, at), Tally()).add(Tally(same_day=n if same_day else 0, late=0 if same_day else n))
    return {key: tally.percent for key, tally in tallies.items()}
