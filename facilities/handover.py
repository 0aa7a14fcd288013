"""What of the works hangs on a person: projects that name them as in charge (core/people/handover.py)."""

from django.utils.translation import gettext_lazy as _

from core.people.handover import register
from core.people.named_work import NamedWork
from facilities.models import Project
from facilities.project_stages import ProjectStage


def _rows():
    """Those not in use yet; one that was stopped may go on."""
    rows = Project.objects.present().exclude(stage=ProjectStage.IN_USE).exclude(in_charge="")
    return rows.select_related("town", "unit", "carried_out_by")


def _units(project: Project) -> list[str]:
    """Who carries it out; else where it lies."""
    unit = project.carried_out_by or project.unit
    return [unit.path] if unit else []


PROJECTS = register(
    NamedWork(
        code="projects",
        label=_("Projects that name the person as in charge"),
        column="in_charge",
        rows=_rows,
        units=_units,
    ).as_work()
)
