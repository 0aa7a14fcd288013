"""Arithmetic on the map: lengths, areas, whether an area crosses itself, whether it holds a place. Pure.

Places are [longitude, latitude] in degrees (WGS-84), as GeoJSON has them; a ring ends where it begins. Lengths and areas are those of a
sphere of the earth's mean radius: within 0.6% of the ellipsoid everywhere, which is closer than anybody draws.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

Corner = Sequence[float]

EARTH = 6_371_008.8
"""Mean radius in metres (IUGG)."""
FINE = 1_000_000
"""Micro-degrees in a degree, about a tenth of a metre: whole numbers, so that what meets is decided exactly."""


def line_metres(corners: Sequence[Corner]) -> float:
    """Length in metres along the corners; 0 for fewer than two."""
    return sum(_distance(one, other) for one, other in pairwise(corners))


def _distance(one: Corner, other: Corner) -> float:
    east, north = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[1])) * cos(radians(other[1])) * sin(east / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def ring_square_metres(ring: Sequence[Corner]) -> float:
    """Area in square metres within a ring, whichever way round it goes. Counted from its first corner, so that small areas stay exact."""
    base = radians(ring[0][1])
    total = 0.0
    for one, other in pairwise(ring):
        # sin(a) - sin(b) by the difference of the angles: the sines themselves agree in their first digits
        heights = sum(2 * cos((radians(c[1]) + base) / 2) * sin((radians(c[1]) - base) / 2) for c in (one, other))
        total += radians(other[0] - one[0]) * heights
    return abs(total) * EARTH * EARTH / 2


def crossing(ring: Sequence[Corner]) -> tuple[int, int] | None:
    """Two edges of a ring that meet where they should not, counted from 0 (edge n leads from corner n to the next); None: a plain ring."""
    corners = [(round(east * FINE), round(north * FINE)) for east, north, *_more in ring]
    edges = sorted((min(one[0], other[0]), n, one, other) for n, (one, other) in enumerate(pairwise(corners)))
    for place, (_west, number, one, other) in enumerate(edges):
        east = max(one[0], other[0])
        for west, later, third, fourth in edges[place + 1 :]:
            if west > east:
                break
            if _clash(number, one, other, later, third, fourth, len(edges)):
                return min(number, later), max(number, later)
    return None


def _clash(first: int, a, b, second: int, c, d, edges: int) -> bool:
    """Neighbours share a corner and may not lie upon each other; all others may not even touch."""
    if abs(first - second) in (1, edges - 1):
        if b != c:
            a, b, d = c, d, b
        return _turn(a, b, d) == 0 and (b[0] - a[0]) * (d[0] - b[0]) + (b[1] - a[1]) * (d[1] - b[1]) < 0
    return _meet(a, b, c, d)


def _turn(a, b, c) -> int:
    """Above 0 where a, b, c turn left, below where right, 0 on a straight line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _meet(a, b, c, d) -> bool:
    sides = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if sides[0] * sides[1] < 0 and sides[2] * sides[3] < 0:
        return True
    ends = zip(sides, ((a, b, c), (a, b, d), (c, d, a), (c, d, b)), strict=True)
    return any(side == 0 and _between(*three) for side, three in ends)


def _between(a, b, on) -> bool:
    return min(a[0], b[0]) <= on[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= on[1] <= max(a[1], b[1])


def rings_hold(rings: Sequence[Sequence[Corner]], east: float, north: float) -> bool:
    """Does a place lie within the first ring and in none of the others (the holes)?"""
    inside = False
    for one, other in (edge for ring in rings for edge in pairwise(ring)):
        if (one[1] > north) != (other[1] > north):
            at = one[0] + (north - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
            inside ^= east < at
    return inside


def corners_of(geometry: dict) -> Iterator[Corner]:
    """Every corner of a GeoJSON geometry, whatever its type."""
    waiting = [geometry["coordinates"]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list) and part and isinstance(part[0], int | float):
            yield part
        elif isinstance(part, list):
            waiting.extend(part)
