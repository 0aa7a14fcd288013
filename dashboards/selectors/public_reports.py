"""What became of residents' reports, for all residents: how many, how quickly, of what kind and where; never what somebody wrote.

A report's words and the place that was typed may hold names, telephones or a home. They stand on the report's own page, for whoever has
its number, and nowhere here: a place is called by the name of its point, or of the village it lies in. No number of a report
leaves this module either, for whoever has one can open its page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.models import Photo, PhotoPurpose
from rectification.indicators import median, rounded
from rectification.models import PublicReport, RectificationTask
from rectification.periods import Period, year_before
from rectification.services.public_photos import released_photos
from rectification.transitions import State

MINUTES_A_DAY = 24 * 60
LISTED = 6
"""Reports that were put right last."""
PAIRS = 3
LOOKED_AT = 9
"""So many released reports are looked through for pairs of photos."""


@dataclass(frozen=True)
class Tally:
    """Reports received in a period, how many of them were put right in it, and the median days that took, to one place."""

    received: int
    closed: int
    days: Decimal | None


@dataclass(frozen=True)
class Closed:
    """kind, place: '' where not known."""

    day: date
    kind: str
    place: str


@dataclass(frozen=True)
class Pair:
    """Before and after, both released. report: the id of its row."""

    closed: Closed
    report: int
    before: Photo
    after: Photo


def tallies(now: datetime) -> tuple[Tally, Tally]:
    """This year's up to the end of today, and the same days of last year. now: local."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(days=1)
    this = Period(midnight.replace(month=1, day=1), end, end)
    last = year_before(this)
    found = _ends(last.start)
    return _tally(found, this), _tally(found, last)


def recently_closed() -> list[Closed]:
    """The latest first; several reports of one problem once."""
    return [_closed(report) for report in _once_a_problem(_latest(_put_right()))][:LISTED]


def released_pairs() -> list[Pair]:
    """Problems that were put right of which the office has released photos of before and after."""
    pairs: list[Pair] = []
    for report in _once_a_problem(_latest(_put_right().exclude(photos_shown_at=None), LOOKED_AT)):
        photos = released_photos(report)
        before = next((photo for photo in photos if photo.purpose == PhotoPurpose.PROBLEM), None)
        after = next((photo for photo in photos if photo.purpose == PhotoPurpose.AFTER), None)
        if before and after:
            pairs.append(Pair(_closed(report), report.pk, before, after))
        if len(pairs) == PAIRS:
            break
    return pairs


def released_photo(report: int, key) -> Photo | None:
    """A photo that the office has released, of the report with this id; None for every other one."""
    found = PublicReport.objects.filter(pk=report).select_related("task__duplicate_of").first()
    return next((photo for photo in released_photos(found) if photo.key == key), None) if found else None


def _put_right() -> QuerySet:
    """Reports whose task, or the one it was joined to, is closed."""
    joined = Q(task__state=State.DUPLICATE, task__duplicate_of__state=State.CLOSED)
    return PublicReport.objects.filter(Q(task__state=State.CLOSED) | joined)


def _latest(reports: QuerySet, most: int = 4 * LISTED) -> list[PublicReport]:
    """The latest closed first. Two queries: those with a task of their own, and those that were joined to another."""
    named = reports.select_related(
        "task__kind", "task__finding__point", "task__finding__unit", "task__duplicate_of__kind"
    )
    found = [
        *named.filter(task__state=State.CLOSED).order_by("-task__closed_at")[:most],
        *named.filter(task__state=State.DUPLICATE).order_by("-task__duplicate_of__closed_at")[:most],
    ]
    return sorted(found, key=lambda report: report.followed_task().closed_at, reverse=True)[:most]


def _once_a_problem(reports: Iterable[PublicReport]) -> list[PublicReport]:
    return list({report.followed_task().pk: report for report in reversed(list(reports))}.values())[::-1]


def _closed(report: PublicReport) -> Closed:
    task, finding = report.followed_task(), report.task.finding
    kind, place = task.kind or report.task.kind, finding.point or finding.unit
    return Closed(
        day=timezone.localdate(task.closed_at), kind=kind.name if kind else "", place=place.name if place else ""
    )


def _tally(ends: list[tuple[datetime, datetime | None]], period: Period) -> Tally:
    received = [(start, end) for start, end in ends if period.start <= start < period.end]
    spent = [int((end - start).total_seconds() // 60) for start, end in received if end and end < period.end]
    middle = median(spent)
    return Tally(len(received), len(spent), None if middle is None else rounded(middle / MINUTES_A_DAY))


def _ends(since: datetime) -> list[tuple[datetime, datetime | None]]:
    """When each report since then was received, and when the task that it follows was closed; None while it is not."""
    rows = PublicReport.objects.filter(received_at__gte=since).order_by()
    rows = list(rows.values_list("received_at", "task__state", "task__closed_at", "task__duplicate_of"))
    others = _others({row[3] for row in rows if row[1] == State.DUPLICATE})
    return [(received, _end_of(state, at, other, others)) for received, state, at, other in rows]


def _end_of(state: str, closed_at: datetime | None, other: int | None, others: dict) -> datetime | None:
    seen: set[int] = set()
    while state == State.DUPLICATE and other in others and other not in seen:
        seen.add(other)
        state, closed_at, other = others[other]
    return closed_at if state == State.CLOSED else None


def _others(wanted: set[int]) -> dict[int, tuple]:
    """The tasks that reports were joined to, by id: state, moment of closing, the next one; a query for each step of a chain."""
    found: dict[int, tuple] = {}
    while wanted:
        rows = RectificationTask.objects.filter(pk__in=wanted).order_by()
        rows = rows.values_list("pk", "state", "closed_at", "duplicate_of")
        found |= {pk: tuple(rest) for pk, *rest in rows}
        wanted = {rest[2] for rest in found.values() if rest[0] == State.DUPLICATE} - found.keys()
    return found
