"""What of the places must be there before a round is held (core/readiness.py)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.dictionary import dictionary_of
from core.navigation import path_of
from core.readiness import NOTHING_YET, Check, Found, Moment, register
from facilities.models import Point, PointKind


def kinds(moment: Moment) -> Found:
    names = list(PointKind.objects.in_use().values_list("name", flat=True))
    return Found(bool(names), "、".join(names[:8]) or str(NOTHING_YET))


def points(moment: Moment) -> Found:
    count = Point.objects.in_use().filter(town=moment.town).count()
    words = ngettext("%(n)s in use", "%(n)s in use", count) % {"n": count}
    return Found(count > 0, words if count else str(NOTHING_YET))


register(
    Check(
        "point_kinds",
        30,
        _("Kinds of point"),
        _("Street, market, school, garbage house … the standard weighs them."),
        lambda: dictionary_of(PointKind).path,
        kinds,
    )
)
register(
    Check(
        "points",
        40,
        _("Inspection points"),
        _("Each has a code, a kind, a place and a unit in charge, and gets a label with a QR code."),
        lambda: path_of("inspections:points"),
        points,
        lambda: path_of("inspections:point_import"),
    )
)
