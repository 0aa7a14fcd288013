"""A changed calendar moves open deadlines (the domain rules, section 6): those that the calendar made, and no others. Changed is a day
that the office corrects, or a year whose holidays became known.

A deadline is moved only where it is exactly what the limit gives from the task's own clock by the calendar of before: the full
limit from the assignment, or half of it from the reopening. One that a person set (an extension) or that a pause moved stands.
So does one that would come to lie in the past; and natural days know no calendar. Turned back, a correction moves them back.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from core.models import Role, User
from core.telling.notices import tell
from core.town import in_town_language
from core.trail import entry_of, record_many
from core.workdays.changes import Change, Moved
from rectification import clocks, notice_kinds
from rectification.limit_units import LimitUnit
from rectification.models import Escalation, RectificationTask, Stage
from rectification.selectors.audiences import audiences
from rectification.selectors.digest import listed
from rectification.services.deadlines import ClockRules, count_from

FIELDS = ["deadline", "warn_at", "escalate_at", "version"]


def deadlines_that_move(change: Change, *, now: datetime) -> list[Moved]:
    """What `move_deadlines` would move, without moving it."""
    return [
        Moved(f"{task.number} {task.finding.description}", task.get_absolute_url(), task.deadline, new)
        for task, new in _moving(_depending(change), change, now)
    ]


@transaction.atomic
def move_deadlines(change: Change, *, by: User | None, now: datetime, event: str) -> int:
    """Moves them, each with a trail entry, and tells the units once each. The moment of the supervision order follows the calendar
    also where the deadline stays. The number of queries doesn't depend on the number of tasks."""
    rules = ClockRules.read(change.after)
    tasks = list(_depending(change).select_for_update(of=("self",)))
    olds = {task.pk: task.deadline for task in tasks}
    moved = []
    for task, new in list(_moving(tasks, change, now)):
        count_from(task, new, rules)
        task.version += 1
        moved.append(task)
    RectificationTask.objects.bulk_update(moved, FIELDS, batch_size=500)
    with in_town_language():
        why = change.said
    record_many(_entry(task, olds[task.pk], why, by, now) for task in moved)
    _excuse({task.pk: olds[task.pk] for task in moved if olds[task.pk] < now})
    _follow([task for task in tasks if task.deadline == olds[task.pk]], change, rules)
    with in_town_language():
        _tell(moved, change, now, event)
    return len(moved)


def _depending(change: Change):
    """Open tasks whose clock, or the time after their deadline up to the supervision order, runs over its days."""
    start = timezone.make_aware(datetime.combine(change.day, time.min))
    end = timezone.make_aware(datetime.combine(change.until, time.max))
    over = Q(deadline__gte=start) | Q(escalate_at__gte=start)
    tasks = RectificationTask.objects.running().filter(over, clock_started_at__lte=end)
    return tasks.exclude(limit_unit=LimitUnit.NATURAL_DAYS).with_details().order_by("deadline", "pk")


def _moving(tasks: Iterable[RectificationTask], change: Change, now: datetime) -> Iterator[tuple]:
    """The tasks that move, with their new deadlines."""
    for task in tasks:
        start, old = timezone.localtime(task.clock_started_at), task.deadline
        for amount in dict.fromkeys((task.limit_amount, clocks.half_limit(task.limit_amount))):
            if clocks.deadline_of(start, amount, task.limit_unit, change.before) == old:
                new = clocks.deadline_of(start, amount, task.limit_unit, change.after)
                if new != old and new > now:
                    yield task, new
                break


def _excuse(passed: dict[int, datetime]) -> None:
    """A deadline that had passed and was moved on is held against no unit any more; the trail keeps that it was red."""
    if passed:
        rows = Escalation.objects.filter(task__in=passed, stage=Stage.RED).values_list("pk", "task", "deadline")
        Escalation.objects.filter(pk__in=[pk for pk, task, at in rows if at == passed[task]]).update(unit=None)


def _follow(tasks: Iterable[RectificationTask], change: Change, rules: ClockRules) -> None:
    """The moment of the supervision order, where the calendar changes after a deadline that stands."""
    changed = []
    for task in tasks:
        count = timezone.localtime(task.deadline), task.limit_amount, task.limit_unit, rules.order_percent
        before, after = (clocks.escalate_at(*count, calendar) for calendar in (change.before, change.after))
        if before != after and task.escalate_at == before:
            task.escalate_at = after
            changed.append(task)
    RectificationTask.objects.bulk_update(changed, ["escalate_at"], batch_size=500)


def _entry(task: RectificationTask, old: datetime, why: str, by: User | None, now: datetime):
    return entry_of(
        subject=task, by=by, verb="move_deadline", at=now, old_state=task.state, new_state=task.state, reason=why,
        changes={"deadline": [timezone.localtime(old).isoformat(), task.deadline.isoformat()]},
    )  # fmt: skip


def _tell(tasks: list[RectificationTask], change: Change, now: datetime, event: str) -> None:
    for audience in audiences(Role.UNIT, timezone.localdate(now)) if tasks else ():
        if mine := audience.in_charge_of(tasks):
            words = {"n": len(mine), "day": change.name}
            tell(
                kind=notice_kinds.DEADLINES_MOVED,
                event=f"{event}-{audience.unit.pk}",
                users=audience.users,
                unit=audience.unit,
                title=ngettext(
                    "The calendar moved %(n)s deadline (%(day)s)", "The calendar moved %(n)s deadlines (%(day)s)", len(mine)
                ) % words,
                text=listed(mine, now, change.after),
                path=reverse("rectification:list"),
                now=now,
            )  # fmt: skip
