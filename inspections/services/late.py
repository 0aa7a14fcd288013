"""Whether a sheet is still taken when it arrives (the domain rules, section 7): in an open round always; in a closed one
only if the visit was before the closing, and then it waits for the office; in a published one never. A blind revisit is
not taken before its first day (section 5).
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.formats import cn_day
from core.models import TrailEntry
from inspections.models import Assignment, Round, RoundState


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


def check_not_early(*, visit: Assignment, now: datetime) -> None:
    """Raises DomainError before the first day of a blind revisit. After the last day it is taken: nobody in the street loses
    the work, and the office is told before publication (services.draws.untimely_visits)."""
    if visit.is_early(timezone.localdate(now)):
        raise DomainError(
            _(
                "This blind revisit is taken from %(day)s on, 7 days after the earlier visit. What you entered stays on your phone."
            ),
            params={"day": cn_day(visit.visit_from)},
            code="too_early",
        )


def closing_moment(round: Round) -> datetime | None:
    """When the round was closed the last time, by its trail; None if it never was."""
    closings = TrailEntry.objects.about(round).filter(verb="close")
    return closings.order_by("-pk").values_list("at", flat=True).first()
