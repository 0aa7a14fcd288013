"""What is told once a day as long as it lasts: one message a person, with all that waits. Days without a run are not made up."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from core.models import Role, Unit
from core.telling.notices import NoticeKind, tell
from core.workdays.office import office_calendar
from rectification import notice_kinds
from rectification.models import RectificationTask
from rectification.selectors.audiences import Audience, audiences
from rectification.selectors.digest import listed
from rectification.transitions import WORKED_ON, State


@transaction.atomic
def remind_of_overdue(*, now: datetime) -> dict[str, int]:
    """Tells the office of every overdue task of its town and the units of their own: one digest a person and day.

    The office hears of it first: a robot that stands for the whole town then has the whole list, and not the first unit's.
    """
    tasks = RectificationTask.objects.filter(state__in=WORKED_ON, deadline__lt=now).with_details()
    tasks = list(tasks.order_by("deadline", "pk"))
    told = _tell_office(notice_kinds.OVERDUE, "overdue-digest", tasks, _overdue, "?light=red", now)
    event = f"overdue-digest-{timezone.localdate(now)}"
    for audience in audiences(Role.UNIT, timezone.localdate(now)) if tasks else ():
        if mine := audience.in_charge_of(tasks):
            told += _tell(notice_kinds.OVERDUE, event, audience, mine, _overdue, "?light=red", now)
    return {"told": told}


@transaction.atomic
def remind_to_look_again(*, now: datetime) -> dict[str, int]:
    """Tells the office of suspended tasks whose day to look again has come, until somebody has."""
    tasks = RectificationTask.objects.filter(state=State.SUSPENDED, look_again_on__lte=timezone.localdate(now))
    tasks = list(tasks.with_details().order_by("look_again_on", "pk"))
    told = _tell_office(
        notice_kinds.LOOK_AGAIN, "look-again", tasks, _to_look_at, f"?state={State.SUSPENDED.value}", now
    )
    return {"told": told}


@transaction.atomic
def remind_of_answers(*, now: datetime) -> dict[str, int]:
    """Tells the office of transferred tasks whose authority should have answered by now."""
    tasks = RectificationTask.objects.filter(state=State.TRANSFERRED, deadline__lt=now)
    tasks = list(tasks.with_details().order_by("deadline", "pk"))
    told = _tell_office(
        notice_kinds.ANSWER_OVERDUE, "answers", tasks, _unanswered, f"?state={State.TRANSFERRED.value}", now
    )
    return {"told": told}


def _overdue(n: int) -> str:
    return ngettext("%(n)s task is overdue", "%(n)s tasks are overdue", n) % {"n": n}


def _to_look_at(n: int) -> str:
    return ngettext(
        "%(n)s suspended task is to be looked at again", "%(n)s suspended tasks are to be looked at again", n
    ) % {"n": n}


def _unanswered(n: int) -> str:
    return ngettext("%(n)s authority's answer is overdue", "%(n)s authorities' answers are overdue", n) % {"n": n}


def _tell_office(kind: NoticeKind, word: str, tasks: list, title, query: str, now: datetime) -> int:
    day, town = timezone.localdate(now), Unit.objects.home()
    if not tasks or town is None:
        return 0
    event = f"{word}-{day}"
    people = [(audience, audience.may_know(tasks)) for audience in audiences(Role.OFFICE, day, of=town)]
    return sum(_tell(kind, event, audience, known, title, query, now) for audience, known in people if known)


def _tell(kind: NoticeKind, event: str, audience: Audience, tasks: list, title, query: str, now: datetime) -> int:
    return tell(
        kind=kind,
        event=event,
        users=audience.users,
        unit=audience.unit,
        title=title(len(tasks)),
        text=listed(tasks, now, office_calendar()),
        path=reverse("rectification:list") + query,
        now=now,
    )
