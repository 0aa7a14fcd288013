"""The tallies of a period whose earlier part is kept: what lies months back hardly changes any more, and is most of a year's tasks.

A task stands in a period by its own moments, and none of them lies before it was reported. So the earlier part holds until the trail
names a task that has a moment in it. Tasks of a ledger are the exception, whose deadlines and closings the ledger gave: such a task
makes everything be worked out anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Q

from core.kept import NEWEST
from core.models import TrailEntry, Unit
from rectification.indicators import Tally, total
from rectification.models import RectificationTask
from rectification.periods import Period

SETTLED = timedelta(days=45)
"""Before the end of a period: what was reported earlier is mostly closed, and can't be reopened any more."""
KEPT = timedelta(days=1)
MOST = 500
"""So many entries of the trail are looked at; after more, everything is worked out anew."""

Work = Callable[[Period], dict]
"""work(period): the rows' tallies, by key."""


@dataclass(frozen=True)
class Head:
    """seen: the newest entries of the trail when it was worked out."""

    tallies: dict
    seen: frozenset[int]


def with_settled(of: tuple, period: Period, work: Work, as_of: datetime) -> dict:
    """work(period), put together of its earlier part, which is kept, and the rest.

    of: all that the tallies depend on beside tasks and period; compared as text. as_of: up to when the report goes, of which this
    is one period.
    """
    cut = settled_until(period, as_of)
    if cut <= period.start or not settings.KEPT_SECONDS:
        return work(period)
    head, rest = _head(of, Period(period.start, cut, cut), work), work(Period(cut, period.end, period.full_end))
    return {key: total([head.get(key, Tally()), rest.get(key, Tally())]) for key in {**head, **rest}}


def settled_until(period: Period, as_of: datetime) -> datetime:
    """The first moment of a month; where the whole period lies back so far, that of its last day."""
    if period.end + SETTLED < as_of:
        return period.end.replace(hour=0, minute=0, second=0, microsecond=0)
    return (period.end - SETTLED).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _head(of: tuple, period: Period, work: Work) -> dict:
    key = sha256(repr(("settled", of, period)).encode()).hexdigest()
    head = cache.get(key)
    entries = _entries_since(head.seen if head else frozenset())
    seen = frozenset(sorted(entry[0] for entry in entries)[-NEWEST:])
    if head is None or not _still_holds(head, entries, period.end):
        head = Head(work(period), seen)
    cache.set(key, Head(head.tallies, seen), KEPT.total_seconds())
    return head.tallies


def _entries_since(seen: frozenset[int]) -> list[tuple[int, int, int]]:
    """Key, kind and key of the subject of the entries from the oldest of those on, the latest first; one query."""
    entries = TrailEntry.objects.order_by("-pk").filter(pk__gte=min(seen, default=0))
    most = MOST if seen else NEWEST
    return list(entries.values_list("pk", "subject_type_id", "subject_id")[: most + 1])


def _still_holds(head: Head, entries: list[tuple[int, int, int]], end: datetime) -> bool:
    """No unit was changed, which would move tasks from reader to reader, and no task with a moment before `end`."""
    if len(entries) > MOST:
        return False
    kinds = ContentType.objects.get_for_models(RectificationTask, Unit)
    changed = [(kind, key) for pk, kind, key in entries if pk not in head.seen]
    if any(kind == kinds[Unit].pk for kind, _key in changed):
        return False
    tasks = {key for kind, key in changed if kind == kinds[RectificationTask].pk}
    if not tasks:
        return True
    moments = ("reported_at", "deadline", "submitted_at", "closed_at")
    standing = Q(finding__source_key__startswith="ledger-")
    for moment in moments:
        standing |= Q(**{f"{moment}__lt": end})
    return not RectificationTask.objects.filter(standing, pk__in=tasks).exists()
