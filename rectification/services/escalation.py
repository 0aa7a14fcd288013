"""What follows when time passes (the domain rules, section 6): due soon, overdue, supervision order; each once a deadline.

A task reaches stages while its unit works on it. What is handed in waits for whoever checks it and reaches none; nor does what
is suspended or with another authority. One run does every stage that fell due since the last one, however long ago that was.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from core.models import Role, TrailEntry
from core.telling.notices import tell
from core.trail import entry_of, record_many
from core.workdays.office import office_calendar
from rectification import notice_kinds
from rectification.models import Escalation, OrderCause, RectificationTask, Stage
from rectification.selectors.audiences import audiences
from rectification.selectors.digest import listed
from rectification.services.orders import draft_due_orders
from rectification.services.talks import propose_talks
from rectification.thresholds import ORDER_REWORKS
from rectification.transitions import WORKED_ON

VERBS = {Stage.AMBER: "light_amber", Stage.RED: "light_red", Stage.ORDER: "order_due"}
"""The trail's word for each stage, in the order in which a task reaches them."""


@transaction.atomic
def escalate(*, now: datetime) -> dict[str, int]:
    """Brings every task to the stages that its clock has reached by `now`. Gives how many reached each, and what came of it.

    Each stage writes a row and a trail entry, by deadline over the tasks and amber, red, order within one. The number of
    queries doesn't depend on the number of tasks.
    """
    reached = {stage: list(_reaching(stage, now)) for stage in VERBS}
    reached[Stage.ORDER] = _without_those_ordered_before(reached[Stage.ORDER], now)
    _write(reached, now)
    _tell_due_soon(reached[Stage.AMBER], now)
    orders = draft_due_orders(tasks=[(task, _cause(task, now)) for task in reached[Stage.ORDER]], now=now)
    talks = propose_talks(now=now)
    counts = {stage.value: len(tasks) for stage, tasks in reached.items()}
    return counts | {"drafted": len(orders), "talks": len(talks)}


def _reaching(stage: Stage, now: datetime) -> QuerySet:
    """Tasks whose clock has come to this stage under their present deadline, and that aren't written there yet."""
    come = {
        Stage.AMBER: Q(warn_at__lte=now),
        Stage.RED: Q(deadline__lt=now),
        Stage.ORDER: Q(escalate_at__lte=now) | Q(reworks__gte=ORDER_REWORKS.value()),
    }[stage]
    written = Escalation.objects.filter(task=OuterRef("pk"), stage=stage, deadline=OuterRef("deadline"))
    tasks = RectificationTask.objects.filter(come, ~Exists(written), state__in=WORKED_ON, deadline__isnull=False)
    return tasks.with_details().order_by("deadline", "pk")


def _cause(task: RectificationTask, now: datetime) -> str:
    return OrderCause.OVERDUE if task.escalate_at and task.escalate_at <= now else OrderCause.REWORKED


def _without_those_ordered_before(tasks: list[RectificationTask], now: datetime) -> list[RectificationTask]:
    """Leaves out tasks that are here for reworks that an earlier order was about: only later ones count again."""
    for_reworks = [task.pk for task in tasks if _cause(task, now) == OrderCause.REWORKED]
    if not for_reworks:
        return tasks
    ordered = dict(
        RectificationTask.objects.filter(pk__in=for_reworks, orders__cause=OrderCause.REWORKED)
        .order_by("orders__drafted_at")
        .values_list("pk", "orders__drafted_at")
    )
    again = dict.fromkeys(ordered, 0)
    entries = TrailEntry.objects.of_many(RectificationTask, ordered).filter(verb="rework")
    for pk, at in entries.values_list("subject_id", "at"):
        again[pk] += at > ordered[pk]
    enough = ORDER_REWORKS.value()
    return [task for task in tasks if again.get(task.pk, enough) >= enough or task.pk not in for_reworks]


def _write(reached: dict[Stage, list[RectificationTask]], now: datetime) -> None:
    """The rows and the trail: by deadline over the tasks, a task's stages in their order."""
    order = list(VERBS)
    steps = [(task, stage) for stage, tasks in reached.items() for task in tasks]
    steps.sort(key=lambda step: (step[0].deadline, step[0].pk, order.index(step[1])))
    Escalation.objects.bulk_create(
        Escalation(task=task, stage=stage, deadline=task.deadline, unit=task.responsible_unit, at=now)
        for task, stage in steps
    )
    record_many(
        entry_of(subject=task, by=None, verb=VERBS[stage], at=now, old_state=task.state, new_state=task.state)
        for task, stage in steps
    )


def _tell_due_soon(tasks: list[RectificationTask], now: datetime) -> None:
    """Each unit once, of all its tasks that turned yellow and aren't overdue by now (the daily digest has those)."""
    tasks = [task for task in tasks if task.deadline >= now]
    calendar = office_calendar()
    for audience in audiences(Role.UNIT, timezone.localdate(now)) if tasks else ():
        if mine := audience.in_charge_of(tasks):
            tell(
                kind=notice_kinds.DUE_SOON,
                event=f"due-soon-{mine[0].pk}-{mine[0].deadline:%Y%m%d%H%M%S}",
                users=audience.users,
                unit=audience.unit,
                title=ngettext("%(n)s task is due soon", "%(n)s tasks are due soon", len(mine)) % {"n": len(mine)},
                text=listed(mine, now, calendar),
                path=reverse("rectification:list") + "?light=amber",
                now=now,
            )
