"""What is added to or changed in results by decision: rewards and penalties, and corrections of what was entered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from inspections.models.results import ResultQuerySet
from inspections.models.rounds import RoundState, kept_blind


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


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What changed a published result is as public as the result; the rest is for the town's office and leaders. Not for
        who is to visit the point again, blind."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("score__sheet__round__territory", user.access.paths(*TOWN_WIDE))
        public = Q(state=AmendmentState.ACCEPTED, score__sheet__round__state=RoundState.PUBLISHED)
        return self.filter(own_town | public).exclude(kept_blind(user, "score__sheet__"))

    def of_round(self, round):
        return self.filter(score__sheet__round=round)

    def proposed(self):
        return self.filter(state=AmendmentState.PROPOSED)

    def accepted(self):
        return self.filter(state=AmendmentState.ACCEPTED)

    def with_details(self):
        return self.select_related(
            "score__item__section", "score__sheet__round__territory", "score__sheet__point", "score__sheet__unit",
            "proposed_by", "decided_by", "appeal",
        )  # fmt: skip


class Amendment(models.Model):
    """A correction of one score after its round was closed: both values stay readable.

    Points are None where the item is not applicable. The entries hold what was entered, by the names of Score's fields;
    they are empty where a file gave the points. effects: what it changed in the results, once it was accepted:
    [{"basis", "unit", "score": [old, new], "rank": [old, new]}].
    """

    score = models.ForeignKey("Score", models.PROTECT, related_name="amendments", verbose_name=_("score"))
    old_awarded = ExactDecimalField(_("points before"), max_digits=13, decimal_places=6, null=True)
    new_awarded = ExactDecimalField(_("points after"), max_digits=13, decimal_places=6, null=True)
    old_entry = models.JSONField(_("entered before"), default=dict, blank=True)
    new_entry = models.JSONField(_("entered after"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    imported_by = models.ForeignKey(
        "core.ImportRun", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("import")
    )
    appeal = models.OneToOneField(
        "Appeal", models.PROTECT, null=True, blank=True, related_name="amendment", verbose_name=_("appeal")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.CharField(_("grounds of the decision"), max_length=200, blank=True)
    effects = models.JSONField(_("changed results"), default=list, blank=True, editable=False)

    objects = AmendmentQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
                name="amendment_decided_by_another",
                violation_error_message=_("Whoever proposed a correction does not decide it."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="amendment_decision_has_person",
            ),
        ]

    def __str__(self):
        return f"{self.score} → {self.new_awarded}"

    def get_absolute_url(self):
        return reverse("inspections:amendment", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == AmendmentState.PROPOSED
