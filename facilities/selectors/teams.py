"""Cleaning teams with their routes, on the map and in rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from core.maps.town_map import drawn
from core.models import Unit, User
from facilities.models import CleaningRoute, Point
from facilities.selectors.points import place_of
from facilities.team_results import TeamResult


def routes_of(teams: Sequence[Unit], user: User) -> list[CleaningRoute]:
    """The routes of these teams with their points that the user may see; two queries."""
    points = Point.objects.visible_to(user).select_related("kind", "unit")
    routes = CleaningRoute.objects.visible_to(user).filter(team__in=teams).select_related("team")
    return list(routes.prefetch_related(Prefetch("points", points)))


def route_lines(routes: Iterable[CleaningRoute]) -> list[dict]:
    """GeoJSON features for the map's script."""
    return [
        drawn(f"{route.team} · {route.name}", route.line, off=not route.is_active) for route in routes if route.line
    ]


def route_places(routes: Iterable[CleaningRoute]) -> list[dict]:
    """The points on the routes, each once."""
    points = {point.pk: point for route in routes for point in route.points.all() if point.latitude is not None}
    return [place_of(point) for point in points.values()]


@dataclass(frozen=True)
class TeamRow:
    """A team of the list. points: on its routes in use, each once. workers: None where no route says how many."""

    team: Unit
    routes: int
    points: int
    workers: int | None
    result: TeamResult | None


def team_rows(
    teams: Iterable[Unit], routes: Iterable[CleaningRoute], results: Mapping[int, list[TeamResult]]
) -> list[TeamRow]:
    by_team: dict[int, list[CleaningRoute]] = {}
    for route in routes:
        if route.is_active:
            by_team.setdefault(route.team_id, []).append(route)
    return [_row(team, by_team.get(team.pk, []), results.get(team.pk, [])) for team in teams]


def _row(team: Unit, routes: list[CleaningRoute], results: list[TeamResult]) -> TeamRow:
    points = {point.pk for route in routes for point in route.points.all()}
    workers = [route.workers for route in routes if route.workers is not None]
    return TeamRow(team, len(routes), len(points), sum(workers) if workers else None, results[0] if results else None)
