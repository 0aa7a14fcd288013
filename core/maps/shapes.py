"""Points, lines and areas on the map (GeoJSON geometries, WGS-84) as people write them: a corner in each row, or pasted GeoJSON.

A row is 'latitude, longitude' in degrees, as maps and phones show a place. One row is a point, several are a line, and an area ends with
the row with which it began. What rows cannot say (several parts, holes) is written as GeoJSON.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from core.maps.datum import Datum, to_wgs84
from core.maps.geometry import corners_of, crossing, line_metres, ring_square_metres, rings_hold
from core.quantities import written

POINT, LINE, AREA = KINDS = ("point", "line", "area")
TYPES = {"Point": POINT, "LineString": LINE, "MultiLineString": LINE, "Polygon": AREA, "MultiPolygon": AREA}
MOST_CORNERS = 1_000
PLACES = 6
"""Decimals of a degree: about a tenth of a metre."""

METRES = {"公里": 1000, "千米": 1000, "km": 1000, "米": 1, "m": 1}
SQUARE_METRES = {"平方公里": 1_000_000, "公顷": 10_000, "亩": 666.667, "平方米": 1, "m²": 1}
"""What the office's measures mean, where they go by their usual names: a drawn length or area can then be taken for a record's size."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


class NotAShape(ValueError):
    """Why a text cannot be taken, in the user's words."""


def read_shape(
    text: str, kinds: Collection[str] = KINDS, near: Bounds | None = None, datum: str = Datum.WGS84
) -> dict | None:
    """The GeoJSON geometry that a text says; None for a blank one. near: where it has to lie; datum: in which its places are
    written. Raises NotAShape.
    """
    text = text.strip()
    if not text:
        return None
    shape = _tidy(_from_geojson(text) if text[0] in "{[" else _from_rows(text, kinds))
    if TYPES[shape["type"]] not in kinds:
        raise NotAShape(_("This cannot be drawn here: %(kinds)s is asked for.") % {"kinds": _kinds_in_words(kinds)})
    _look_at_corners(shape)
    shape = _kept(shape, datum)
    if near and not all(
        near[0] <= east <= near[2] and near[1] <= north <= near[3] for east, north in corners_of(shape)
    ):
        raise NotAShape(_("The shape lies far from the town. Were latitude and longitude taken for each other?"))
    if TYPES[shape["type"]] == AREA:
        _refuse_crossing(shape)
    return shape


def write_shape(shape: dict) -> str:
    """What read_shape reads as the same shape."""
    coordinates = shape["coordinates"]
    if shape["type"] == "Point":
        return _row(coordinates)
    is_loop = shape["type"] == "LineString" and len(coordinates) > 3 and coordinates[0] == coordinates[-1]
    if shape["type"] == "LineString" and not is_loop:
        return "\n".join(map(_row, coordinates))
    if shape["type"] == "Polygon" and len(coordinates) == 1:
        return "\n".join(map(_row, coordinates[0]))
    return json.dumps(shape)


def kind_of(shape: dict) -> str:
    return TYPES[shape["type"]]


def size_of(shape: dict) -> float:
    """Length of a line in metres, content of an area in square metres, 0 of a point."""
    if kind_of(shape) == LINE:
        return sum(line_metres(line) for line in _parts(shape))
    rings = (
        [[ring_square_metres(ring) for ring in polygon] for polygon in _parts(shape)] if kind_of(shape) == AREA else []
    )
    return sum(outer - sum(holes) for outer, *holes in rings)


def in_words(shape: dict) -> str:
    """'4.42 km', '1230 m²', for a point its degrees; three digits, because a hand draws no closer."""
    size, kind = size_of(shape), kind_of(shape)
    if kind == POINT:
        return _row(shape["coordinates"])
    if kind == LINE:
        return written(_three_digits(size / 1000), _("km")) if size >= 1000 else written(_three_digits(size), _("m"))
    return written(_three_digits(size), _("m²"))


def holds(shape: dict, latitude: float, longitude: float) -> bool:
    """Does a place lie in this area? Points and lines hold none."""
    if kind_of(shape) != AREA:
        return False
    return any(rings_hold(polygon, float(longitude), float(latitude)) for polygon in _parts(shape))


def bounds_of(shapes: Iterable[dict]) -> Bounds | None:
    """Of all corners of these geometries; None without any."""
    corners = [corner for shape in shapes for corner in corners_of(shape)]
    if not corners:
        return None
    east, north = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(east), min(north), max(east), max(north)


def point_at(latitude, longitude) -> dict:
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}


def _three_digits(number: float) -> str:
    return f"{float(f'{number:.3g}'):.2f}" if number < 10 else f"{float(f'{number:.3g}'):.1f}"


def _row(corner) -> str:
    return f"{corner[1]:.{PLACES}f}, {corner[0]:.{PLACES}f}"


