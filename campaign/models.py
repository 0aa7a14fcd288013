"""The campaign's own works. Here so far: its years, and the kinds of control line that plans set."""

from django.db import models
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


class ControlLineKindQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated else self.none()


class ControlLineKind(models.Model):
    """Kind of control line (绿线, 蓝线, 紫线, 黄线 …), kept by the office: which lines there are differs from place to place."""

    name = models.CharField(_("name"), max_length=20, unique=True)
    protects = models.CharField(_("what it protects"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ControlLineKindQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("kind of control line")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name
