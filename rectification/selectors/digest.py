"""Several tasks in one message, a line each."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import ngettext

from core.workdays.calendar import WorkCalendar
from rectification.models import RectificationTask
from rectification.selectors.rows import due_words

MOST = 20
"""More lines than this nobody reads: the list has them."""


def listed(tasks: Sequence[RectificationTask], now: datetime, calendar: WorkCalendar) -> str:
    """'整-2026-0012 垃圾房满溢 · 马桥垃圾房 · 马桥村 · 超期2天', one line a task (with its finding and unit loaded)."""
    lines = [_line(task, now, calendar) for task in tasks[:MOST]]
    if more := len(tasks) - len(lines):
        lines.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    return "\n".join(lines)


def _line(task: RectificationTask, now: datetime, calendar: WorkCalendar) -> str:
    finding, unit = task.finding, task.responsible_unit
    who = unit.name if unit else task.authority
    words = [f"{task.number} {finding.description}", finding.where, who, due_words(task, now, calendar)[0]]
    return " · ".join(word for word in words if word)
