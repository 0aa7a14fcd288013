"""The work of each day: lights, reminders, escalation. Each run is kept, so that everybody sees that it happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRunQuerySet(models.QuerySet):
    def until(self, day):
        """The latest first; without days to come, which a wrong clock may have done."""
        return self.filter(day__lte=day).order_by("-day")


class DailyRun(models.Model):
    day = models.DateField(_("day"), unique=True)
    started_at = models.DateTimeField(_("last started"))
    finished_at = models.DateTimeField(_("last finished"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict, help_text=_("What each part did, in numbers."))

    objects = DailyRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("daily run")
        ordering = ["-day"]

    def __str__(self):
        return str(self.day)
