"""What of the loop hangs on a person: tasks that name them as responsible, and what they asked for and was not decided yet.

Everything else hangs on the unit or the role, so whoever holds the post next has it. Who wrote progress stands in the trail, which
nobody changes: whoever did the work still doesn't check it, also when somebody else is named now (the domain rules, section 6).
"""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.people.handover import Departure, Piece, Work, register
from core.people.named_work import NamedWork
from rectification.models import RectificationTask, Request, RequestState
from rectification.services.changes import save


def _rows():
    return RectificationTask.objects.open().exclude(person="").with_details()


def _store(tasks: list[RectificationTask]) -> None:
    """Each with its version: a form that was opened before shows both states, and puts no name back unseen."""
    for task in tasks:
        save(task)


TASKS = register(
    NamedWork(
        code="tasks",
        label=gettext_lazy("Rectification tasks that name the person as responsible"),
        column="person",
        rows=_rows,
        units=lambda task: [task.responsible_unit.path] if task.responsible_unit else [],
        text=lambda task: f"{task.number} · {task.finding.description}",
        save=_store,
        state=lambda task: task.state,
    ).as_work()
)


def _requests(person: User):
    """What this person asked for and still waits for. Of one who has left nothing waits: their unit gets the answer."""
    if not person.is_active:
        return Request.objects.none()
    return Request.objects.filter(asked_by=person, state=RequestState.ASKED).order_by("pk")


def open_requests(person: User, day: date) -> int:
    return _requests(person).count()


def plan_requests(departure: Departure) -> list[Piece]:
    """They stay asked by whom they were asked; the answer goes to the people of the unit (rectification.services.telling)."""
    rows = _requests(departure.person).select_related("task__finding")
    return [
        Piece(
            text=f"{one.get_kind_display()} · {one.task.number} · {one.task.finding.description}",
            path=one.task.get_absolute_url(),
            then=_("The answer goes to the people of the unit."),
        )
        for one in rows
    ]


def hand_over_requests(departure: Departure, by: User | None, now: datetime) -> list[Piece]:
    """With the end of the account alone."""
    return plan_requests(departure)


REQUESTS = register(
    Work(
        "requests", gettext_lazy("Requests that wait for a decision"), open_requests, plan_requests, hand_over_requests
    )
)
