"""Who is told of what the loop does: the unit of what comes to it, the office, the inspectors and the leader of what waits for
them. Never whoever did it, and nobody from whom the point is kept (rectification.withheld).

The words are Chinese whatever language the one who acts reads: others read them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import cn_datetime
from core.models import Notice, Post, Role, Unit, User
from core.telling.notices import NoticeKind, mark_read, tell
from core.town import in_town_language
from rectification import notice_kinds as kinds
from rectification.models import RectificationTask, Request, RequestKind, RequestState
from rectification.transitions import ASKS
from rectification.withheld import kept_from


@dataclass(frozen=True)
class Told:
    """What one verb tells. To `roles`: 'unit' over the responsible unit, others over the town."""

    kind: NoticeKind
    title: Promise
    roles: tuple[str, ...] = (Role.UNIT,)


TOLD: dict[str, Told] = {
    "assign": Told(kinds.ASSIGNED, gettext_lazy("New task: %(problem)s")),
    "rework": Told(kinds.SENT_BACK, gettext_lazy("Sent back for rework: %(problem)s")),
    "reopen": Told(kinds.SENT_BACK, gettext_lazy("Reopened: %(problem)s")),
    "close": Told(kinds.CLOSED, gettext_lazy("Closed: %(problem)s")),
    "suspend": Told(kinds.PAUSED, gettext_lazy("Suspended: %(problem)s"), (Role.UNIT, Role.OFFICE)),
    "resume": Told(kinds.PAUSED, gettext_lazy("Resumed, the clock runs again: %(problem)s")),
    "cancel": Told(kinds.PAUSED, gettext_lazy("Cancelled: %(problem)s")),
    "hand_back": Told(kinds.HANDED_BACK, gettext_lazy("Handed back: %(problem)s"), (Role.OFFICE,)),
    "submit": Told(kinds.SUBMITTED, gettext_lazy("Waits for recheck: %(problem)s"), (Role.OFFICE, Role.INSPECTOR)),
    "report": Told(kinds.CAME_BACK, gettext_lazy("Came back: %(problem)s"), (Role.OFFICE, Role.LEADER)),
}
"""By verb of the trail. What is not here is told to nobody: whoever it concerns did it."""

ASKED = {
    RequestKind.EXTENSION: gettext_lazy("Extension asked for: %(problem)s"),
    RequestKind.SUSPENSION: gettext_lazy("Suspension asked for: %(problem)s"),
}
DECIDED = {
    (RequestKind.EXTENSION, RequestState.GRANTED): gettext_lazy("Extension granted: %(problem)s"),
    (RequestKind.EXTENSION, RequestState.REFUSED): gettext_lazy("Extension refused: %(problem)s"),
    (RequestKind.SUSPENSION, RequestState.REFUSED): gettext_lazy("Suspension refused: %(problem)s"),
}
"""A granted suspension suspends the task, and that is told to the unit and the office already."""


def tell_of(task: RectificationTask, verb: str, by: User | None, now: datetime, reason: str = "") -> None:
    """Tells of what was just done to a task (a verb of the trail); nothing where nobody is to be told.

    At most six queries, whatever the number of people.
    """
    told = TOLD.get(verb)
    if told is None or (verb == "report" and not task.finding.recurs_of_id):
        return
    also = _verifier(task) if verb == "report" else Q()
    people = _people(task, told.roles, by, now, also)
    _tell(task, told.kind, f"{verb}-{task.pk}-{task.version}", told.title, people, now, reason)


def settle_recheck(task: RectificationTask, now: datetime) -> None:
    """The task waits for no recheck any more: whoever was told that it does needn't look. One query."""
    told = Notice.objects.filter(kind=kinds.SUBMITTED.code, path=task.get_absolute_url())
    mark_read(told, now)


def settle_asked(task: RectificationTask, now: datetime) -> None:
    """Nothing waits for a decision any more: whoever was told that it does needn't look. One query."""
    told = Notice.objects.filter(kind=kinds.ASKED.code, path=task.get_absolute_url())
    mark_read(told, now)


