"""Maps: the town's own boundaries, and a background only where the settings name one. By default nothing is asked for outside."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from core.maps.shapes import Bounds, bounds_of

NEAR = 0.3
"""Degrees around the town's boundaries within which its records may lie: about 30 km, so that a road may lead to the next town."""


def map_settings() -> dict:
    """What a map's script is told (components/map_box.html): the background, where the boundaries are, '' for none, and the library."""
    library = {"leaflet": static("vendor/leaflet/leaflet.js"), "sheet": static("vendor/leaflet/leaflet.css")}
    return {"tiles": tiles(), "boundaries": reverse("boundaries") if boundaries() else ""} | library


def tiles() -> dict:
    """The background of the map; an empty address, the default, means none: then nothing is asked for outside."""
    return {"url": settings.MAP_TILES, "by": settings.MAP_TILES_BY, "datum": settings.MAP_TILES_DATUM}


def boundaries() -> dict | None:
    """The town's boundaries as a GeoJSON object; None where there is no such file or it holds something else."""
    path = Path(settings.MAP_BOUNDARIES)
    return _read(path, _changed(path))


def around_town() -> Bounds | None:
    """Where records of the town may lie; None where its boundaries are not known: then anywhere."""
    path = Path(settings.MAP_BOUNDARIES)
    return _around(path, _changed(path))


def place(record, sub: str, off: bool = False) -> dict:
    """What the script needs of a record. sub: a line under its name; off: it is no longer used; at: None without a position."""
    return {
        "name": str(record),
        "sub": sub,
        "url": record.get_absolute_url(),
        "at": None if record.latitude is None else [float(record.latitude), float(record.longitude)],
        "off": off,
    }


def drawn(name: str, shape: dict, off: bool = False) -> dict:
    """What the script needs of a shape: a GeoJSON feature. off: it is no longer used."""
    return {"type": "Feature", "properties": {"name": name, "off": off}, "geometry": shape}


def _changed(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


@lru_cache(maxsize=2)
def _around(path: Path, changed: int | None) -> Bounds | None:
    content = _read(path, changed) or {}
    features = content.get("features", [content])
    bounds = bounds_of(one["geometry"] for one in features if (one.get("geometry") or {}).get("coordinates"))
    return bounds and (bounds[0] - NEAR, bounds[1] - NEAR, bounds[2] + NEAR, bounds[3] + NEAR)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int | None) -> dict | None:
    """changed: a file that was replaced is read anew; None: there is none."""
    if changed is None:
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    is_geojson = isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature")
    return content if is_geojson else None
