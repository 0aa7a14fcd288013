"""Telling people what happened, once: in the site, and by e-mail and group robot as they chose.

An app declares the kinds of events that it tells of, once, at import:

    ASSIGNED = NoticeKind("task_assigned", _("A task was assigned to my unit"), roles=frozenset({"unit"}))

and tells in the transaction of the change itself:

    tell(kind=ASSIGNED, event=f"assigned-{task.pk}-{task.version}", users=people_of(unit), unit=unit,
         title=..., text=..., path=task.get_absolute_url(), now=now)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import Truncator

from core.jobs import wake_sender
from core.models import Delivery, Notice, NoticeChoice, Robot, Unit, User

KINDS: dict[str, "NoticeKind"] = {}
KEPT = timedelta(days=400)
"""How long notices and sent messages are kept: longer than any event could be told again."""


@dataclass(frozen=True)
class NoticeKind:
    """code: at most 24 characters, unique. by_email: whether it is mailed to those who chose nothing. roles: who is ever told
    of it, and so is offered the choice; empty: everybody."""

    code: str
    label: Promise | str
    by_email: bool = False
    roles: frozenset[str] = frozenset()

    def __post_init__(self):
        if self.code in KINDS or len(self.code) > 24:
            raise ValueError(f"Kind of notice {self.code} is declared twice, or its code is too long.")
        KINDS[self.code] = self


def kinds_for(roles: frozenset[str]) -> list[NoticeKind]:
    """The kinds that somebody with these roles may be told of, in the order of their declaration."""
    return [kind for kind in KINDS.values() if not kind.roles or kind.roles & roles]


@transaction.atomic
def tell(
    *,
    kind: NoticeKind,
    event: str,
    users: Iterable[User],
    title: str,
    text: str = "",
    path: str = "",
    now: datetime,
    unit: Unit | None = None,
) -> int:
    """Tells these people, and the group robots of the unit, of one event; nobody twice, however often it is called.

    event: at most 80 characters, the same for the same event. unit: whom it concerns, for the robots. Gives how many people
    were told now for the first time. At most five queries, whatever the number of people, and two after the commit.

    Where two tell of one event at the same moment, the database keeps one row for each person and each robot, of the notices
    and of the deliveries alike: neither is doubled.
    """
    new = _not_told_yet(event, users)
    words = {"event": event, "title": shortened(title), "text": text, "path": path}
    chosen = {row.user_id: row for row in NoticeChoice.objects.filter(kind=kind.code, user__in=new)} if new else {}
    Notice.objects.bulk_create([_notice(user, kind, chosen, now, words) for user in new], ignore_conflicts=True)
    out = [Delivery(user=user, **words) for user in new if _is_mailed(user, kind, chosen)]
    out += [Delivery(robot=robot, **words) for robot in Robot.objects.for_event(kind.code, unit)]
    for delivery in out:
        delivery.made_at = delivery.next_try_at = now
    if out:
        Delivery.objects.bulk_create(out, ignore_conflicts=True)
        transaction.on_commit(wake_sender, robust=True)
    return len(new)


def shortened(title: str) -> str:
    """One line of at most 120 characters."""
    return Truncator(" ".join(title.split())).chars(120)


def _not_told_yet(event: str, users: Iterable[User]) -> list[User]:
    """Always in the order of their keys, so that two who tell at the same moment wait for each other and never crosswise."""
    people = {user.pk: user for user in users if user.is_active}
    known = set(Notice.objects.filter(event=event, user__in=people).values_list("user_id", flat=True)) if people else ()
    return [people[pk] for pk in sorted(people) if pk not in known]


def _notice(user: User, kind: NoticeKind, chosen: dict, now: datetime, words: dict) -> Notice:
    """Who does not want it in the site gets a row all the same: it is what makes sure that the event is told once."""
    in_site = user.pk not in chosen or chosen[user.pk].in_site
    return Notice(user=user, kind=kind.code, at=now, in_site=in_site, read_at=None if in_site else now, **words)


def _is_mailed(user: User, kind: NoticeKind, chosen: dict) -> bool:
    wanted = chosen[user.pk].by_email if user.pk in chosen else kind.by_email
    return bool(settings.SENDS_EMAIL and user.email and wanted)


def mark_read(notices, now: datetime) -> int:
    """Marks the unread ones of these rows as read; gives how many there were."""
    return notices.unread().update(read_at=now)


@transaction.atomic
def choose(*, user: User, email: str, choices: dict[str, tuple[bool, bool]]) -> None:
    """Keeps how a person wants to be told, and where mail goes. choices: code of the kind -> in the site, by e-mail."""
    rows = [
        NoticeChoice(user=user, kind=code, in_site=in_site, by_email=by_email)
        for code, (in_site, by_email) in choices.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["in_site", "by_email"]
    )
    if user.email != email:
        user.email = email
        user.save(update_fields=["email"])


def forget_old(*, now: datetime) -> int:
    """Deletes what was told and sent out long ago; gives how many notices and messages that were. Part of the daily work."""
    notices, _by_model = Notice.objects.filter(at__lt=now - KEPT).delete()
    messages, _by_model = Delivery.objects.settled().filter(made_at__lt=now - KEPT).delete()
    return notices + messages
