"""Telling people what happened, once: in the site, and by e-mail and group robot as they chose.

An app declares the kinds of events that it tells of, once, at import:

    ASSIGNED = NoticeKind("task_assigned", _("A task was assigned to my unit"))

and tells in the transaction of the change itself:

    tell(kind=ASSIGNED, event=f"assigned-{task.pk}-{task.version}", users=people_of(unit), unit=unit,
         title=..., text=..., path=task.get_absolute_url(), now=now)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise

from core.jobs import send_deliveries
from core.models import Delivery, Notice, NoticeChoice, Robot, Unit, User

KINDS: dict[str, "NoticeKind"] = {}


@dataclass(frozen=True)
class NoticeKind:
    """code: at most 24 characters, unique. by_email: whether it is mailed to those who chose nothing."""

    code: str
    label: Promise | str
    by_email: bool = False

    def __post_init__(self):
        if self.code in KINDS:
            raise ValueError(f"Kind of notice {self.code} is declared twice.")
        KINDS[self.code] = self


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
    were told now for the first time.
    """
    people = {user.pk: user for user in users if user.is_active}
    known = set(Notice.objects.filter(event=event, user__in=people).values_list("user_id", flat=True))
    new = [user for pk, user in people.items() if pk not in known]
    chosen = {row.user_id: row for row in NoticeChoice.objects.filter(kind=kind.code, user__in=[u.pk for u in new])}
    words = {"event": event, "title": title[:120], "text": text, "path": path}
    in_site = [user for user in new if user.pk not in chosen or chosen[user.pk].in_site]
    Notice.objects.bulk_create(
        # who does not want it in the site keeps it as read: it is what makes sure that the event is told once
        [Notice(user=user, kind=kind.code, at=now, read_at=None if user in in_site else now, **words) for user in new],
        ignore_conflicts=True,
    )
    by_email = [
        user for user in new
        if user.email and (chosen[user.pk].by_email if user.pk in chosen else kind.by_email)
    ]  # fmt: skip
    out = [Delivery(user=user, made_at=now, next_try_at=now, **words) for user in by_email]
    out += [
        Delivery(robot=robot, made_at=now, next_try_at=now, **words)
        for robot in Robot.objects.for_event(kind.code, unit)
    ]
    if out:
        Delivery.objects.bulk_create(out, ignore_conflicts=True)
        transaction.on_commit(send_deliveries.enqueue)
    return len(new)