def tell_asked(request: Request, by: User, now: datetime) -> None:
    """Tells those who decide on a request."""
    people = _people(request.task, ASKS[request.kind].decided_by, by, now)
    until = _until(request)
    _tell(request.task, kinds.ASKED, f"asked-{request.pk}", ASKED[request.kind], people, now, until, request.reason)


def tell_decided(request: Request, by: User, now: datetime, reason: str = "") -> None:
    """Tells whoever asked what was decided; where they have left, the people of the unit."""
    title = DECIDED.get((request.kind, request.state))
    if title is None:
        return
    people = User.objects.filter(pk=request.asked_by_id, is_active=True).exclude(pk=by.pk)
    if not request.asked_by.is_active:
        people = _people(request.task, (Role.UNIT,), by, now)
    until = _until(request) if request.state == RequestState.GRANTED else ""
    _tell(request.task, kinds.DECIDED, f"decided-{request.pk}", title, people, now, until, reason)


def tell_reminder(task: RectificationTask, by: User, now: datetime) -> int:
    """Tells the responsible unit of a task once more, once a day; gives how many people were told now."""
    event = f"remind-{task.pk}-{timezone.localdate(now)}"
    title = gettext_lazy("Reminder: %(problem)s")
    return _tell(task, kinds.REMINDED, event, title, _people(task, (Role.UNIT,), by, now), now)


def _people(task: RectificationTask, roles, by: User | None, now: datetime, also: Q | None = None):
    """Those who hold one of these roles over the task today; one query."""
    posts = Post.objects.in_force(timezone.localdate(now))
    holders = posts.none()
    for role in roles:
        unit: Unit | None = task.responsible_unit if role == Role.UNIT else task.town
        if unit:
            holders = holders | posts.covering(unit).filter(role=role)
    if Role.INSPECTOR in roles:
        holders = holders | _inspectors_from_elsewhere(posts, task)
    wanted = Q(pk__in=holders.values("user")) | (also or Q())
    people = User.objects.filter(wanted, is_active=True).exclude(kept_from(task.finding))
    return people.exclude(pk=by.pk) if by else people


def _inspectors_from_elsewhere(posts, task: RectificationTask):
    """Posts of inspectors in other parts of the town than the responsible unit's (models.scope.where_rechecking)."""
    parts = posts.filter(role=Role.INSPECTOR, unit__path__startswith=task.town.path)
    if unit := task.responsible_unit:
        parts = parts.exclude(Q(unit__path__in=unit.ancestor_paths()) | Q(unit__path__startswith=unit.path))
    return parts


def _verifier(task: RectificationTask) -> Q:
    """Whoever found the problem solved the last time."""
    return Q(pk__in=RectificationTask.objects.filter(pk=task.finding.recurs_of_id).values("verified_by"))


def _tell(
    task: RectificationTask, kind: NoticeKind, event: str, title: Promise, people, now: datetime, *more: str
) -> int:
    with in_town_language():
        return tell(
            kind=kind, event=event, users=people, unit=task.responsible_unit or task.town, now=now,
            title=title % {"problem": task.finding.description}, text=_text(task, *more), path=task.get_absolute_url(),
        )  # fmt: skip


def _text(task: RectificationTask, *more: str) -> str:
    """'整2026-0012 · 马桥垃圾房 · 马桥村 · 期限11月26日 17:30', and below it what was written with it."""
    unit = str(task.responsible_unit) if task.responsible_unit else ""
    due = _("due %(moment)s") % {"moment": cn_datetime(task.deadline)} if task.deadline and task.is_open else ""
    facts = " · ".join(filter(None, (task.number, task.finding.where, unit, due)))
    return "\n".join(filter(None, (facts, *more)))


def _until(request: Request) -> str:
    with in_town_language():
        return _("Until %(moment)s") % {"moment": cn_datetime(request.until)}
