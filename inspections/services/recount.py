"""All results of a round worked out again: what stands is what the sheets give, or it is named."""

from datetime import datetime

from inspections.models import Round
from inspections.services.aftermath import is_worked_out, work_out
from inspections.services.results import rebuild_results


def recount(*, round: Round, now: datetime) -> list[str]:
    """Works results and what is derived from them out again, and gives in words what differed (and is mended). Call it in a transaction."""
    found = rebuild_results([round])
    return found + work_out(round=round, now=now) if is_worked_out(round) or round.is_published else found
