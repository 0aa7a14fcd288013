"""Points on the map."""

from collections.abc import Iterable

from core.maps import place
from facilities.models import Point


def places(points: Iterable[Point]) -> list[dict]:
    """What the map's script needs of each point with a position; degrees as numbers, WGS-84."""
    return [
        place(point, f"{point.code} · {point.kind.name}", off=not point.is_active)
        for point in points
        if point.latitude is not None
    ]
