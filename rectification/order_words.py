"""What a supervision order says when nobody has written it yet, in the sentences offices use."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import cn_datetime_full
from core.town import in_town_language
from rectification.clocks_text import span
from rectification.models import OrderCause, RectificationTask

MOST = 500
"""Characters that the demand may have."""


def composed_demand(task: RectificationTask, cause: str, now: datetime) -> str:
    """Why the order is given, and what is demanded; at most 500 characters. The day of the answer stands beside it."""
    with in_town_language():
        return f"{_why(task, cause, now)}{_demanded(task, now)}"[:MOST]


def _why(task: RectificationTask, cause: str, now: datetime) -> str:
    finding = task.finding
    what = {"what": finding.description, "where": finding.where or "—", "number": task.number}
    said = _("Task %(number)s, '%(what)s' (%(where)s): ") % what
    if cause == OrderCause.REWORKED:
        times = ngettext("%(n)s recheck", "%(n)s rechecks", task.reworks) % {"n": task.reworks}
        return said + _("it was handed in and failed %(times)s. ") % {"times": times}
    if not task.deadline:
        return said
    limit = {"at": cn_datetime_full(task.deadline), "limit": limit_of(task)}
    if now > task.deadline:
        limit["span"] = span(now - task.deadline)
        return said + _("the limit of %(limit)s ended on %(at)s, and it is overdue by %(span)s. ") % limit
    return said + _("the limit of %(limit)s ends on %(at)s. ") % limit


def _demanded(task: RectificationTask, now: datetime) -> str:
    if task.deadline and now > task.deadline:
        return _(
            "Put the problem right at once, hand it in for recheck with photos, and answer in writing: why the deadline"
            " was missed, how the problem was put right, and what keeps it from coming back."
        )
    return _(
        "Put the problem right at once, hand it in for recheck with photos, and answer in writing: how the problem was"
        " put right, and what keeps it from coming back."
    )


def limit_of(task: RectificationTask) -> str:
    """'3个工作日'; '' where the task has no limit."""
    words = {"amount": task.limit_amount, "unit": task.get_limit_unit_display()}
    return _("%(amount)s %(unit)s") % words if task.limit_amount else ""


def paper_number(number: str) -> str:
    """The number as papers write it: '督-2026-0007' is '督〔2026〕7号'. Anything else stays as it is."""
    parts = number.split("-")
    if len(parts) != 3 or not parts[2].isdigit():
        return number
    return f"{parts[0]}〔{parts[1]}〕{int(parts[2])}号"
