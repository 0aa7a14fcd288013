"""A point's kind weighs what was scored there: it stays once somebody has handed in a sheet about it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from facilities.models import Point
from inspections.models import Sheet


def scored_points(points: Iterable[int]) -> set[int]:
    """Those of these points, as ids, about which there is an official sheet. One query."""
    sheets = Sheet.objects.official().filter(point__in=list(points)).order_by()
    return set(sheets.values_list("point", flat=True).distinct())


def why_kind_stays(point: Point) -> str:
    """Said where the kind of a scored point is to be changed: results that stand would be worked out anew."""
    words = _(
        "It was scored as '%(kind)s', so its kind stays: old results rest on it. Take this point out of use and add a new one."
    )
    return words % {"kind": point.kind.name}
