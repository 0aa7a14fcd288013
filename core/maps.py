"""Maps: the town's own boundaries, and a background only where the settings name one. By default nothing is asked for outside."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse


def map_settings() -> dict:
    """What a map's script is told (components/map_data.html): the background, and where the boundaries are, '' for none."""
    return {"tiles": tiles(), "boundaries": reverse("boundaries") if boundaries() else ""}


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


def place(record, sub: str, off: bool = False) -> dict:
    """What the script needs of a record with a position. sub: a line under its name; off: it is no longer used."""
    return {
        "name": str(record),
        "sub": sub,
        "url": record.get_absolute_url(),
        "at": [float(record.latitude), float(record.longitude)],
        "off": off,
    }


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> dict | None:
    """changed: a file that was replaced is read anew."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    is_geojson = isinstance(content, dict) and content.get("type") in ("FeatureCollection", "Feature")
    return content if is_geojson else None
