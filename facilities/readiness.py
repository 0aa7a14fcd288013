"""What of the places must be there before a round is held (core/readiness.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dictionaries.book import dictionary_of
from core.models import Post, Role, Unit
from core.navigation import path_of
from core.readiness import NOTHING_YET, Check, Found, Moment, register, usual_words
from facilities.models import Point, PointKind


def kinds(moment: Moment) -> Found:
    names = list(PointKind.objects.in_use().values_list("name", flat=True))
    return Found(bool(names), _named(names) if names else str(NOTHING_YET))


NAMED = 5
"""So many are called by their names, the others counted."""


def in_charge(moment: Moment) -> Found:
    """Points whose problems wait for the office, because no unit has them."""
    points = Point.objects.in_use().filter(town=moment.town)
    without = list(points.filter(in_charge=None).values_list("name", flat=True))
    if without:
        return Found(False, _("without a unit in charge: %(names)s") % {"names": _named(without)})
    there = points.exists()
    return Found(there, _("each has one") if there else str(NOTHING_YET))


def contacts(moment: Moment) -> Found:
    """Units in charge of points for which nobody acts: nobody would be told of their tasks."""
    points = Point.objects.in_use().filter(town=moment.town).exclude(in_charge=None)
    units = list(Unit.objects.filter(pk__in=points.values("in_charge")))
    posts = Post.objects.in_force(moment.today).filter(role=Role.UNIT, user__is_active=True)
    held = tuple(posts.values_list("unit__path", flat=True))
    silent = [unit.name for unit in units if not unit.path.startswith(held)]
    if silent:
        return Found(False, _("units that nobody acts for: %(names)s") % {"names": _named(silent)})
    return Found(bool(units), _("each has somebody") if units else str(NOTHING_YET))


def _named(names: list[str]) -> str:
    more = len(names) - NAMED
    words = "、".join(names[:NAMED])
    return _("%(names)s and %(n)s more") % {"names": words, "n": more} if more > 0 else words


def points(moment: Moment) -> Found:
    count = Point.objects.in_use().filter(town=moment.town).count()
    words = ngettext("%(n)s in use", "%(n)s in use", count) % {"n": count}
    return Found(count > 0, words if count else str(NOTHING_YET))


register(
    Check(
        "point_kinds",
        30,
        gettext_lazy("Kinds of point"),
        gettext_lazy("Street, market, school, garbage house … the standard weighs them."),
        lambda: dictionary_of(PointKind).path,
        kinds,
        offer=lambda: usual_words("point-kinds"),
    )
)
register(
    Check(
        "points",
        40,
        gettext_lazy("Inspection points"),
        gettext_lazy("Each has a code, a kind, a place and a unit in charge, and gets a label with a QR code."),
        lambda: path_of("inspections:points"),
        points,
        lambda: path_of("inspections:point_import"),
    )
)
register(
    Check(
        "in_charge",
        84,
        gettext_lazy("Units in charge of the points"),
        gettext_lazy("What is found at a point goes to its unit in charge by itself."),
        lambda: path_of("inspections:points"),
        in_charge,
        needed=False,
    )
)
register(
    Check(
        "contacts",
        85,
        gettext_lazy("Contacts of the units in charge"),
        gettext_lazy("Whoever holds a post in the unit is told of its tasks and works them."),
        lambda: path_of("people"),
        contacts,
        needed=False,
    )
)
