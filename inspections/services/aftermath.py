"""What follows once the results of a round stand: how its points came out. One door for all that closing works out.

Kept right wherever results are final for the time being (closed, published, amended); never worked out when a page is read.
"""

from collections.abc import Iterable
from datetime import datetime

from inspections.models import ResultEstimate, Round, RoundEstimate, RoundState, Sheet
from inspections.services.estimates import refresh_estimates, refresh_severity, rounds_after
from inspections.services.gaps import refresh_gaps
from inspections.services.point_results import refresh_point_results
from inspections.services.results import refresh_results


def renew_results(*, round: Round, now: datetime, sheets: Iterable[Sheet] | None = None) -> None:
    """`refresh_results` for a change in a round that may be closed already: then what follows is worked out again too."""
    refresh_results(round=round, sheets=sheets)
    if round.state == RoundState.CLOSED:
        work_out(round=round, now=now)


def work_out(*, round: Round, now: datetime) -> list[str]:
    """Makes everything that is derived from a round's results right again. Call it inside the transaction of the change.

    Returns what differed from what was stored, in words. A round without a standard was scored by others: it has none of this.
    """
    if round.standard is None:
        return []
    found = refresh_point_results(round) + refresh_estimates(round=round, now=now)
    for later in rounds_after(round):
        found += refresh_severity(round=later, now=now)
    return found + refresh_gaps(year=round.year, of=round) if round.is_published else found


def put_off(*, round: Round) -> None:
    """A file brought in a hundred thousand scores at once: what follows waits for publication, and nothing stale stands."""
    RoundEstimate.objects.filter(round=round).delete()
    ResultEstimate.objects.filter(result__round=round).delete()


def is_worked_out(round: Round) -> bool:
    """Does anything derived stand beside the results of this round?"""
    return RoundEstimate.objects.filter(round=round).exists()


def follow_publication(*, round: Round, now: datetime) -> None:
    """What closing worked out stands, every change since kept it right; only what counts published rounds alone follows."""
    if not is_worked_out(round):  # its scores came from a file, or it was closed before these were kept
        work_out(round=round, now=now)
    elif round.standard:
        refresh_gaps(year=round.year, of=round)
