"""What leaders want to know about effects: whether it looks different when nobody announced a visit, and what money is to move."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from inspections.models.rounds import RoundState


class GapQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of two published rounds for every signed-in user; of the others for the town's office and leaders."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("announced__territory", user.access.paths(*TOWN_WIDE))
        both = Q(announced__state=RoundState.PUBLISHED, unannounced__state=RoundState.PUBLISHED)
        return self.filter(both | own_town)


class VisitGap(models.Model):
    """Announced minus unannounced visits to the same points of a unit: what 'looks different before and after' amounts to.

    unit empty: all points that both rounds visited.
    """

    announced = models.ForeignKey("Round", models.CASCADE, related_name="+", verbose_name=_("announced round"))
    unannounced = models.ForeignKey("Round", models.CASCADE, related_name="+", verbose_name=_("unannounced round"))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="visit_gaps", verbose_name=_("unit")
    )
    points = models.PositiveIntegerField(_("points visited in both"))
    announced_score = ExactDecimalField(_("score when announced"), max_digits=7, decimal_places=2)
    unannounced_score = ExactDecimalField(_("score when unannounced"), max_digits=7, decimal_places=2)
    gap = ExactDecimalField(
        _("gap"), max_digits=7, decimal_places=2, help_text=_("In points; above 0: better when told.")
    )
    low = ExactDecimalField(_("gap at least"), max_digits=7, decimal_places=2, null=True)
    high = ExactDecimalField(_("gap at most"), max_digits=7, decimal_places=2, null=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("gap between announced and unannounced")
        constraints = [
            models.UniqueConstraint(fields=["announced", "unannounced", "unit"], name="visit_gap_once"),
            models.UniqueConstraint(
                fields=["announced", "unannounced"], condition=Q(unit=None), name="visit_gap_of_all_once"
            ),
        ]

    def __str__(self):
        return f"{self.announced} − {self.unannounced} · {self.unit or '—'} {self.gap}"


class EffectQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A dictionary: every signed-in user."""
        return self.all() if user.is_authenticated else self.none()


class ExpectedEffect(models.Model):
    """Which item a kind of project should move: what the office expects its money to do to the scores."""

    kind = models.ForeignKey(
        "facilities.ProjectKind", models.CASCADE, related_name="expected_effects", verbose_name=_("kind of project")
    )
    item_code = models.CharField(
        _("code of the item"), max_length=40, help_text=_("Kept through all versions of a standard.")
    )

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("expected effect")
        ordering = ["kind", "item_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "item_code"],
                name="expected_effect_once",
                violation_error_message=_("This kind of project already names that item."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} → {self.item_code}"
