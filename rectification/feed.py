"""The deadlines that concern a person, for their calendar program (core/telling/feeds.py)."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, DurationField, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.access import within
from core.models import TrailEntry, User
from core.telling.feeds import MOST_ENTRIES, FeedEntry, add_source
from rectification.models import OrderState, RectificationTask, SupervisionOrder
from rectification.models.scope import where_rechecking
from rectification.transitions import State


def deadlines_of(user: User, now: datetime) -> Iterator[FeedEntry]:
    """A unit's own tasks; the office's whole town with the days to look again; what waits for an inspector's recheck; the days
    by which supervision orders are to be answered. The nearest deadlines first; three queries."""
    for task in _running(user, now):
        yield _deadline(task)
    for task in _suspended(user):
        yield _look_again(task)
    for order in _unanswered(user):
        yield _answer(order)


def _tasks(user: User):
    changed = TrailEntry.objects.filter(
        subject_type=ContentType.objects.get_for_model(RectificationTask), subject_id=OuterRef("pk")
    ).order_by()
    last = changed.values("subject_id").annotate(last=Max("at")).values("last")
    tasks = RectificationTask.objects.visible_to(user).with_details()
    return tasks.annotate(changed_at=Coalesce(Subquery(last), F("reported_at")))


def _running(user: User, now: datetime):
    access = user.access
    concern = within("town", access.paths("office")) | within("responsible_unit", access.paths("unit"))
    concern |= where_rechecking(user) & Q(state=State.SUBMITTED)
    ahead = When(deadline__gte=now, then=F("deadline") - Value(now))
    away = Case(ahead, default=Value(now) - F("deadline"), output_field=DurationField())
    return _tasks(user).running().filter(concern).order_by(away, "-pk")[:MOST_ENTRIES]


def _suspended(user: User):
    access = user.access
    concern = within("town", access.paths("office", "leader")) | within("responsible_unit", access.paths("unit"))
    rows = _tasks(user).filter(concern, state=State.SUSPENDED, look_again_on__isnull=False)
    return rows.order_by("look_again_on", "pk")[:MOST_ENTRIES]


def _unanswered(user: User):
    """Signed orders whose task is still open."""
    orders = SupervisionOrder.objects.visible_to(user).filter(state=OrderState.SIGNED)
    orders = orders.filter(task__in=RectificationTask.objects.open().visible_to(user))
    return orders.select_related("task__finding__point", "unit").order_by("answer_by", "pk")[:MOST_ENTRIES]


def _deadline(task: RectificationTask) -> FeedEntry:
    return FeedEntry(
        key=f"task-{task.pk}-deadline",
        at=task.deadline,
        summary=_("Due: %(problem)s (%(unit)s)") % _words(task),
        **_common(task),
    )


def _look_again(task: RectificationTask) -> FeedEntry:
    return FeedEntry(
        key=f"task-{task.pk}-look-again",
        at=task.look_again_on,
        summary=_("Look again: %(problem)s (%(unit)s)") % _words(task),
        **_common(task),
    )


def _answer(order: SupervisionOrder) -> FeedEntry:
    words = {"number": order.number, "unit": order.unit}
    return FeedEntry(
        key=f"order-{order.pk}-answer",
        at=order.answer_by,
        summary=_("Supervision order %(number)s is to be answered (%(unit)s)") % words,
        description=f"{order.demand}\n{order.task.number} {order.task.finding.description}",
        path=order.get_absolute_url(),
        sequence=0,
        changed_at=order.signed_at,
    )


def _words(task: RectificationTask) -> dict:
    return {"problem": task.finding.description, "unit": task.responsible_unit or task.authority or task.town}


def _common(task: RectificationTask) -> dict:
    finding = task.finding
    facts = [task.number, task.get_state_display(), finding.where, task.person, task.measure]
    return {
        "description": "\n".join(filter(None, facts)),
        "path": task.get_absolute_url(),
        "sequence": task.version,
        "changed_at": task.changed_at,
    }


add_source(deadlines_of)
