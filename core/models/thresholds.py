"""Figures that the office sets itself; what each means and its default stands in core/thresholds.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThresholdValue(models.Model):
    name = models.CharField(_("name"), max_length=60, primary_key=True)
    value = models.PositiveIntegerField(_("value"))

    class Meta:
        verbose_name = verbose_name_plural = _("threshold")

    def __str__(self):
        return f"{self.name} = {self.value}"
