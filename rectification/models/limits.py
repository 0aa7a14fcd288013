"""How long a problem may stay: a limit per kind and severity, kept by the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rectification.limit_units import LimitUnit
from rectification.models.findings import ProblemKind, Severity


class Limit(models.Model):
    """Time allowed from assignment to submission."""

    kind = models.ForeignKey(ProblemKind, models.CASCADE, related_name="limits", verbose_name=_("kind"))
    severity = models.CharField(_("severity"), max_length=8, choices=Severity)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("counted in"), max_length=14, choices=LimitUnit)

    class Meta:
        verbose_name = verbose_name_plural = _("limit")
        ordering = ["kind", "severity"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "severity"],
                name="limit_once",
                violation_error_message=_("This kind and severity already has a limit."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=1),
                name="limit_at_least_one",
                violation_error_message=_("A limit is at least 1."),
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.get_unit_display()}"
