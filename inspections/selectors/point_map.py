"""Points on the map, and the town's own boundaries under them."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from facilities.models import Point


def places(points: Iterable[Point]) -> list[dict]:
    """What the map's script needs of each point with a position; degrees as numbers, WGS-84."""
    return [
        {
            "name": point.name,
            "sub": f"{point.code} · {point.kind.name}",
            "url": point.get_absolute_url(),
            "at": [float(point.latitude), float(point.longitude)],
            "off": not point.is_active,
        }
        for point in points
        if point.latitude is not None
    ]


def tiles() -> dict:
    """The background of the map; an empty address, the default, means none: then nothing is asked for outside."""
    return {"url": settings.MAP_TILES, "by": settings.MAP_TILES_BY}


def boundaries() -> dict | None:
    """The town's boundaries as a GeoJSON object; None where there is no such file or it holds something else."""
    path = Path(settings.MAP_BOUNDARIES)
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> dict | None:
    """changed: a file that was replaced is read anew."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    is_geojson = isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature")
    return content if is_geojson else None
