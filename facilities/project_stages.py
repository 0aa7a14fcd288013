"""The stages of a project. Pure, so that models and rules share them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectStage(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("Approved")
    TENDERED = "tendered", _("Tendered")
    BUILDING = "building", _("Under construction")
    ACCEPTED = "accepted", _("Accepted")
    IN_USE = "in_use", _("In use")
    STOPPED = "stopped", _("Stopped")


OPEN_STAGES = (ProjectStage.PROPOSED, ProjectStage.APPROVED, ProjectStage.TENDERED, ProjectStage.BUILDING)
"""Still to be done: these can lag."""
