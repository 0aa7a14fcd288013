"""The work of each day, in parts that the apps bring: lights, reminders, escalation, what is deleted, what is sent out.

An app registers its parts in its `daily.py`, which is read at the start; they run in the order of the apps and in it:

    daily.register("escalation", _("Stages of overdue tasks"), escalate, words={"amber": _("due soon")})

A part takes `now` and gives what it did in numbers: {"amber": 3}, or one number. Run again on the same day, or for the first
time after some days, it does what is due by then and was not done yet.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from core.errors import DomainError
from core.models import DailyRun
from core.running.locks import only_one
from core.running.outage import Outage, outage_of
from core.town import in_town_language

logger = logging.getLogger(__name__)

FAILED = "failed"
"""In place of a part's numbers: the name of the error that ended it."""


@dataclass(frozen=True)
class Part:
    """words: how its numbers are called on the page of settings. in_transaction: off for what talks with the world outside."""

    name: str
    label: Promise | str
    work: Callable[..., Mapping[str, int] | int]
    words: Mapping[str, Promise | str] = field(default_factory=dict)
    in_transaction: bool = True


parts: list[Part] = []


def register(name: str, label, work: Callable[..., Mapping[str, int] | int], **more) -> None:
    """Adds a part, after those that are there. name: unique. more: `words`, `in_transaction`."""
    if any(part.name == name for part in parts):
        raise ValueError(f"Daily work '{name}' is registered twice.")
    parts.append(Part(name, label, work, **more))


class AlreadyRunning(DomainError):
    """Another process does the day's work at this moment."""


def run(*, now: datetime) -> DailyRun:
    """Does the work of the day on which `now` lies. A part that fails is undone and kept in `outcome`; the others go on.

    Raises AlreadyRunning where another process is at it.
    """
    with only_one("daily") as mine, in_town_language():
        if not mine:
            raise AlreadyRunning("The daily work is running already.")
        return _run(now)


def _run(now: datetime) -> DailyRun:
    began = monotonic()
    kept, _made = DailyRun.objects.update_or_create(
        day=timezone.localdate(now), defaults={"started_at": now, "finished_at": None}
    )
    for part in parts:
        kept.outcome[part.name] = _added(kept.outcome.get(part.name, {}), _done(part, now))
        kept.save(update_fields=["outcome"])
    kept.finished_at = now + timedelta(seconds=monotonic() - began)
    kept.save(update_fields=["finished_at"])
    return kept


def _done(part: Part, now: datetime) -> dict:
    try:
        if part.in_transaction:
            with transaction.atomic():
                numbers = part.work(now=now)
        else:
            numbers = part.work(now=now)
    except Exception as error:
        if outage_of(error) in (Outage.DATABASE, Outage.BUSY):
            raise  # the whole run is taken up again when the database is back: each part does what is still due
        logger.exception("Daily work '%s' failed", part.name)
        return {FAILED: type(error).__name__}
    return dict(numbers) if isinstance(numbers, Mapping) else {"done": numbers or 0}


def _added(before: dict, now: dict) -> dict:
    """The numbers of a day, over all its runs; whether a part failed is the last run's word."""
    kept = {name: value for name, value in before.items() if name != FAILED}
    if FAILED in now:
        return kept | now
    return kept | {name: kept.get(name, 0) + value for name, value in now.items()}


def failed_parts(kept: DailyRun) -> list[str]:
    """The names of the parts that failed in the day's last run."""
    return [name for name, numbers in kept.outcome.items() if FAILED in numbers]


@dataclass(frozen=True)
class Told:
    """What a part did, for people: its name, its numbers in words, and the error that ended it ('' if none did)."""

    label: str
    numbers: list[tuple[str, int]]
    failed: str


def told(kept: DailyRun) -> list[Told]:
    """A day's outcome in words, part by part; of a part that is gone by now its own names."""
    by_name = {part.name: part for part in parts}
    lines = []
    for name, numbers in kept.outcome.items():
        part = by_name.get(name)
        words = part.words if part else {}
        counted = [(str(words.get(key, key)), value) for key, value in numbers.items() if key != FAILED]
        lines.append(Told(str(part.label if part else name), counted, numbers.get(FAILED, "")))
    return lines
