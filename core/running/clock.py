"""Whether this machine's clock can be right: time that was entered in the trail already does not come again. And whether it was set."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from core.models import TrailEntry

logger = logging.getLogger(__name__)
NEWEST = 20
"""So many entries are looked at: after a clock that ran ahead was put right, a morning's work is enough to be believed again."""
TOLERANCE = timedelta(minutes=10)


def set_back(*, now: datetime) -> datetime | None:
    """The latest of the newest entries, where it lies well after `now`; None while the clock can be believed."""
    latest = max(TrailEntry.objects.order_by("-pk").values_list("at", flat=True)[:NEWEST], default=None)
    return latest if latest and latest > now + TOLERANCE else None


class Watch:
    """Sees that the clock was set while this process runs: its time went another way than the machine's own seconds."""

    def __init__(self, then: Callable[[], object]):
        """then: done once after each change; where it fails, again at the next look."""
        self.then, self.ahead = then, _ahead_of_the_machine()

    def look(self) -> None:
        ahead = _ahead_of_the_machine()
        if abs(ahead - self.ahead) > TOLERANCE.total_seconds():
            try:
                self.then()
            except Exception:
                logger.exception("The clock was set, and what follows from it failed")
                return
        self.ahead = ahead


def _ahead_of_the_machine() -> float:
    """Seconds of the clock beyond those that the machine counts for itself, which nobody can set."""
    return time.time() - time.monotonic()
