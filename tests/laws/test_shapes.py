"""Laws of shapes: what is drawn comes back, an area seen from any corner is the same area, and crossing is found as by hand."""

from itertools import combinations, pairwise
from math import cos, radians, sin

from hypothesis import given
from hypothesis import strategies as st

from core.maps.geometry import crossing, ring_square_metres, rings_hold
from core.maps.shapes import NotAShape, kind_of, read_shape, write_shape

DEGREES = st.integers(-400, 400).map(lambda n: n / 1000)
"""Few enough places that edges often touch."""
CORNER = st.tuples(DEGREES, DEGREES).map(list)
CORNERS = st.lists(CORNER, min_size=3, max_size=9, unique_by=tuple)
STARS = st.lists(
    st.tuples(st.integers(0, 359), st.integers(100, 900)), min_size=5, max_size=30, unique_by=lambda ray: ray[0]
)


def star(rays) -> list[list[float]]:
    """A ring around the middle: its corners in the order of their angles never cross where no gap reaches half a turn."""
    ring = [[cos(radians(angle)) * far / 1000, sin(radians(angle)) * far / 1000] for angle, far in sorted(rays)]
    return [*ring, ring[0]]


def sides(a, b, c) -> int:
    turn = round((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]), 9)
    return (turn > 0) - (turn < 0)


@given(CORNERS)
def test_every_area_comes_back_or_is_refused_for_crossing_itself(corners):
    shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    try:
        read = read_shape(write_shape(shape))
    except NotAShape:
        assert crossing([*corners, corners[0]]) is not None
    else:
        assert (read, kind_of(read)) == (shape, "area")


@given(st.lists(CORNER, min_size=2, max_size=12))
def test_every_line_comes_back_without_corners_set_twice(corners):
    once = [corner for n, corner in enumerate(corners) if not n or corner != corners[n - 1]]
    if len(once) > 1:
        shape = {"type": "LineString", "coordinates": once}
        assert read_shape(write_shape(shape)) == shape


@given(CORNERS)
def test_two_edges_that_run_through_each_other_are_found(corners):
    """Proper crossings by the plain rule, every pair of edges."""
    ring = [*corners, corners[0]]
    edges = list(pairwise(ring))
    crossed = any(
        sides(a, b, c) * sides(a, b, d) < 0 and sides(c, d, a) * sides(c, d, b) < 0
        for (a, b), (c, d) in combinations(edges, 2)
    )
    if crossed:
        assert crossing(ring) is not None


@given(STARS, st.integers(0, 29))
def test_a_ring_around_a_place_is_taken_and_its_area_does_not_depend_on_where_it_begins(rays, turn):
    angles = sorted(angle for angle, _far in rays)
    gaps = [later - one for one, later in zip(angles, [*angles[1:], angles[0] + 360], strict=True)]
    if max(gaps) >= 180:
        return
    ring = star(rays)
    assert crossing(ring) is None
    assert rings_hold([ring], 0, 0)
    turn %= len(ring) - 1
    turned = ring[turn:-1] + ring[: turn + 1]
    area = ring_square_metres(ring)
    assert abs(ring_square_metres(turned) - area) <= area * 1e-9
    assert abs(ring_square_metres(turned[::-1]) - area) <= area * 1e-9
