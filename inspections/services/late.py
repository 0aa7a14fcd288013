"""Whether a sheet is still taken when it arrives (the domain rules, section 7): in an open round always; in a closed one
only if the visit was before the closing, and then it waits for the office; in a published one never.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import TrailEntry
from inspections.models import Round, RoundState


def check_taken(*, round: Round, visited_at: datetime | None) -> bool:
    """Whether a sheet of this visit comes late. Raises DomainError where it is not taken at all.

    visited_at: as the phone declares. Locks the round, so it is closed either before the sheet arrives or after it is counted.
    """
    state = Round.objects.select_for_update().values_list("state", flat=True).get(pk=round.pk)
    if state == RoundState.OPEN:
        return False
    if state == RoundState.PUBLISHED:
        raise DomainError(
            _(
                "The results of this round are published: a sheet that comes now cannot be taken. It stays on your phone."
            ),
            code="round_published",
        )
    closed_at = closing_moment(round) if state == RoundState.CLOSED else None
    if closed_at is None or visited_at is None or visited_at >= closed_at:
        raise DomainError(
            _("This round is not open: the sheet cannot be taken. It stays on your phone; ask the campaign office."),
            code="round_closed",
        )
    return True


def closing_moment(round: Round) -> datetime | None:
    """When the round was closed the last time, by its trail; None if it never was."""
    closings = TrailEntry.objects.about(round).filter(verb="close")
    return closings.order_by("-at").values_list("at", flat=True).first()
