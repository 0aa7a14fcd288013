"""Points on the map."""

from core.maps.town_map import place
from facilities.models import Point


def place_of(point: Point) -> dict:
    """For the map: with its code, kind and where it lies."""
    words = [point.code, point.kind.name, str(point.unit or "")]
    return place(point, " · ".join(filter(None, words)), off=not point.is_active)
