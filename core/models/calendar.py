"""The working calendar's corrections by the office; the holidays themselves come from a library (core/workdays/calendar.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarDay(models.Model):
    """A day that differs here from the published calendar."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("calendar day")
        ordering = ["day"]

    def __str__(self):
        return f"{self.day} {self.note}"
