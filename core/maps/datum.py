"""Positions as map apps give them, and as they are kept (WGS-84). Pure.

Chinese map apps show GCJ-02, which lies some hundred metres beside WGS-84, or Baidu's BD-09, which lies beside that; GPS receivers and
the position of a phone's browser are WGS-84. GCJ-02 has no published inverse, so the way back is searched; static/js/datum.js has
the way there.
"""

from decimal import Decimal
from math import atan2, cos, fabs, hypot, pi, radians, sin, sqrt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
"""Of the ellipsoid of Krassowski: half its longer axis in metres, and the square of its eccentricity."""
BAIDU = pi * 3000 / 180
DIGITS = Decimal("0.000001")
ROUNDS = 6
"""Each brings the place about a thousand times nearer; three would do for six digits."""


class Datum(TextChoices):
    WGS84 = "wgs84", _("GPS, or exported here (WGS-84)")
    GCJ02 = "gcj02", _("Gaode, Tencent and other map apps (GCJ-02)")
    BD09 = "bd09", _("Baidu maps (BD-09)")


def to_wgs84(latitude: Decimal, longitude: Decimal, datum: str) -> tuple[Decimal, Decimal]:
    """Degrees with six digits, where they are not WGS-84 already. Outside the country, where the other two are not used, a place
    stays as it is."""
    if datum == Datum.WGS84 or not _is_used(float(latitude), float(longitude)):
        return latitude, longitude
    place = float(latitude), float(longitude)
    place = _from_gcj02(*(_from_bd09(*place) if datum == Datum.BD09 else place))
    return tuple(Decimal(str(number)).quantize(DIGITS) for number in place)


def gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place of WGS-84 lies in GCJ-02, in degrees."""
    east, north = longitude - 105, latitude - 35
    magic = 1 - ECCENTRICITY * sin(radians(latitude)) ** 2
    of_latitude = radians(AXIS * (1 - ECCENTRICITY) / (magic * sqrt(magic)))
    of_longitude = radians(AXIS / sqrt(magic) * cos(radians(latitude)))
    return latitude + _northward(east, north) / of_latitude, longitude + _eastward(east, north) / of_longitude


def _is_used(latitude: float, longitude: float) -> bool:
    return 0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347


def _from_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """The place that `gcj02` leads here, approached from the place itself."""
    found = latitude, longitude
    for _round in range(ROUNDS):
        led = gcj02(*found)
        found = found[0] + latitude - led[0], found[1] + longitude - led[1]
    return found


def _from_bd09(latitude: float, longitude: float) -> tuple[float, float]:
    """To GCJ-02."""
    x, y = longitude - 0.0065, latitude - 0.006
    far = hypot(x, y) - 0.00002 * sin(y * BAIDU)
    angle = atan2(y, x) - 0.000003 * cos(x * BAIDU)
    return far * sin(angle), far * cos(angle)


def _northward(x: float, y: float) -> float:
    metres = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + _both(x)
    metres += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    return metres + (160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3


def _eastward(x: float, y: float) -> float:
    metres = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + _both(x)
    metres += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    return metres + (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3


def _both(x: float) -> float:
    return (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
