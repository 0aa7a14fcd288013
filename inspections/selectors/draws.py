"""What a draw is made from, and what of it may be read: the list of points before, everything after publication."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.models import User
from facilities.models import Point
from inspections.draw import METHOD, Drawn, Place, Stratum, Terms, hold_draw
from inspections.models import Draw, Round, RoundState
from inspections.selectors.earlier_visits import Earlier, Window, earlier_visits, window_of
from inspections.services.assignments import may_visit, own_paths, units_of


@dataclass(frozen=True)
class Candidate:
    """A point that may be drawn, and the days on which it is to be visited (None: any of the round's)."""

    point: Point
    place: Place
    window: Window = (None, None)


def earlier_rounds(round: Round):
    """Rounds of the same ground that are over and may be visited again blind; not of the same level, whose repeated faults
    a sheet names."""
    over = Round.objects.filter(territory=round.territory, state__in=(RoundState.CLOSED, RoundState.PUBLISHED))
    return (
        over.exclude(level=round.level).filter(starts_on__lt=round.ends_on, sheets__inspector__isnull=False).distinct()
    )


def candidates(
    *, round: Round, points: Iterable[Point], inspectors: list[User], earlier: Round | None, today: date
) -> list[Candidate]:
    """The points that may be drawn: one of the inspectors may visit each, and for a revisit it was visited 7 to 21 days
    before a day of the round. Inspectors have the numbers 1, 2, … in the order given."""
    own, visits = own_paths(inspectors, round, today), earlier_visits(earlier) if earlier else {}
    found = []
    for point in points:
        before = visits.get(point.pk)
        window = window_of(round, before) if earlier else (None, None)
        place = _place(point, inspectors, own, before)
        if window and len(place.barred) < len(inspectors):
            found.append(Candidate(point, place, window))
    return found


def _place(point: Point, inspectors: list[User], own, before: Earlier | None) -> Place:
    allowed = may_visit(units_of(point), own)
    been = before.inspectors if before else frozenset()
    barred = (number for number, one in enumerate(inspectors, 1) if one.pk in been or not allowed(one.pk))
    return Place(point.code, point.unit.name if point.unit else "", point.kind.name, frozenset(barred))


def places_of(draw: Draw) -> list[Place]:
    return [Place(row["code"], row["unit"], row["kind"], frozenset(row["barred"])) for row in draw.parameters["points"]]


def terms_of(draw: Draw) -> Terms:
    names = ("least", "size", "twice", "inspectors")
    return Terms(Stratum(draw.parameters["stratum"]), *(draw.parameters[name] for name in names))


def held_again(draw: Draw) -> list[Drawn]:
    """The draw worked out anew from its seed and its parameters."""
    return hold_draw(draw.seed, places_of(draw), terms_of(draw))


def as_rows(drawn: Iterable[Drawn]) -> list[list]:
    """As the result is stored and published: code, first inspector, second one or None; by code."""
    return sorted([one.place.code, one.first, one.second] for one in drawn)


def published(draw: Draw) -> dict:
    """What anybody may read: the hashes before, everything once the seed is published. Inspectors are numbers."""
    shown = {"method": METHOD, "seed_hash": draw.seed_hash, "parameters_hash": draw.parameters_hash}
    if draw.is_revealed:
        shown |= {"seed": draw.seed, "parameters": draw.parameters, "result": draw.result}
    return shown


@dataclass(frozen=True)
class Cell:
    """Points of a unit or of a kind: how many may be drawn, how many were, and how many of them are scored twice."""

    name: str
    listed: int
    drawn: int
    twice: int


def cells(draw: Draw, field: str) -> list[Cell]:
    """The result by 'unit' or by 'kind', in the order of the names."""
    name_of = {row["code"]: row[field] for row in draw.parameters["points"]}
    listed = Counter(name_of.values())
    drawn = Counter(name_of[code] for code, _first, _second in draw.result)
    twice = Counter(name_of[code] for code, _first, second in draw.result if second)
    return [Cell(name, listed[name], drawn[name], twice[name]) for name in sorted(listed)]


def short_strata(draw: Draw) -> list[str]:
    """The strata of the list that have fewer points than the least number: all of these points are drawn."""
    terms = terms_of(draw)
    by_unit = terms.stratum == Stratum.UNIT_AND_KIND
    sizes = Counter((one.unit, one.kind) if by_unit else (one.kind,) for one in places_of(draw))
    return [" · ".join(filter(None, name)) for name, size in sorted(sizes.items()) if size < terms.least]


def draw_page(draw: Draw) -> dict:
    """What both pages of a draw show."""
    return {
        "short": short_strata(draw),
        "draw": draw,
        "terms": terms_of(draw),
        "listed": len(draw.parameters["points"]),
        "drawn": len(draw.result),
        "twice": sum(second is not None for _code, _first, second in draw.result),
        "units": cells(draw, "unit"),
        "kinds": cells(draw, "kind"),
    }
