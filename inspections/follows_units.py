"""What of inspections goes over when a unit ends, and what binds it: a result names the unit of its day and never changes."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.units.followers import Bound, Follower, follow, guard, warn
from inspections.models import Adjustment, Round, RoundResult, RoundState


def _drafts(day: date):
    """Rounds that were not opened: the others keep the ground on which they were held."""
    return Round.objects.filter(state=RoundState.DRAFT)


def _adjustments(day: date):
    """Rewards and penalties of rounds to come out, where the unit has no result to which they belong."""
    results = RoundResult.objects.filter(round=OuterRef("round"), unit=OuterRef("unit"))
    return Adjustment.objects.exclude(round__state=RoundState.PUBLISHED).filter(~Exists(results))


def last_results(units: Iterable[int]) -> Bound | None:
    """The first day of the last round that has a result of one of these units, and the round's name."""
    found = RoundResult.objects.filter(unit__in=list(units)).order_by("-round__starts_on", "-round")
    return found.values_list("round__starts_on", "round__name").first()


def results_that_stay(units: Iterable[int]) -> list[str]:
    """In a round under way what was visited already stays with the old unit: a sheet keeps the unit of its day."""
    under_way = Round.objects.filter(state__in=(RoundState.OPEN, RoundState.CLOSED), results__unit__in=list(units))
    words = _("%(round)s is not published yet and has results of it already: these stay under the old name.")
    return [
        words % {"round": name} for name in under_way.order_by("starts_on").values_list("name", flat=True).distinct()
    ]


follow(
    Follower("rounds", _("rounds not opened yet"), _drafts, "territory"),
    Follower("adjustments", _("rewards and penalties not counted yet"), _adjustments),
)
guard(last_results)
warn(results_that_stay)
