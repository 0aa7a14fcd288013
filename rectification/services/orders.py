"""Supervision orders (督办单): drafted by the daily work or by hand, changed until they are signed, signed by a leader, or dropped.

    drafted > signed | dropped

The unit answers a signed order by its progress on the task.
"""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotAllowed
from core.models import Serial, User
from core.trail import entry_of, record, record_many
from core.workdays.office import office_calendar
from rectification.models import OrderCause, OrderState, RectificationTask, SupervisionOrder
from rectification.order_words import composed_demand
from rectification.services.order_notices import tell_leaders, tell_signed
from rectification.services.signatures import png_of_ink
from rectification.thresholds import ORDER_ANSWER_DAYS
from rectification.transitions import WORKED_ON

DRAFTED_BY = ("office", "leader")
SIGNED_BY = ("leader",)


def may_draft(task: RectificationTask, user: User) -> bool:
    """The office, or a leader, for a task that a unit is working on, while no order for it waits for signature."""
    holds = user.access.covers(task.town.path, *DRAFTED_BY)
    return holds and task.state in WORKED_ON and not task.orders.filter(state=OrderState.DRAFTED).exists()


def may_change(order: SupervisionOrder, user: User) -> bool:
    """Change it or drop it: the office or a leader, until it is signed."""
    return order.state == OrderState.DRAFTED and user.access.covers(order.task.town.path, *DRAFTED_BY)


def may_sign(order: SupervisionOrder, user: User) -> bool:
    """A leader, and nobody else: not the office that wrote it, and not the administrator."""
    return order.state == OrderState.DRAFTED and user.access.covers(order.task.town.path, *SIGNED_BY)


@transaction.atomic
def draft_due_orders(*, tasks: Sequence[tuple[RectificationTask, str]], now: datetime) -> list[SupervisionOrder]:
    """Orders for these tasks, each with its cause (OrderCause), save those for which one waits already. Leaders are told once."""
    waiting = SupervisionOrder.objects.filter(task__in=[task for task, _cause in tasks], state=OrderState.DRAFTED)
    waiting = set(waiting.values_list("task_id", flat=True)) if tasks else set()
    orders = _write([(task, cause, "") for task, cause in tasks if task.pk not in waiting], by=None, now=now)
    if orders:
        tell_leaders(orders, now)
    return orders


@transaction.atomic
def draft_order(*, task: RectificationTask, demand: str, answer_by: date, by: User, now: datetime) -> SupervisionOrder:
    """An order by hand. Raises NotAllowed, or DomainError where the task isn't worked on or an order waits already."""
    task = RectificationTask.objects.with_details().select_for_update(of=("self",)).get(pk=task.pk)
    if not by.access.covers(task.town.path, *DRAFTED_BY):
        raise NotAllowed(_("A supervision order is drafted by the office or by a leader."))
    if not may_draft(task, by):
        raise DomainError(_("This task isn't being worked on, or an order for it waits for its signature already."))
    _check_text(demand, answer_by, now)
    order = _write([(task, OrderCause.BY_HAND, demand.strip())], by=by, now=now, answer_by=answer_by)[0]
    tell_leaders([order], now)
    return order


@transaction.atomic
def edit_order(
    *, order: SupervisionOrder, demand: str, answer_by: date, by: User, now: datetime, seen: str | None = None
) -> SupervisionOrder:
    """Another demand or day before it is signed. Raises NotAllowed, Conflict, DomainError (signed or dropped meanwhile)."""
    order = _locked(order, seen)
    if not may_change(order, by):
        raise NotAllowed(_("A supervision order is changed by the office or by a leader."))
    _check_text(demand, answer_by, now)
    demand = demand.strip()
    changes = {}
    if order.demand != demand:
        changes["demand"] = [order.demand, demand]
    if order.answer_by != answer_by:
        changes["answer_by"] = [order.answer_by.isoformat(), answer_by.isoformat()]
    if changes:
        order.demand, order.answer_by = demand, answer_by
        order.save(update_fields=["demand", "answer_by"])
        record(subject=order, by=by, verb="edit", at=now, changes=changes, **_stays(order))
    return order


