"""The stages of a project as one table: what comes after what, and the day that a step sets. Pure."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.stages import Step, Steps
from facilities.project_stages import ProjectStage as S

# fmt: off
STEPS = Steps((
    Step("approve", pgettext_lazy("stage of a project", "Approved"), (S.PROPOSED,), S.APPROVED, main=True),
    Step("tender", pgettext_lazy("stage of a project", "Tendered"), (S.APPROVED,), S.TENDERED, main=True),
    Step("build", _("Work begins"), (S.APPROVED, S.TENDERED), S.BUILDING, day="started_on", main=True),
    Step("accept", pgettext_lazy("stage of a project", "Accepted"), (S.BUILDING,), S.ACCEPTED, day="finished_on", main=True),
    Step("use", pgettext_lazy("stage of a project", "In use"), (S.ACCEPTED,), S.IN_USE, main=True),
    Step("stop", _("Stop the project"), (S.PROPOSED, S.APPROVED, S.TENDERED, S.BUILDING), S.STOPPED, needs_reason=True),
    Step("go_on", _("Go on"), (S.STOPPED,), "", needs_reason=True, main=True),
))
# fmt: on

BY_VERB = STEPS.by_verb()
MAIN_PATH = (S.PROPOSED, S.APPROVED, S.TENDERED, S.BUILDING, S.ACCEPTED, S.IN_USE)
