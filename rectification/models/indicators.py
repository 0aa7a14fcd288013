"""How the indicators are worked out. The office may change it: a change is a new version from a day on, the old ones stay."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OnTimeBy(models.TextChoices):
    CLOSED = "closed", _("closed by the deadline")
    SUBMITTED = "submitted", _("handed in by the deadline, and closed")


class IndicatorRules(models.Model):
    """One version. The default, without any row, is that of the domain rules, section 6."""

    starts_on = models.DateField(_("in force from"), unique=True)
    on_time_by = models.CharField(_("on time means"), max_length=10, choices=OnTimeBy, default=OnTimeBy.CLOSED)
    leave_out_suspended = models.BooleanField(_("suspended tasks are not due"), default=True)
    leave_out_transferred = models.BooleanField(_("tasks of an authority outside the town are not due"), default=True)
    recurs_within_days = models.PositiveSmallIntegerField(_("comes back within (days)"), default=90)
    least_for_percent = models.PositiveSmallIntegerField(_("no percentage below (tasks)"), default=5)
    note = models.CharField(_("why"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = verbose_name_plural = _("rules of the indicators")
        ordering = ["-starts_on"]

    def __str__(self):
        return f"{self.starts_on}"
