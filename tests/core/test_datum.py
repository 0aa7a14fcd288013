"""Positions come in as map apps give them and are kept as WGS-84."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.maps import datum
from core.maps.datum import Datum, gcj02, to_wgs84

PLACE = Decimal("39.915000"), Decimal("116.404000")
SHOWN = {
    Datum.WGS84: PLACE,
    Datum.GCJ02: (Decimal("39.916404"), Decimal("116.410244")),
    Datum.BD09: (Decimal("39.922699"), Decimal("116.416627")),
}
"""The same place as a GPS receiver and the two kinds of map app show it."""
NEAR = Decimal("0.000002")
"""Degrees, about 20 cm."""


@pytest.mark.parametrize("of", Datum)
def test_a_place_is_the_same_whatever_shows_it(of):
    found = to_wgs84(*SHOWN[of], of)
    assert max(abs(one - other) for one, other in zip(found, PLACE, strict=True)) <= NEAR


@given(st.floats(18, 53), st.floats(74, 134))
def test_the_way_back_undoes_the_way_there(latitude, longitude):
    shown = [Decimal(str(number)).quantize(datum.DIGITS) for number in gcj02(latitude, longitude)]
    back = to_wgs84(*shown, Datum.GCJ02)
    assert max(abs(float(back[0]) - latitude), abs(float(back[1]) - longitude)) <= float(NEAR)


def test_abroad_nothing_is_moved():
    assert to_wgs84(Decimal("51.5"), Decimal("-0.12"), Datum.GCJ02) == (Decimal("51.5"), Decimal("-0.12"))


def test_the_browser_has_the_same_ellipsoid():
    script = Path("static/js/datum.js").read_text(encoding="utf-8")
    numbers = [float(number) for number in re.findall(r"const (?:A|EE) = ([\d.]+)", script)]
    assert numbers == [datum.AXIS, datum.ECCENTRICITY]
