"""Lasting effect (长效): what 'looks different before and after an inspection' amounts to, from stored gaps, tasks and looks.

Three questions: do announced visits find it better than unannounced ones at the same points, do closed problems come back,
and what was left of a drive after 14 and 30 days.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Avg, Count

from campaign.models import Drive, DriveAftercheck
from core.models import Unit
from core.units.history import as_then
from dashboards.boards import Asked, choose_year
from dashboards.selectors.lineage import Lineage, earlier_of, lineage_of
from dashboards.selectors.outcome import Footing
from dashboards.selectors.rounds import years_by_level
from inspections.models import PointResult, RoundState, VisitGap
from inspections.scoring import rounded
from rectification.indicators import CAME_BACK, Rate, total
from rectification.models import IndicatorRules
from rectification.periods import Period, year_so_far
from rectification.selectors.indicators import Line, report

MOST_DRIVES = 8
MOST_POINTS = 200


@dataclass(frozen=True)
class DriveKept:
    """What was left of a drive: days after its end > mean of the zones that were looked at, in percent; a day nobody looked is missing.

    zones: how many of them were looked at on that day; 0 where somebody looked at the drive as a whole.
    """

    drive: Drive
    kept: dict[int, Decimal]
    zones: dict[int, int] = field(default_factory=dict)

    def is_part(self, days: int) -> bool:
        """Were some zones not looked at? Then the mean is one of the others alone."""
        return 0 < self.zones.get(days, 0) < self.drive.zone_count


@dataclass(frozen=True)
class PointGap:
    """One point visited in both ways: the means of its announced and unannounced scores, and how many rounds each."""

    point: object
    announced: Decimal
    unannounced: Decimal
    visits: tuple[int, int]

    @property
    def gap(self) -> Decimal:
        return self.announced - self.unannounced


@dataclass(frozen=True)
class LastGap:
    """Last year's gap of a unit, or of all that it is made of. footing: None where it is its own alone."""

    points: int
    gap: Decimal
    footing: Footing | None = None


@dataclass(frozen=True)
class Lasting:
    """whole: over all points visited in both ways, None where there are none; units: most different first.

    last_units: id > last year's gap. last_footings: id > on what footing last year's problems that came back are a unit's.
    """

    year: int
    years: list[int]
    unknown: list[str]
    territory: Unit | None
    whole: VisitGap | None
    last_whole: VisitGap | None
    units: list[VisitGap]
    period: Period
    rules: IndicatorRules
    came_back: Line
    came_back_by_unit: list[Line]
    drives: list[DriveKept]
    look_days: list[int]
    last_units: dict[int, LastGap] = field(default_factory=dict)
    last_footings: dict[int, Footing] = field(default_factory=dict)

    @property
    def rate(self) -> Rate:
        return self.came_back.this.rate(CAME_BACK)

    @property
    def different(self) -> list[VisitGap]:
        """The units that are surely better when a visit is announced."""
        return [gap for gap in self.units if gap.low is not None and gap.low > 0]


def lasting(user, query, now: datetime) -> Lasting:
    """Everything on the page; the number of queries doesn't depend on units, tasks or drives."""
    asked = Asked(query)
    years: dict[int, bool] = {}
    for of_level in years_by_level(user).values():
        years |= {year: published or years.get(year, False) for year, published in of_level.items()}
    year = choose_year(asked, years, now.date())
    home = Unit.objects.home()
    gaps = list(VisitGap.objects.visible_to(user).of_year(year, home).select_related("unit")) if home else []
    as_then(gaps, min(date(year, 12, 31), now.date()))
    last = list(VisitGap.objects.visible_to(user).of_year(year - 1, home).select_related("unit")) if home else []
    as_then(last, date(year - 1, 12, 31))
    before = next((gap for gap in last if gap.unit_id is None), None)
    came_back = report(user, "unit", year_so_far(year, now))
    lineage = lineage_of(Unit.objects.in_bulk(_unit_ids(gaps, last, came_back.lines)))
    lines, footings = with_predecessors(came_back.lines, lineage, came_back.before.first_day)
    drives = drives_kept(user, year)
    return Lasting(
        year=year,
        years=sorted(years, reverse=True),
        unknown=asked.unknown,
        territory=home,
        whole=next((gap for gap in gaps if gap.unit_id is None), None),
        last_whole=before,
        units=[gap for gap in gaps if gap.unit_id is not None],
        period=came_back.period,
        rules=came_back.rules,
        came_back=came_back.total,
        came_back_by_unit=_most_first(lines),
        drives=drives,
        look_days=sorted({days for one in drives for days in one.kept}),
        last_units=last_gaps(gaps, last, lineage),
        last_footings=footings,
    )


