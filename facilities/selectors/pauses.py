"""When projects were stopped, as their trail tells it: nothing is to be reported of a month at whose end the work rests."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from core.models import TrailEntry
from facilities.lag import Pause
from facilities.models import Project


def pauses_of(projects: Sequence[Project]) -> dict[int, list[Pause]]:
    """project > its pauses, in order; one query. A stopped one of which the trail says nothing rests since ever."""
    found: dict[int, list[Pause]] = {}
    steps = TrailEntry.objects.of_many(Project, [project.pk for project in projects]).order_by("at", "pk")
    steps = steps.filter(verb__in=("project_stop", "project_go_on"))
    for pk, verb, at in steps.values_list("subject_id", "verb", "at"):
        day, pauses = timezone.localdate(at), found.setdefault(pk, [])
        if verb == "project_stop":
            pauses.append(Pause(day))
        elif pauses:
            pauses[-1] = Pause(pauses[-1].since, day)
    for project in projects:
        if project.is_stopped and project.pk not in found:
            found[project.pk] = [Pause(date.min)]
    return found
