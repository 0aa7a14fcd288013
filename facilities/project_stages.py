"""The stages of a project. Pure, so that models and rules share them."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ProjectStage(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("stage of a project", "Proposed")
    APPROVED = "approved", pgettext_lazy("stage of a project", "Approved")
    TENDERED = "tendered", pgettext_lazy("stage of a project", "Tendered")
    BUILDING = "building", pgettext_lazy("stage of a project", "Under construction")
    ACCEPTED = "accepted", pgettext_lazy("stage of a project", "Accepted")
    IN_USE = "in_use", pgettext_lazy("stage of a project", "In use")
    STOPPED = "stopped", pgettext_lazy("stage of a project", "Stopped")


OPEN_STAGES = (ProjectStage.PROPOSED, ProjectStage.APPROVED, ProjectStage.TENDERED, ProjectStage.BUILDING)
"""Still to be done: these can lag."""
