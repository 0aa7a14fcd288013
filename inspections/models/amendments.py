"""What is added to or changed in results by decision: rewards and penalties, and corrections of what was entered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import ExactDecimalField
from inspections.models.results import ResultQuerySet


class Adjustment(models.Model):
    """奖惩: points added to or taken from a unit's result, with a reason and a basis."""

    round = models.ForeignKey("Round", models.PROTECT, related_name="adjustments", verbose_name=_("round"))
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="adjustments", verbose_name=_("unit"))
    points = ExactDecimalField(_("points, with sign"), max_digits=6, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    paper = models.CharField(_("basis"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("reward or penalty")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(points=0) & Q(points__gte=-100, points__lte=100),
                name="adjustment_not_zero",
                violation_error_message=_("A reward or penalty is between -100 and 100 points, and not 0."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.points:+}"


class AmendmentState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class Amendment(models.Model):
    """A correction of one score after its round was closed: both values stay readable."""

    score = models.ForeignKey("Score", models.PROTECT, related_name="amendments", verbose_name=_("score"))
    old_awarded = ExactDecimalField(_("points before"), max_digits=13, decimal_places=6)
    new_awarded = ExactDecimalField(_("points after"), max_digits=13, decimal_places=6)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    imported_by = models.ForeignKey(
        "core.ImportRun", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("import")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("amendment")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["score"],
                condition=Q(state="proposed"),
                name="one_open_amendment",
                violation_error_message=_("This score already has a proposed correction."),
            ),
        ]

    def __str__(self):
        return f"{self.score} → {self.new_awarded}"
