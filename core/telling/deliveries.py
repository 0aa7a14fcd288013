"""Messages on their way out of the site: sent once, tried again with growing pauses, given up after a day.

Once means at most once. A message is claimed in the database before it goes out, and what was claimed is never sent by itself
again unless its failure is certain. Where a worker was killed in the middle, or a server took the message and never answered,
nobody can know: the row is kept as 'outcome unknown', and a person who can ask the group decides to send it again. A message
less is told by the notice in the site anyway; a message twice costs the trust in all of them.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import Delivery, DeliveryState, User
from core.telling.outgoing import NotSent, TooMany, Unclear, absolute
from core.telling.robots import post
from core.town import current_town_name
from core.trail import record

log = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720))
"""After each failed attempt; after the last one it is given up, 25 hours after the first."""
BREATH = timedelta(minutes=2)
"""What the others wait for when too many were sent in a short time."""
CUT_OFF = timedelta(minutes=15)
"""After so long without an outcome, whoever took a message for sending is gone."""


def send_due(*, now: datetime) -> int:
    """Takes up all that is due at this moment; gives how many messages that were."""
    taken = 0
    while send_next(now=now):
        taken += 1
    return taken


def send_next(*, now: datetime) -> bool:
    """Sends the message that is due longest. False where none is due. Not to be called in a transaction: what is claimed
    must be stored before anything leaves."""
    mark_cut_off(now=now)
    delivery = _claim(now)
    if delivery is None:
        return False
    try:
        _send(delivery, now)
    except NotSent as error:
        _failed(delivery, error, now)
    except Unclear as error:
        _settle(delivery, state=DeliveryState.UNKNOWN, trouble=str(error))
    except Exception as error:  # noqa: BLE001  whatever it is must not stop the others; its words may hold an address
        log.error("Delivery %s: %s", delivery.pk, type(error).__name__)
        _settle(delivery, state=DeliveryState.UNKNOWN, trouble=type(error).__name__)
    else:
        _settle(delivery, state=DeliveryState.SENT, sent_at=now, trouble="")
    return True


def mark_cut_off(*, now: datetime) -> int:
    """What was taken for sending long ago and has no outcome: nobody knows, and it is not tried again by itself."""
    words = _("It was interrupted while it was sent: perhaps it arrived.")
    return Delivery.objects.claimed_until(now - CUT_OFF).update(state=DeliveryState.UNKNOWN, trouble=words)


def next_look(*, now: datetime) -> datetime | None:
    """When there will be something to do again; None while nothing is on its way out."""
    waits = Delivery.objects.waiting().order_by("next_try_at").values_list("next_try_at", flat=True).first()
    claimed = Delivery.objects.filter(state=DeliveryState.SENDING).order_by("claimed_at")
    cut_off = [moment + CUT_OFF for moment in claimed.values_list("claimed_at", flat=True)[:1]]
    moments = [*([waits] if waits else []), *cut_off]
    return max(now, min(moments)) if moments else None


@transaction.atomic
def send_again(*, delivery: Delivery, by: User, now: datetime, wake: Callable[[], object]) -> None:
    """Somebody who looked into it lets a message go out once more; it has all its attempts before it.

    wake: called after the commit. Raises DomainError for one that isn't given up or unknown (any more).
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state not in DeliveryState.settled_unsent():
        words = {"state": delivery.get_state_display()}
        raise DomainError(_("This message is not sent again: it is '%(state)s'.") % words)
    old = delivery.state
    delivery.state, delivery.attempts, delivery.next_try_at = DeliveryState.WAITING, 0, now
    delivery.save(update_fields=["state", "attempts", "next_try_at"])
    record(subject=delivery, by=by, verb="send_again", at=now, old_state=old, new_state=delivery.state)
    transaction.on_commit(wake, robust=True)


def _claim(now: datetime) -> Delivery | None:
    """Takes one that is due, in a transaction of its own. One UPDATE with its condition: of two workers that see the same
    row, the database lets one change it, on SQLite and on PostgreSQL alike."""
    due = Delivery.objects.due(now)
    while (pk := due.order_by("next_try_at", "pk").values_list("pk", flat=True).first()) is not None:
        with transaction.atomic(durable=True):
            claimed = due.filter(pk=pk).update(state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1)
        if claimed:
            return Delivery.objects.select_related("user", "robot").get(pk=pk)
    return None


def _settle(delivery: Delivery, **outcome) -> None:
    """Stores the outcome of this very attempt, unless a person has sent it again in the meantime."""
    attempt = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, claimed_at=delivery.claimed_at)
    attempt.filter(state__in=(DeliveryState.SENDING, DeliveryState.UNKNOWN)).update(**outcome)


def _failed(delivery: Delivery, error: NotSent, now: datetime) -> None:
    _settle(delivery, **_after(delivery.attempts, str(error), now))
    beside = Delivery.objects.beside(delivery).due(now)
    if isinstance(error, TooMany):
        beside.update(next_try_at=now + BREATH)
    elif error.way_is_shut:
        # counted as tried: the worker must not knock at a shut door once for each of a hundred messages
        for attempts in range(len(PAUSES), -1, -1):
            beside.filter(attempts=attempts).update(attempts=attempts + 1, **_after(attempts + 1, str(error), now))


def _after(attempts: int, trouble: str, now: datetime) -> dict:
    """The fields of a message after so many failed attempts."""
    if attempts > len(PAUSES):
        return {"state": DeliveryState.GIVEN_UP, "trouble": trouble[:300]}
    return {"state": DeliveryState.WAITING, "next_try_at": now + PAUSES[attempts - 1], "trouble": trouble[:300]}


def _send(delivery: Delivery, now: datetime) -> None:
    if delivery.robot is None:
        _mail(delivery)
    elif not delivery.robot.is_active:
        raise NotSent(_("This robot is not in use."), way_is_shut=True)
    else:
        title = _("[%(town)s] %(title)s") % {"town": current_town_name(), "title": delivery.title}
        post(robot=delivery.robot, title=title, text=delivery.text, link=absolute(delivery.path), now=now)


def _mail(delivery: Delivery) -> None:
    if not (delivery.user.is_active and delivery.user.email):
        raise NotSent(_("This person has no address for e-mail."))
    connection = get_connection()
    try:
        connection.open()
    except OSError:  # SMTPException is one too
        raise NotSent(_("The mail server could not be reached."), way_is_shut=True) from None
    try:
        connection.send_messages([_letter(delivery)])
    except SMTPServerDisconnected:
        raise Unclear(_("The mail server took the message and did not answer.")) from None
    except SMTPException:
        raise NotSent(_("The mail server refused the message.")) from None
    except OSError:
        raise Unclear(_("The mail server took the message and did not answer.")) from None
    finally:
        with suppress(OSError):
            connection.close()


def _letter(delivery: Delivery) -> EmailMessage:
    """Its Message-ID stays the same: sent again by hand, mail programs that have it already know it."""
    how = _("What you are told by e-mail, you choose here: %(link)s") % {"link": absolute(reverse("notice_choices"))}
    parts = [delivery.title, delivery.text, absolute(delivery.path), how]
    headers = {
        "Message-ID": f"<delivery-{delivery.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(delivery.title, "\n\n".join(filter(None, parts)), to=[delivery.user.email], headers=headers)
