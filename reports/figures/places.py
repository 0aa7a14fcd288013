"""What exists and is kept: facilities in sums by kind, places of culture by name, squares of the villages, daily clearance."""

from django.db.models import Q
from django.utils.translation import gettext as _

from facilities.clearing import Claim, telling_month
from facilities.models import Facility, FacilityKind
from facilities.selectors.clearance import month_total
from facilities.selectors.facilities import totals_of, village_shares
from facilities.thresholds import basic_percent_of
from reports.figure import Facts, Figure
from reports.figures.scope import Scope, named, to


def places(scope: Scope) -> Facts:
    there = Facility.objects.present().in_use().filter(town=scope.town)
    there = there.filter(Q(built_on=None) | Q(built_on__lte=scope.today))
    return Facts(
        {
            "facilities": _totals(scope, there),
            "culture_places": _culture(scope, there),
            "village_squares": _squares(scope, there),
            "clearance": _clearance(scope, there),
        }
    )


def _totals(scope: Scope, there) -> list[Figure]:
    """'垃圾房30多座': each kind that is counted, beside places of culture and what every village is to have."""
    told_elsewhere = FacilityKind.objects.filter(Q(one_per_village=True) | Q(name__in=scope.theme("culture_places")))
    return [
        Figure(
            f"facilities:{total.pk}",
            total.name,
            f"{total.name}{total.words}",
            to("facilities:facilities", kind=total.pk),
        )
        for total in totals_of(there.exclude(kind__in=told_elsewhere))
        if total.words
    ]


def _culture(scope: Scope, there) -> list[Figure]:
    rows = there.filter(kind__name__in=scope.theme("culture_places")).order_by("code", "pk")
    return named(
        "facility", _("place of culture"), rows.values_list("pk", "name"), lambda pk: to("facilities:facility", pk)
    )


def _squares(scope: Scope, there) -> list[Figure]:
    """'村级广场覆盖75%的村'."""
    said = _("%(kind)s in %(percent)s%% of the villages")
    return [
        Figure(
            f"village_share:{share.kind.pk}", _("share of villages that have one"),
            said % {"kind": share.kind.name, "percent": share.percent}, to("facilities:facilities", kind=share.kind.pk),
        )
        for share in village_shares(there, scope.town, scope.today)
        if share.having
    ]  # fmt: skip


def _clearance(scope: Scope, there) -> list[Figure]:
    """'基本日产日清' of the last month of which something can be said; nothing where it isn't reached or not recorded."""
    month = telling_month(scope.today)
    tally = month_total(there, month, scope.today)
    claim = tally.claim(basic_percent_of(month))
    if claim not in (Claim.ALL, Claim.BASIC):
        return []
    href = to("facilities:clearance_totals", month=f"{month:%Y-%m}")
    return [Figure("clearance", _("daily clearance"), str(claim.label), href)]
