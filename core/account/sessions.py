"""Signing in is seen and ended: sessions that know whose they are, and what a person may do with their own.

Django's "Extending database-backed session engines": SESSION_ENGINE names this module. Nobody is followed: a session knows since
when it is, the browser in words, the network it came from and the hour it was last used, for its owner's eyes, and forgets all of
it when it ends.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, transaction
from django.dispatch import receiver
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from core import trail
from core.account.devices import Device, device_of
from core.addresses import client_address
from core.errors import DomainError
from core.models import Session, User

logger = logging.getLogger(__name__)

SIGNED_IN = "signed_in"
"""Where a session keeps how it was begun: {since, browser, system, address}."""


class SessionStore(DatabaseStore):
    """Django's own, and its row knows whose it is and when it was last used."""

    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def _get_session_from_db(self):
        row = super()._get_session_from_db()
        self.seen_at = row.seen_at if row else None
        return row

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id, row.seen_at = data.get(SESSION_KEY), self.seen_at
        return row


def hour_of(moment: datetime) -> datetime:
    """Finer than the hour nobody's use is kept."""
    return moment.replace(minute=0, second=0, microsecond=0)


@receiver(user_logged_in)
def begin(sender, request, user, **kwargs) -> None:
    """Keeps how the session was begun; the moment is the one that Django has just kept as the person's last sign-in."""
    device = device_of(request.headers.get("User-Agent", ""))
    request.session[SIGNED_IN] = {
        "since": user.last_login.isoformat(),
        "browser": device.browser,
        "system": device.system,
        "address": client_address(request),
    }
    request.session.seen_at = hour_of(user.last_login)


def see(store: SessionStore, *, now: datetime) -> None:
    """Keeps that the session was used in this hour: one small write an hour, and no query else.

    Where nothing can be written (a full disk) the page is shown all the same.
    """
    hour = hour_of(now)
    if store.seen_at and store.seen_at >= hour:
        return
    store.seen_at = hour
    try:
        Session.objects.filter(pk=store.session_key).update(seen_at=hour)
    except DatabaseError:
        logger.exception("A session's last use could not be kept")


@dataclass(frozen=True)
class SignedIn:
    """A live session as its owner sees it. ref: names it on the page; the cookie can't be had from it.

    since, seen_at: aware datetimes, None where they are not known. address: the network, '' where it is not known.
    """

    ref: str
    device: Device
    address: str
    since: datetime | None
    seen_at: datetime | None
    is_here: bool


def sessions_of(user: User, *, here: str, now: datetime) -> list[SignedIn]:
    """Where this person is signed in: this browser first (here: its session's key), then the last used ones."""
    shown = [_shown(row, here) for row in _live(user, now)]
    return sorted(shown, key=lambda one: (one.is_here, one.seen_at or now, one.ref), reverse=True)


def _live(user: User, now: datetime) -> list[Session]:
    """Those that still open the door: one from before the last change of the password does not."""
    valid = user.get_session_auth_hash()
    rows = Session.objects.visible_to(user).live(now)
    return [row for row in rows if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), valid)]


def _shown(row: Session, here: str) -> SignedIn:
    kept = row.get_decoded().get(SIGNED_IN, {})
    return SignedIn(
        ref=ref_of(row.session_key),
        device=Device(kept.get("browser", ""), kept.get("system", "")),
        address=kept.get("address", ""),
        since=datetime.fromisoformat(kept["since"]) if "since" in kept else None,
        seen_at=row.seen_at,
        is_here=row.session_key == here,
    )


def ref_of(session_key: str) -> str:
    return sha256(session_key.encode()).hexdigest()[:20]


@transaction.atomic
def end_session(*, user: User, ref: str, here: str) -> None:
    """Ends another one of a person's own sessions. Raises DomainError where it isn't there: it has ended by itself, is not
    theirs, or is the one in use (here: its key), which ends by signing out."""
    others = Session.objects.visible_to(user).exclude(pk=here)
    keys = [key for key in others.values_list("pk", flat=True) if ref_of(key) == ref]
    if not keys:
        raise DomainError(_("This sign-in has ended already."))
    Session.objects.filter(pk__in=keys).delete()


@transaction.atomic
def end_sessions(user: User, by: User | None, now: datetime, *, keep: str = "") -> int:
    """Ends all of a person's sessions but the one with the key `keep`; gives how many. From then on each of those browsers is
    asked to sign in.

    by: who does it, None for the system. Somebody else's act stands in the trail of the person.
    """
    ended = Session.objects.filter(user=user).exclude(pk=keep).delete()[0]
    if by != user:
        trail.record(subject=user, by=by, verb="end_sessions", at=now, changes={"sessions": [ended, 0]})
    return ended


def forget_ended(*, now: datetime) -> int:
    """Deletes the sessions that have ended by themselves; gives how many. Part of the daily work."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]