@transaction.atomic
def sign_order(
    *,
    order: SupervisionOrder,
    by: User,
    now: datetime,
    opinion: str = "",
    ink: str = "",
    typed_name: str = "",
    seen: str | None = None,
) -> SupervisionOrder:
    """The leader's opinion and signature; unit and office are told, the task's trail has it.

    ink: the handwriting as a PNG data address; or typed_name: the leader's own name instead. seen: the stamp of the text that
    was read before signing (`stamp_of`). A day that has passed meanwhile is set anew, as far off as it was.
    Raises NotAllowed (no leader), Conflict (the text was changed), DomainError (signed or dropped before, nothing written).
    """
    order = _locked(order, seen)
    if not may_sign(order, by):
        raise NotAllowed(_("A supervision order is signed by a leader."))
    if not ink and " ".join(typed_name.split()) != str(by):
        raise DomainError(
            {"typed_name": _("Write your signature into the field, or type your name: %(name)s.") % {"name": by}}
        )
    picture = png_of_ink(ink) if ink else b""
    order.state, order.opinion = OrderState.SIGNED, opinion.strip()
    order.signed_by, order.signed_at = by, now
    if order.answer_by <= timezone.localdate(now):
        order.answer_by = _days_from(now)
    if picture:
        order.signature.save(f"{uuid4().hex}.png", ContentFile(picture), save=False)
    order.save()
    _record_both(order, by, now, "sign_order", OrderState.DRAFTED, order.opinion)
    tell_signed(order, now)
    return order


@transaction.atomic
def drop_order(*, order: SupervisionOrder, reason: str, by: User, now: datetime) -> SupervisionOrder:
    """Not issued, for a reason. Raises NotAllowed, DomainError."""
    order = _locked(order, None)
    if not may_change(order, by):
        raise NotAllowed(_("A supervision order is dropped by the office or by a leader."))
    if not reason.strip():
        raise DomainError({"reason": _("Say why it is not issued.")})
    order.state, order.dropped_reason = OrderState.DROPPED, reason.strip()
    order.save(update_fields=["state", "dropped_reason"])
    _record_both(order, by, now, "drop_order", OrderState.DRAFTED, order.dropped_reason)
    return order


def stamp_of(order: SupervisionOrder) -> str:
    """What a form keeps of the text that its reader saw: signing another text is refused."""
    return sha256(f"{order.answer_by.isoformat()} {order.demand}".encode()).hexdigest()[:16]


def _locked(order: SupervisionOrder, seen: str | None) -> SupervisionOrder:
    """The order as it is now; the task's row stays locked as well, as in every change of the loop."""
    RectificationTask.objects.select_for_update(of=("self",)).get(pk=order.task_id)
    order = SupervisionOrder.objects.with_details().select_for_update(of=("self",)).get(pk=order.pk)
    if order.state != OrderState.DRAFTED:
        raise DomainError(_("This order is decided already: %(state)s.") % {"state": order.get_state_display()})
    if seen is not None and seen != stamp_of(order):
        raise Conflict(_("Somebody changed the order in the meantime. Read it again."))
    return order


def _check_text(demand: str, answer_by: date, now: datetime) -> None:
    if not demand.strip():
        raise DomainError({"demand": _("Say what is demanded.")})
    if answer_by <= timezone.localdate(now):
        raise DomainError({"answer_by": _("Choose a day in the future.")})


def _days_from(now: datetime) -> date:
    return office_calendar().nth_working_day_after(timezone.localdate(now), ORDER_ANSWER_DAYS.value())


def _write(
    tasks: Sequence[tuple[RectificationTask, str, str]],
    *,
    by: User | None,
    now: datetime,
    answer_by: date | None = None,
) -> list[SupervisionOrder]:
    """Rows with numbers and trail for (task, cause, demand); an empty demand is composed. A fixed number of queries."""
    if not tasks:
        return []
    year, answer_by = timezone.localdate(now).year, answer_by or _days_from(now)
    numbers = Serial.objects.take(f"order-{year}", len(tasks))
    orders = [
        SupervisionOrder(
            number=f"督-{year}-{number:04d}", task=task, unit=task.responsible_unit, cause=cause,
            demand=demand or composed_demand(task, cause, now), answer_by=answer_by, drafted_at=now,
        )
        for (task, cause, demand), number in zip(tasks, numbers, strict=True)
    ]  # fmt: skip
    SupervisionOrder.objects.bulk_create(orders)
    record_many(entry_of(subject=order, by=by, verb="draft_order", at=now, new_state=order.state) for order in orders)
    record_many(
        entry_of(subject=order.task, by=by, verb="draft_order", at=now, reason=order.number, **_stays(order.task))
        for order in orders
    )
    return orders


def _stays(record_of: RectificationTask | SupervisionOrder) -> dict:
    return {"old_state": record_of.state, "new_state": record_of.state}


def _record_both(order: SupervisionOrder, by: User, now: datetime, verb: str, old: str, words: str) -> None:
    record(subject=order, by=by, verb=verb, at=now, old_state=old, new_state=order.state, reason=words)
    told = f"{order.number} {words}".strip()
    record(subject=order.task, by=by, verb=verb, at=now, reason=told, **_stays(order.task))
