"""Every task against its trail: what the trail alone tells must be what stands in the task."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from core.models import TrailEntry
from rectification.models import RectificationTask
from rectification.replay import Course, replay

COMPARED = (
    "state", "severity", "deadline", "clock_started_at", "registered_at", "submitted_at", "closed_at", "suspended_at",
    "pass_started_at", "verified_by_id", "passes", "reworks", "reopenings", "version",
)  # fmt: skip
AT_ONCE = 500


@dataclass(frozen=True)
class Difference:
    """What is wrong with one task, in words."""

    number: str
    said: str


def differences(tasks) -> Iterator[Difference]:
    """Where these tasks (a queryset) and their trails disagree; nothing as a rule. Two queries for 500 tasks."""
    stream = tasks.select_related("responsible_unit").order_by("pk").iterator(chunk_size=AT_ONCE)
    while piece := list(islice(stream, AT_ONCE)):
        trails = _trails(piece)
        for task in piece:
            yield from (Difference(task.number, said) for said in compare(task, replay(trails[task.pk])))


def compare(task: RectificationTask, course: Course) -> list[str]:
    """In words: where the trail breaks, and what it tells otherwise than the task."""
    said = list(course.breaks)
    for name in COMPARED:
        if getattr(task, name) != getattr(course, name):
            said.append(_differs(name, getattr(task, name), getattr(course, name)))
    if not _same_unit(task, course):
        said.append(_differs("responsible_unit", task.responsible_unit or "", course.responsible_unit))
    return said


def _same_unit(task: RectificationTask, course: Course) -> bool:
    """By its key, so that a unit may be renamed; by its name where the trail has nothing else."""
    if course.responsible_unit_id == 0:
        return str(task.responsible_unit or "") == course.responsible_unit
    return task.responsible_unit_id == course.responsible_unit_id


def _differs(name: str, has, told) -> str:
    words = {
        "field": RectificationTask._meta.get_field(name.removesuffix("_id")).verbose_name,
        "has": has,
        "told": told,
    }
    return _("%(field)s: the task has '%(has)s', its trail tells '%(told)s'") % words


def _trails(tasks: list[RectificationTask]) -> dict[int, list[TrailEntry]]:
    trails: dict[int, list[TrailEntry]] = defaultdict(list)
    for entry in TrailEntry.objects.of_many(RectificationTask, [task.pk for task in tasks]).order_by("pk"):
        trails[entry.subject_id].append(entry)
    return trails
