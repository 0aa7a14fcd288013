"""What of the inspections must be there before the first result (core/readiness.py)."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.access import within
from core.navigation import path_of
from core.readiness import NOTHING_YET, Check, Found, Moment, register
from inspections.models import Item, Round, RoundState, Standard


def standards(moment: Moment) -> Found:
    usable = Standard.objects.filter(Exists(Item.objects.filter(standard=OuterRef("pk")))).count()
    words = ngettext("%(n)s version with items", "%(n)s versions with items", usable) % {"n": usable}
    return Found(usable > 0, words if usable else str(NOTHING_YET))


def rounds(moment: Moment) -> Found:
    """The first round is ready once it is open: then inspectors see it."""
    own = Round.objects.filter(within("territory", [moment.town.path]))
    states = list(own.order_by().values_list("state", flat=True))
    begun = sum(state != RoundState.DRAFT for state in states)
    words = ngettext("%(n)s round, %(begun)s opened", "%(n)s rounds, %(begun)s opened", len(states))
    return Found(begun > 0, words % {"n": len(states), "begun": begun} if states else str(NOTHING_YET))


register(
    Check(
        "standards",
        50,
        _("Standard"),
        _("What is judged, and how many points it has. Typed, brought in from Excel, or begun with the usual items."),
        lambda: path_of("inspections:standards"),
        standards,
        lambda: path_of("inspections:standard_import"),
        lambda: path_of("inspections:standard_usual"),
        offer_label=_("Usual standard"),
    )
)
register(
    Check(
        "rounds",
        80,
        _("First round"),
        _("Make it, assign points to inspectors, open it: they find it on their phones."),
        lambda: path_of("inspections:rounds"),
        rounds,
        has_begun=lambda: Round.objects.exclude(state=RoundState.DRAFT).exists(),
    )
)
