"""What of the loop goes over when a unit ends: its open tasks, drafted orders, talks not held yet. What was closed names its unit."""

from django.utils.translation import gettext_lazy as _

from core.models import TrailEntry
from core.trail import record_many
from core.units.followers import Follower, Handed, follow, told
from rectification.models import Finding, OrderState, RectificationTask, SupervisionOrder, Talk, TalkState
from rectification.services.changes import count_change
from rectification.transitions import OPEN_STATES


def _open_tasks(day):
    return RectificationTask.objects.open().select_related("finding__point", "responsible_unit")


def _open_findings(day):
    return Finding.objects.filter(task__state__in=OPEN_STATES)


def _tasks_over(rows: list[RectificationTask], handed: Handed) -> int:
    """Another unit and nothing else: clock, deadline and stage stay, so the heir has the time that is left."""
    for task in rows:
        task.responsible_unit = handed.heir_of(task.finding.point_id)
        count_change(task)
    RectificationTask.objects.bulk_update(rows, ["responsible_unit", "version", "search_text"], batch_size=500)
    record_many(_entry(task, handed) for task in rows)
    return len(rows)


def _entry(task: RectificationTask, handed: Handed) -> TrailEntry:
    entry = told(task, handed, {"responsible_unit": task.responsible_unit}, old_state=task.state, new_state=task.state)
    entry.changes["responsible_unit_id"] = [handed.old.pk, task.responsible_unit_id]
    return entry


def _findings_over(rows: list[Finding], handed: Handed) -> int:
    """Where an open problem lies. Its task's trail tells of it."""
    for finding in rows:
        finding.unit = handed.heir_of(finding.point_id)
    Finding.objects.bulk_update(rows, ["unit"], batch_size=500)
    return len(rows)


follow(
    Follower("tasks", _("open tasks"), _open_tasks, "responsible_unit", carry=_tasks_over),
    Follower("findings", _("open problems in it"), _open_findings, carry=_findings_over),
    Follower(
        "orders",
        _("supervision orders not signed yet"),
        lambda day: SupervisionOrder.objects.filter(state=OrderState.DRAFTED),
    ),
    Follower("talks", _("talks not held yet"), lambda day: Talk.objects.filter(state=TalkState.PROPOSED)),
)
