"""Holding off what is not a person, without asking anybody outside: a signed ticket with its time, a field that only machines
fill in, so many reports an hour from one address and in all, and a disk that is never filled.

Nothing of this is kept for long or says who somebody is: the digest of an address changes every day.
"""

import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from core.errors import DomainError
from rectification.models import PublicReport
from rectification.thresholds import REPORTS_IN_ALL, REPORTS_PER_HOUR

FASTEST = timedelta(seconds=3)
OLDEST = timedelta(days=1)
HOUR = timedelta(hours=1)
TRIES_PER_REPORT = 5
"""So often a form may come back before it counts as a flood: looking at photos takes the server's time."""
FREE_BYTES = 500_000_000
"""What is left of the disk for the office's own work."""


@dataclass(frozen=True)
class Ticket:
    """Given out with an empty form. key: sent twice, it is one report. given_at: when the form was opened."""

    key: UUID
    given_at: datetime


class TooOld(DomainError):
    """The form was open for more than a day: it gets a new ticket with the same key."""


def give_ticket(now: datetime, key: UUID | None = None) -> str:
    return _signer().sign_object({"key": str(key or uuid4()), "at": int(now.timestamp())})


def read_ticket(text: str) -> Ticket | None:
    """None for what is not ours."""
    try:
        content = _signer().unsign_object(text)
    except (BadSignature, ValueError):
        return None
    return Ticket(UUID(content["key"]), datetime.fromtimestamp(content["at"], tz=timezone.get_default_timezone()))


def _signer() -> Signer:
    return Signer(salt="rectification.public-report")


def check_person(ticket: Ticket | None, trap: str, now: datetime) -> None:
    """Raises DomainError, in words that a person can act on, for what was sent as only machines send it."""
    if ticket is None or now - ticket.given_at > OLDEST:
        raise TooOld(_("This page was open for more than a day. Nothing is lost: please send it once more."))
    if timedelta() <= now - ticket.given_at < FASTEST:  # before it was given: the server's clock was set back meanwhile
        raise DomainError(_("That was very quick. Nothing is lost: please wait a moment, then send it once more."))
    if trap:
        raise DomainError(_("Something was filled in that nobody can see. Nothing is lost: please send it once more."))


def check_room(address: str, now: datetime) -> None:
    """Raises DomainError when enough came in the last hour, from this address or in all, or the disk is nearly full.

    Counts as a try: asked once for each form that is sent.
    """
    check_tries(address, now)
    lately = PublicReport.objects.received_since(now - HOUR)
    if lately.filter(sender__in=_digests(address, now)).count() >= REPORTS_PER_HOUR.value():
        raise _too_many()
    is_full = shutil.disk_usage(settings.DATA_DIR).free < FREE_BYTES
    if is_full or lately.count() >= REPORTS_IN_ALL.value():
        raise DomainError(_("Very many reports are coming in. Please try again in an hour; what you typed stays here."))


def check_tries(address: str, now: datetime) -> None:
    """Raises DomainError when forms came from this address over and over in this hour of the clock, whatever became of them.

    Each process of the server counts its own: it holds off a flood, it is no account.
    """
    key = f"public-report-tries-{sender_digest(address, timezone.localdate(now))}-{now.hour}"
    cache.add(key, 0, HOUR.total_seconds())
    if cache.incr(key) > REPORTS_PER_HOUR.value() * TRIES_PER_REPORT:
        raise _too_many()


def _too_many() -> DomainError:
    return DomainError(
        _(
            "Many reports came from your connection within the hour. Please send this one later; what you typed stays here."
        )
    )


def sender_digest(address: str, day: date) -> str:
    """64 hex digits: the same for one address on one day, and nothing that leads back to it the day after."""
    return salted_hmac(f"public-report-sender-{day.isoformat()}", address, algorithm="sha256").hexdigest()


def _digests(address: str, now: datetime) -> set[str]:
    """Of the last hour: two around midnight."""
    return {sender_digest(address, timezone.localdate(moment)) for moment in (now, now - HOUR)}
