"""What the page and the paper of a supervision order show beside the order itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import cn_datetime_full
from core.models import Photo, PhotoPurpose
from rectification.models import OrderCause, RectificationTask, Stage, SupervisionOrder
from rectification.order_words import limit_of, paper_number
from rectification.selectors.timeline import ShownPhoto, shown_photo

MOST_PHOTOS = 3


@dataclass(frozen=True)
class Missed:
    """A deadline of the task that passed: when it was, and under which unit."""

    deadline: datetime
    unit: str


@dataclass(frozen=True)
class OrderFacts:
    """number: as papers write it. cause: why the order was given, in words with its figures. missed: oldest first."""

    number: str
    cause: str
    missed: list[Missed]
    photos: list[ShownPhoto]


def order_facts(order: SupervisionOrder) -> OrderFacts:
    """Two queries. The history is that of the task up to now: also what came after the order was drafted."""
    return OrderFacts(
        number=paper_number(order.number),
        cause=cause_words(order),
        missed=missed_deadlines(order.task),
        photos=[shown_photo(photo, n) for n, photo in enumerate(problem_photos(order.task), start=1)],
    )


def cause_words(order: SupervisionOrder) -> str:
    """'逾期已达时限的一倍', '返工2次', '领导交办'."""
    if order.cause == OrderCause.REWORKED:
        n = order.task.reworks
        return ngettext("the recheck failed %(n)s time", "the recheck failed %(n)s times", n) % {"n": n}
    return str(order.get_cause_display())


def missed_deadlines(task: RectificationTask) -> list[Missed]:
    """What the calendar moved on afterwards has no unit and is none (services/calendar_change.py)."""
    reached = task.escalations.filter(stage=Stage.RED, unit__isnull=False).select_related("unit")
    return [Missed(one.deadline, one.unit.name) for one in reached.order_by("deadline", "pk")]


def problem_photos(task: RectificationTask) -> Sequence[Photo]:
    return Photo.objects.about(task).filter(purpose=PhotoPurpose.PROBLEM).order_by("uploaded_at", "pk")[:MOST_PHOTOS]


def limit_words(task: RectificationTask) -> str:
    """'3个工作日，2026年11月20日 17:30止'."""
    if not (task.limit_amount and task.deadline):
        return "—"
    return _("%(limit)s, until %(at)s") % {"limit": limit_of(task), "at": cn_datetime_full(task.deadline)}
