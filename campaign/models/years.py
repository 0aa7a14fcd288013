"""The years of the campaign."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CampaignYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated else self.none()


class CampaignYear(models.Model):
    """A year of the campaign, with its slogan and what it is to reach."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    targets = models.TextField(_("targets"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CampaignYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("campaign year")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gte=1990, year__lte=2200),
                name="campaign_year_plausible",
                violation_error_message=_("That is not a year of four digits."),
            ),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("campaign:years")
