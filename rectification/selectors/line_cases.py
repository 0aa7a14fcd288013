"""Cases that break the control lines of plans, for the pages of plans (campaign.cases)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from campaign.cases import Case, tell_of_cases
from campaign.models import ControlLineKind
from core.models import User
from rectification.models import RectificationTask

MOST = 100


def cases_of_lines(kinds: Iterable[ControlLineKind], user: User, now: datetime) -> list[Case]:
    """The latest tasks in the user's sight whose problem breaks a line of these kinds; one query."""
    tasks = RectificationTask.objects.visible_to(user).filter(finding__control_line__in=list(kinds))
    tasks = tasks.select_related("finding__point").order_by("-finding__found_at", "-pk")[:MOST]
    return [
        Case(
            title=task.finding.description,
            path=task.get_absolute_url(),
            kind=task.finding.control_line_id,
            number=task.number,
            state=task.get_state_display(),
            found_on=timezone.localdate(task.finding.found_at),
            light=task.light_at(now) or "",
            at=task.finding.at,
        )
        for task in tasks
    ]


tell_of_cases(cases_of_lines)
