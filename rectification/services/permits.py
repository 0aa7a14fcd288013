"""Who may do what with a task: roles over the town or the unit, and the separation of duties (the domain rules, section 6)."""

from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.models import TrailEntry, User
from rectification.models import PublicReport, RectificationTask
from rectification.transitions import REPORTER, Transition, from_state

PROGRESS_VERBS = ("start", "progress", "submit")
"""Trail entries that are progress: whoever wrote one in this pass does not verify it."""


def allowed_transitions(task: RectificationTask, user: User) -> list[Transition]:
    """What this user may do next with the task, the main step first."""
    return [transition for transition in from_state(task.state) if why_not(task, transition, user) is None]


def check_allowed(
    task: RectificationTask, transition: Transition, by: User | None, as_reporter: PublicReport | None = None
) -> None:
    """Raises NotAllowed unless this person, or the resident who sent this report, may do it."""
    reason = why_reporter_not(task, transition, as_reporter) if as_reporter else why_not(task, transition, by)
    if reason:
        raise NotAllowed(reason)


def why_reporter_not(task: RectificationTask, transition: Transition, report: PublicReport) -> str | None:
    """Why a resident may not do this, in words; None if they may: what the table gives to them, to their own report's task."""
    if REPORTER not in transition.roles or report.followed_task().pk != task.pk:
        return _("That is for the office to do.")
    return None


def why_not(task: RectificationTask, transition: Transition, user: User) -> str | None:
    """Why this person may not do this, in words; None if they may."""
    if not holds(task, user, *transition.roles):
        return _("Your posts do not include this step.")
    if transition.separate and _is_of_responsible_unit(task, user):
        return _("Whoever belongs to the responsible unit does not check its work.")
    if transition.separate and _wrote_progress(task, user):
        return _("Whoever wrote progress in this pass does not check it.")
    return None


def holds(task: RectificationTask, user: User, *roles: str) -> bool:
    """A post with one of these roles over the task: the unit's own for 'unit', over the town for the others, for 'inspector'
    also in a part of it."""
    town_roles = [role for role in roles if role != "unit"]
    if user.access.covers(task.town.path, *town_roles):
        return True
    if "inspector" in roles and _comes_from_elsewhere(task, user):
        return True
    return "unit" in roles and bool(task.responsible_unit) and user.access.covers(task.responsible_unit.path, "unit")


def _comes_from_elsewhere(task: RectificationTask, user: User) -> bool:
    """An inspector of another part of the town; the same rule as models.scope.where_rechecking."""
    parts = [path for path in user.access.paths("inspector") if path.startswith(task.town.path)]
    unit = task.responsible_unit.path if task.responsible_unit else ""
    return bool(parts) and not unit.startswith(tuple(parts))


def _is_of_responsible_unit(task: RectificationTask, user: User) -> bool:
    path = task.responsible_unit.path if task.responsible_unit else None
    return path is not None and any(post.unit_path.startswith(path) for post in user.access.posts)


def _wrote_progress(task: RectificationTask, user: User) -> bool:
    entries = TrailEntry.objects.about(task).filter(by=user, verb__in=PROGRESS_VERBS)
    return entries.filter(at__gte=task.pass_started_at).exists() if task.pass_started_at else entries.exists()
