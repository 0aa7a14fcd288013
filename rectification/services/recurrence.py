"""Problems that come back: the same point and item, not long after it was closed (反弹). The domain rules, sections 5 and 6."""

from rectification.models import Finding, RectificationTask
from rectification.thresholds import RECURS_DAYS


def link_recurrence(finding: Finding) -> None:
    """Links a finding that is not stored yet to the task it came back from, and counts the chain."""
    before = (
        RectificationTask.objects.closed_before_alike(finding, days=RECURS_DAYS.value())
        .select_related("finding")
        .first()
    )
    if before:
        finding.recurs_of, finding.recurrences = before, before.finding.recurrences + 1