def _unit_ids(gaps: list[VisitGap], last: list[VisitGap], lines: list[Line]) -> set[int]:
    return {gap.unit_id for gap in (*gaps, *last) if gap.unit_id} | {line.key for line in lines if line.key}


def last_gaps(gaps: list[VisitGap], last: list[VisitGap], lineage: Lineage) -> dict[int, LastGap]:
    """Unit > last year's gap: of several that went into it, the mean over all their points. Without any it is left out."""
    by_unit = {gap.unit_id: gap for gap in last if gap.unit_id}
    names = {pk: gap.unit.name for pk, gap in by_unit.items()}
    found = {}
    for gap in gaps:
        day = date(gap.year - 1, 12, 31)
        olds, footing = earlier_of(gap.unit_id, names, lineage, day) if gap.unit_id else ([], None)
        points = sum(by_unit[old].points for old in olds)
        if points:
            whole = sum((by_unit[old].gap * by_unit[old].points for old in olds), Decimal(0))
            found[gap.unit_id] = LastGap(points, rounded(whole / points), footing)
    return found


def with_predecessors(lines: list[Line], lineage: Lineage, day: date) -> tuple[list[Line], dict[int, Footing]]:
    """The lines with last year's problems of all that a unit is made of beside its own. day: on which last year's period began."""
    had = {line.key: line for line in lines if line.key and line.last.rate(CAME_BACK).whole}
    names = {key: line.name for key, line in had.items()}
    found, footings = [], {}
    for line in lines:
        olds, footing = earlier_of(line.key, names, lineage, day) if line.key else ([], None)
        if footing and olds != [line.key]:
            footings[line.key] = footing._replace(without=())  # who had no problems is no gap here
            line = replace(line, last=total([had[old].last for old in olds]))
        found.append(line)
    return found, footings


def _most_first(lines: list[Line]) -> list[Line]:
    """Rows that had something to judge; most that came back first."""
    judged = [line for line in lines if line.this.rate(CAME_BACK).whole]
    return sorted(judged, key=lambda line: -(line.this.rate(CAME_BACK).share or 0))


def drives_kept(user, year: int) -> list[DriveKept]:
    """The drives of a year and the year before that somebody looked at again, the latest first; two queries."""
    drives = Drive.objects.visible_to(user).filter(starts_on__year__in=(year - 1, year)).with_zone_count()
    drives = list(drives.order_by("-starts_on", "-pk")[:MOST_DRIVES])
    found = {drive.pk: DriveKept(drive, {}) for drive in drives}
    rows = DriveAftercheck.objects.visible_to(user).filter(drive__in=drives).order_by()
    rows = rows.values_list("drive", "days_after").annotate(Avg("kept_percent"), Count("zone"))
    for drive, days, mean, zones in rows:
        found[drive].kept[days], found[drive].zones[days] = rounded(Decimal(str(mean)), 0), zones
    return list(found.values())


def point_gaps(user, year: int, unit: Unit) -> list[PointGap]:
    """The records behind a unit's gap: its points visited in both ways, most different first; as far as the user may read them."""
    rows = PointResult.objects.visible_to(user).filter(
        round__territory__is_home=True,
        round__year=year,
        round__state=RoundState.PUBLISHED,
        point__unit__path__startswith=unit.path,
        score__isnull=False,
    )
    scores: dict = defaultdict(lambda: {True: [], False: []})
    points = {}
    for row in rows.select_related("point__kind", "point__unit", "round").order_by("pk"):
        points[row.point_id] = row.point
        scores[row.point_id][row.round.announced].append(row.score)
    both = [
        PointGap(points[pk], mean(sides[True]), mean(sides[False]), (len(sides[True]), len(sides[False])))
        for pk, sides in scores.items()
        if sides[True] and sides[False]
    ]
    return sorted(both, key=lambda one: (-one.gap, one.point.code))[:MOST_POINTS]


def mean(values: list[Decimal]) -> Decimal:
    """Of at least one score, two places."""
    return rounded(sum(values, Decimal(0)) / len(values))
