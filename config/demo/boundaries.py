"""The boundaries of the demo's villages and communities, for the map: a made-up town, drawn by hand."""

import json
from pathlib import Path

from django.conf import settings

from config.demo.points import FH, JS, JZ, MQ, NT, QW, area
from core.maps.town_map import drawn

AREAS = {
    JZ: [(-180, -900), (300, -960), (750, -900), (820, -100), (750, 700), (250, 760), (-180, 700), (-230, -100)],
    NT: [(-180, -900), (-230, -100), (-180, 700), (-950, 650), (-1100, -200), (-850, -950)],
    QW: [(-180, 700), (250, 760), (750, 700), (1000, 1500), (900, 2700), (-100, 2800), (-600, 1800), (-950, 650)],
    MQ: [
        (-180, -900),
        (300, -960),
        (750, -900),
        (1300, -1500),
        (1100, -2500),
        (100, -2600),
        (-500, -1700),
        (-850, -950),
    ],
    FH: [
        (750, -900),
        (820, -100),
        (750, 700),
        (1000, 1500),
        (1800, 1700),
        (2500, 1500),
        (2600, 200),
        (2450, -800),
        (1300, -1500),
    ],
    JS: [(2500, 1500), (2600, 200), (2450, -800), (3300, -700), (4600, 100), (4800, 1300), (3900, 2000)],
}
"""name -> corners in metres (north, east) of the main crossing."""


def keep_boundaries() -> None:
    """Writes the demo's boundaries where the map looks for them, unless there are some."""
    path = Path(settings.MAP_BOUNDARIES)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    features = [drawn(name, area(corners)) for name, corners in AREAS.items()]
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8"
    )
