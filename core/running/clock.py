"""Whether this machine's clock can be right: time that was entered in the trail already does not come again."""

from datetime import datetime, timedelta

from core.models import TrailEntry

NEWEST = 20
"""So many entries are looked at: after a clock that ran ahead was put right, a morning's work is enough to be believed again."""
TOLERANCE = timedelta(minutes=10)


def set_back(*, now: datetime) -> datetime | None:
    """The latest of the newest entries, where it lies well after `now`; None while the clock can be believed."""
    latest = max(TrailEntry.objects.order_by("-pk").values_list("at", flat=True)[:NEWEST], default=None)
    return latest if latest and latest > now + TOLERANCE else None
