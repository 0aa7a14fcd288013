"""What follows once the results of a round stand: how its points came out. One door for all that closing works out.

Kept right wherever results are final for the time being (closed, published, amended); never worked out when a page is read.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from inspections.models import ResultEstimate, Round, RoundEstimate, RoundState, Sheet
from inspections.services.estimates import refresh_estimates, refresh_severity, rounds_after, sure_in
from inspections.services.gaps import refresh_gaps
from inspections.services.point_results import refresh_point_results
from inspections.services.results import refresh_results
from inspections.services.year_estimates import has_values, refresh_year, rounds_of_year

_waiting: ContextVar[dict | None] = ContextVar("years that wait to be worked out", default=None)


@contextmanager
def years_followed_once() -> Iterator[None]:
    """Where many rounds are published in one go, each year is worked out once, after its last one. Call it in their transaction."""
    waiting: dict[tuple, tuple[Round, datetime]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for round, now in waiting.values():
        _follow_in_year(round, now)


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
    return found + _follow_in_year(round, now) if round.is_published else found


def _follow_in_year(round: Round, now: datetime) -> list[str]:
    """What counts published rounds alone: gaps, and how sure the ranks of the year are.

    Rounds that were closed before the values of points were kept are worked out for once.
    """
    if (waiting := _waiting.get()) is not None:
        waiting[round.year, round.level, round.territory_id] = round, now
        return []
    found = refresh_gaps(year=round.year, of=round)
    rounds = rounds_of_year(round)
    for earlier in rounds:
        if earlier.standard and earlier != round and not has_values(earlier):
            found += refresh_estimates(round=earlier, now=now)
    return found + refresh_year(of=round, rounds=rounds, sure=sure_in(rounds[-1], now))


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
        _follow_in_year(round, now)
