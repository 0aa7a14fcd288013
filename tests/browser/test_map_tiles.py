"""A background drawn in GCJ-02 lies under our WGS-84 positions: the pin stands on the tile's own picture of its place."""

import math
import re
from decimal import Decimal

import pytest

from tests.facilities.scenes import make_facility

pytestmark = pytest.mark.django_db(transaction=True)

PLACE = Decimal("39.915"), Decimal("116.404")
SAME_IN_GCJ02 = 39.91640428150164, 116.41024449916938
NEAR = 4e-5
"""Degrees, about four metres: a few pixels of the map at its nearest. GCJ-02 lies half a kilometre away."""


def under_the_pin(page) -> tuple[float, float]:
    """The place, in the tiles' own degrees, that a tile shows where the pin's tip is."""
    tile = page.locator("img.leaflet-tile").first
    tile.wait_for(state="attached")
    zoom, x, y = map(int, re.search(r"/(\d+)/(\d+)/(\d+)\.png", tile.get_attribute("src")).groups())
    box = tile.evaluate("e => (({x, y, width}) => [x, y, width])(e.getBoundingClientRect())")
    tip = page.locator(".pin").first.evaluate(
        "e => (({x, y}) => [x, y])(new DOMRect(e.getBoundingClientRect().x + 9, e.getBoundingClientRect().y + 20))"
    )
    across, down = ((tip[axis] - box[axis]) / box[2] for axis in (0, 1))
    longitude = (x + across) / 2**zoom * 360 - 180
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + down) / 2**zoom))))
    return latitude, longitude


@pytest.mark.parametrize(("datum", "expected"), [("wgs84", tuple(map(float, PLACE))), ("gcj02", SAME_IN_GCJ02)])
def test_pin_stands_on_the_tiles_own_picture_of_its_place(desk, town, settings, tmp_path, datum, expected):
    settings.MAP_TILES, settings.MAP_TILES_DATUM = "/no-tiles/{z}/{x}/{y}.png", datum
    settings.MAP_BOUNDARIES = str(tmp_path / "none.geojson")
    facility = make_facility(latitude=PLACE[0], longitude=PLACE[1])
    page = desk("office")
    page.goto(facility.get_absolute_url())
    page.locator("#point-map").scroll_into_view_if_needed()
    page.locator(".pin").first.wait_for()
    assert under_the_pin(page) == pytest.approx(expected, abs=NEAR)