def _kinds_in_words(kinds: Collection[str]) -> str:
    words = {POINT: _("a point"), LINE: _("a line"), AREA: _("an area")}
    return _(" or ").join(words[kind] for kind in KINDS if kind in kinds)


def _from_rows(text: str, kinds: Collection[str]) -> dict:
    corners = [_corner_of(number, row) for number, row in enumerate(filter(str.strip, text.splitlines()), 1)]
    if kinds == (POINT,) or (len(corners) == 1 and POINT in kinds):
        if len(corners) > 1:
            raise NotAShape(_("A point is one row: latitude, longitude."))
        return {"type": "Point", "coordinates": corners[0]}
    closes = len(corners) > 3 and corners[0] == corners[-1]
    if AREA in kinds and (closes or LINE not in kinds):
        return {"type": "Polygon", "coordinates": [corners if closes else [*corners, corners[0]]]}
    return {"type": "LineString", "coordinates": corners}


def _corner_of(number: int, row: str) -> list[float]:
    try:
        latitude, longitude = map(float, re.split(r"\s*[,;、\s]\s*", normalize("NFKC", row).strip()))
    except ValueError as error:
        words = {"number": number, "row": row.strip()[:40]}
        raise NotAShape(_("Row %(number)s, '%(row)s', is no position: write latitude, longitude.") % words) from error
    return [longitude, latitude]


def _from_geojson(text: str) -> dict:
    try:
        shape = _geometry(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise NotAShape(_("This is no GeoJSON. Paste the whole text of the shape.")) from error
    if not isinstance(shape, dict) or shape.get("type") not in TYPES:
        raise NotAShape(_("This GeoJSON holds no single point, line or area."))
    depth = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}[shape["type"]]
    if not _is_nested(shape.get("coordinates"), depth):
        raise NotAShape(_("The corners of this GeoJSON are no pairs [longitude, latitude]."))
    return {"type": shape["type"], "coordinates": shape["coordinates"]}


def _geometry(content: Any) -> Any:
    """Out of a feature, or a collection of one."""
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "Feature":
        return content.get("geometry")
    if kind == "FeatureCollection" and isinstance(found := content.get("features"), list) and len(found) == 1:
        return _geometry(found[0])
    return content


def _is_nested(part: Any, depth: int) -> bool:
    if not isinstance(part, list) or not part:
        return False
    if depth:
        return all(_is_nested(one, depth - 1) for one in part)
    return len(part) >= 2 and all(isinstance(one, int | float) and not isinstance(one, bool) for one in part[:2])


def _tidy(shape: dict) -> dict:
    """Without heights, in whole micro-degrees, no corner twice in a row."""

    def tidied(part: list) -> list:
        if isinstance(part[0], list):
            parts = [tidied(one) for one in part]
            return [one for one, _same in groupby(parts)] if not isinstance(parts[0][0], list) else parts
        return [round(part[0], PLACES), round(part[1], PLACES)]

    return {"type": shape["type"], "coordinates": tidied(shape["coordinates"])}


def _parts(shape: dict) -> list:
    """Lines of a line, polygons of an area."""
    return shape["coordinates"] if shape["type"].startswith("Multi") else [shape["coordinates"]]


def _kept(shape: dict, datum: str) -> dict:
    """The same in WGS-84."""

    def kept(part: list) -> list:
        if isinstance(part[0], list):
            return [kept(one) for one in part]
        return [float(degrees) for degrees in reversed(to_wgs84(part[1], part[0], datum))]

    return shape if datum == Datum.WGS84 else {"type": shape["type"], "coordinates": kept(shape["coordinates"])}


def _look_at_corners(shape: dict) -> None:
    corners = list(corners_of(shape))
    if len(corners) > MOST_CORNERS:
        raise NotAShape(_("The shape has more than %(most)s corners. Simplify it first.") % {"most": MOST_CORNERS})
    if not all(abs(east) <= 180 and abs(north) <= 90 for east, north in corners):
        raise NotAShape(
            _("A latitude goes from -90 to 90, a longitude from -180 to 180. Were they taken for each other?")
        )
    if kind_of(shape) == LINE and not all(len(line) > 1 for line in _parts(shape)):
        raise NotAShape(_("A line has at least two corners."))


def _refuse_crossing(shape: dict) -> None:
    for ring in _rings(shape):
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise NotAShape(_("An area has at least three corners and ends where it begins."))
        if edges := crossing(ring):
            one, other = (f"{edge + 1}–{(edge + 1) % (len(ring) - 1) + 1}" for edge in edges)
            words = {"one": one, "other": other}
            raise NotAShape(
                _("The area crosses itself: its edge %(one)s meets the edge %(other)s. Move a corner.") % words
            )


def _rings(shape: dict) -> Iterator[list]:
    for polygon in _parts(shape):
        yield from polygon
