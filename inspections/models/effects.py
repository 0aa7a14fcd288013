"""What leaders want to know about effects: whether it looks different when nobody announced a visit, and what money is to move."""

from decimal import Decimal

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from core.fields import ExactDecimalField


class GapQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Worked out from published rounds alone, and as public as these: every signed-in user."""
        return self.all() if user.is_authenticated else self.none()

    def of_year(self, year: int, territory):
        """Of the whole first, then the units where it looks most different."""
        return self.filter(year=year, territory=territory).order_by(
            Case(When(unit=None, then=0), default=1), "-gap", "unit"
        )


class VisitGap(models.Model):
    """Announced minus unannounced visits to the same points in a year: what 'looks different before and after' amounts to.

    unit empty: all points of the territory that both kinds of round visited. Worked out by services/gaps.py.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    territory = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("territory"))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="visit_gaps", verbose_name=_("unit")
    )
    points = models.PositiveIntegerField(_("points visited in both ways"))
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
            models.UniqueConstraint(fields=["year", "territory", "unit"], name="visit_gap_once"),
            models.UniqueConstraint(fields=["year", "territory"], condition=Q(unit=None), name="visit_gap_of_all_once"),
        ]

    def __str__(self):
        return f"{self.year} · {self.unit or self.territory} {self.gap}"

    @property
    def is_alike(self) -> bool:
        """All points differ by the same, to a hundredth: there is no spread of which an interval could be made. Its side of zero is sure
        all the same, for five points that all lie there by chance are one case in sixteen (a sign test, both sides)."""
        return self.low is not None and self.high - self.low <= Decimal("0.01")

    @property
    def is_certain(self) -> bool:
        """The interval lies on one side of zero."""
        return self.low is not None and (self.low > 0 or self.high < 0)


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
