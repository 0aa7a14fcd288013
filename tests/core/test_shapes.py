"""Points, lines and areas as people write them: what is read is what was written, and what cannot stand is refused in words."""

import json

import pytest
from django.utils import translation

from core.maps.geometry import crossing
from core.maps.shapes import (
    KINDS,
    MOST_CORNERS,
    NotAShape,
    bounds_of,
    holds,
    in_words,
    read_shape,
    size_of,
    write_shape,
)

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[112.1, 30.1], [112.2, 30.1], [112.2, 30.2], [112.1, 30.2], [112.1, 30.1]]],
}
HOLED = {
    "type": "Polygon",
    "coordinates": [*SQUARE["coordinates"], [[112.14, 30.14], [112.16, 30.14], [112.16, 30.16], [112.14, 30.14]]],
}
LINE = {"type": "LineString", "coordinates": [[112.1, 30.1], [112.2, 30.1]]}
POINT = {"type": "Point", "coordinates": [112.1, 30.1]}
BOW = "30.1, 112.1\n30.2, 112.2\n30.2, 112.1\n30.1, 112.2\n30.1, 112.1"


@pytest.mark.parametrize(
    "shape", [POINT, LINE, SQUARE, HOLED, {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]}]
)
def test_what_is_written_is_read_as_the_same(shape):
    assert read_shape(write_shape(shape)) == shape


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(SQUARE),
        json.dumps({"type": "Feature", "geometry": SQUARE}),
        json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": SQUARE}]}),
        "30.1, 112.1\n30.1, 112.2\n30.2, 112.2\n30.2, 112.1\n30.1, 112.1",
        "30.1，112.1\n\n30.1 112.2\n30.2,112.2\n30.2,112.2\n30.2;112.1\n30.1,112.1\n",
        '{"type": "Polygon", "coordinates": [[[112.1, 30.1, 8], [112.2, 30.1], [112.2, 30.2], [112.1, 30.2], [112.1, 30.1]]]}',
    ],
)
def test_an_area_is_read_from_rows_and_from_geojson_in_any_wrapping(text):
    assert read_shape(text) == SQUARE


def test_where_only_areas_are_asked_for_they_need_not_be_closed():
    rows = "30.1, 112.1\n30.1, 112.2\n30.2, 112.2\n30.2, 112.1"
    assert read_shape(rows, ("area",)) == SQUARE
    assert read_shape(rows)["type"] == "LineString"


def test_one_row_is_a_point_and_nothing_is_nothing():
    assert (read_shape("30.1, 112.1"), read_shape(" \n ")) == (POINT, None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("30.1", KINDS), ("a, b", KINDS), ("1, 2, 3", KINDS), ("91, 0\n0, 0", KINDS), ("nan, 3", KINDS), ("1e400, 3", KINDS),
        ("1, 2\n3, 4", ("point",)), ("1, 2", ("line",)), ("1, 2\n1, 2", ("line",)), ("1, 2\n3, 4", ("area",)),
        ("{", KINDS), ("[]", KINDS), ("[" * 3000, KINDS), ('{"type": "Polygon"}', KINDS),
        ('{"type": "Polygon", "coordinates": [7]}', KINDS), ('{"type": "MultiPolygon", "coordinates": []}', KINDS),
        ('{"type": "Point", "coordinates": [[1, 2]]}', KINDS), ('{"type": "Point", "coordinates": [true, 2]}', KINDS),
        ('{"type": "Point", "coordinates": [NaN, 2]}', KINDS), ('{"type": "Point", "coordinates": ["1", 2]}', KINDS),
        ('{"type": "Polygon", "coordinates": [[[1, 2], [2, 3], [3, 4], [4, 5]]]}', KINDS),
        ('{"type": "FeatureCollection", "features": []}', KINDS), ('{"type": "Feature", "geometry": null}', KINDS),
        ('{"type": "GeometryCollection", "geometries": []}', KINDS), (json.dumps(SQUARE), ("line", "point")),
        ("\n".join(f"30.{n:04}, 112.1" for n in range(MOST_CORNERS + 1)), KINDS),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused(text, kinds):
    with pytest.raises(NotAShape):
        read_shape(text, kinds)


def test_an_area_that_crosses_itself_is_refused_with_the_edges():
    with translation.override("zh-hans"), pytest.raises(NotAShape, match="1–2") as caught:
        read_shape(BOW)
    assert "3–4" in str(caught.value)


def test_what_lies_far_from_the_town_is_refused():
    near = (112.0, 30.0, 113.0, 31.0)
    assert read_shape(write_shape(LINE), near=near) == LINE
    with pytest.raises(NotAShape):
        read_shape("112.1, 30.1", near=near)


@pytest.mark.parametrize(
    ("ring", "clashes"),
    [
        ([(0, 0), (1, 0), (1, 1), (0, 1)], False),
        ([(0, 0), (1, 1), (1, 0), (0, 1)], True),
        ([(0, 0), (2, 0), (1, 0), (1, 1)], True),  # runs back upon itself
        ([(0, 0), (1, 0), (2, 0), (1, 1)], False),  # a corner on a straight edge
        ([(0, 0), (2, 0), (2, 2), (1, 0), (0, 2)], True),  # touches an edge
        ([(0, 0), (1, 0), (0, 0), (0, 1)], True),
        ([(0, 0), (1, 0), (0, 1)], False),
        ([(0, 0), (1, 0), (2, 0)], True),  # flat
    ],
)
def test_a_ring_crosses_itself_or_not_wherever_it_begins(ring, clashes):
    for turn in range(len(ring)):
        for turned in (ring[turn:] + ring[:turn], (ring[turn:] + ring[:turn])[::-1]):
            assert (crossing([*turned, turned[0]]) is not None) == clashes, turned


def test_sizes_are_those_of_the_ground():
    """A degree of latitude is 111.195 km on a sphere of the mean radius; a square of 0.1 degrees at 30.15 north 106.9 km2."""
    assert size_of({"type": "LineString", "coordinates": [[112, 30], [112, 31]]}) == pytest.approx(111_195, abs=1)
    assert size_of(SQUARE) == pytest.approx(111_195**2 * 0.01 * 0.86471, rel=1e-4)
    assert size_of(HOLED) < size_of(SQUARE)
    assert size_of(POINT) == 0


def test_sizes_are_said_with_three_digits():
    with translation.override("zh-hans"):
        assert in_words(LINE) == "9.62公里"
        assert in_words({"type": "LineString", "coordinates": [[112.1, 30.1], [112.1, 30.101]]}) == "111米"
        assert in_words(SQUARE) == "107000000平方米"
        assert in_words(POINT) == "30.100000, 112.100000"


def test_an_area_holds_what_lies_within_it_and_not_in_its_holes():
    assert holds(SQUARE, 30.15, 112.15)
    assert not holds(SQUARE, 30.25, 112.15)
    assert not holds(HOLED, 30.145, 112.155)
    assert not holds(LINE, 30.1, 112.15)


def test_bounds_are_those_of_all_corners():
    assert bounds_of([POINT, SQUARE]) == (112.1, 30.1, 112.2, 30.2)
    assert bounds_of([]) is None
