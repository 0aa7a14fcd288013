"""Areas as GeoJSON (WGS-84), as they are pasted into a form: looked at, and brought into one shape. Pure."""

import json
from typing import Any

from django.utils.translation import gettext as _

AREAS = ("Polygon", "MultiPolygon")
MOST_CORNERS = 5_000


class NotAnArea(ValueError):
    """Why a text cannot be taken for an area, in the user's words."""


def read_area(text: str) -> dict | None:
    """The Polygon or MultiPolygon of a GeoJSON text (a geometry, a feature, or a collection of one); None for a blank one.

    Raises NotAnArea.
    """
    if not text.strip():
        return None
    try:
        content = json.loads(text)
    except ValueError as error:
        raise NotAnArea(_("This is no GeoJSON. Paste the whole text of the area.")) from error
    geometry = _geometry(content)
    if not isinstance(geometry, dict) or geometry.get("type") not in AREAS:
        raise NotAnArea(_("An area is needed: a Polygon or a MultiPolygon."))
    polygons = [geometry.get("coordinates")] if geometry["type"] == "Polygon" else geometry.get("coordinates")
    if not isinstance(polygons, list) or not polygons:
        raise NotAnArea(_("The area has no corners."))
    if sum(_corners(polygon) for polygon in polygons) > MOST_CORNERS:
        raise NotAnArea(_("The area has more than %(most)s corners. Simplify it first.") % {"most": MOST_CORNERS})
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}


def _geometry(content: Any) -> Any:
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "Feature":
        return content.get("geometry")
    if kind == "FeatureCollection" and isinstance(found := content.get("features"), list) and len(found) == 1:
        return _geometry(found[0])
    return content


def _corners(polygon: Any) -> int:
    """How many corners; each ring is closed and lies on the earth."""
    if not isinstance(polygon, list) or not polygon:
        raise NotAnArea(_("The area has no corners."))
    for ring in polygon:
        is_ring = isinstance(ring, list) and len(ring) >= 4 and all(_is_corner(corner) for corner in ring)
        if not is_ring or ring[0][:2] != ring[-1][:2]:
            raise NotAnArea(_("Each ring needs at least three corners [longitude, latitude] and ends where it begins."))
    return sum(len(ring) for ring in polygon)


def _is_corner(corner: Any) -> bool:
    if not isinstance(corner, list) or len(corner) < 2:
        return False
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in corner[:2])
    return numbers and abs(corner[0]) <= 180 and abs(corner[1]) <= 90
