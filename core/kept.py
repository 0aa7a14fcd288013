"""Figures for which many records are gone through: kept for a minute, but never beyond a change.

Whatever changes a record writes the trail in the same transaction. So what was worked out under the same newest entries still holds.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from core.models import TrailEntry

T = TypeVar("T")

NEWEST = 20
"""So many entries are compared, not the newest alone: one that got its number earlier may be committed later."""


def kept(of: tuple, work: Callable[[], T], holds: Callable[[T], timedelta | None] = lambda _found: None) -> T:
    """What `work` gives, or gave since the last change.

    of: all that it depends on beside the records: what it is, whose, of which period; compared as text. holds: how long what was
    found holds without any change, until a deadline passes; None: for ever.
    """
    if not settings.KEPT_SECONDS:
        return work()
    newest = list(TrailEntry.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    key = sha256(repr((of, newest)).encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        found = work()
        cache.set(key, found, _seconds(holds(found)))
    return found


def _seconds(holds: timedelta | None) -> float:
    return settings.KEPT_SECONDS if holds is None else max(0, min(settings.KEPT_SECONDS, holds.total_seconds()))
