"""Points: the places that are inspected."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, around, within
from core.models import Word
from core.search import having_words


class PointKind(Word):
    """Kind of place, kept by the office: main street, back street, market, school, garbage house …"""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of point")


class ResponsibilityPart(models.TextChoices):
    LEAD = "lead", _("Lead")
    ASSIST = "assist", _("Assisting")


class PointQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles and inspectors, also those of a part of it: they visit points beyond their own unit; a
        unit's own ground and the points it answers for."""
        if not user.is_authenticated:
            return self.none()
        town = within("town", user.access.paths(*TOWN_WIDE, "inspector"))
        town |= around("town", user.access.paths("inspector"))
        paths = user.access.paths("unit")
        if not paths:
            return self.filter(town)
        answered_for = Q(pk__in=PointResponsibility.objects.filter(within("unit", paths)).values("point"))
        return self.filter(town | within("unit", paths) | within("in_charge", paths) | answered_for)

    def in_use(self):
        return self.filter(is_active=True)

    def of_own_town(self):
        """Of the town that this installation works for."""
        return self.filter(town__is_home=True)

    def matching(self, words: str):
        """Each word stands in the code, the name or the address."""
        return having_words(self, words)


class Point(models.Model):
    """A place that is inspected. Its code is on the QR label; its units are the ones of today (a sheet keeps those of its day)."""

    code = models.CharField(_("code"), max_length=24)
    name = models.CharField(_("name"), max_length=80)
    kind = models.ForeignKey(PointKind, models.PROTECT, related_name="points", verbose_name=_("kind"))
    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"))
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="points",
        verbose_name=_("lies in"),
        help_text=_("Village or community it lies in; empty: none given."),
    )
    in_charge = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="points_in_charge",
        verbose_name=_("unit in charge"),
        help_text=_("Problems found here are assigned to it by themselves."),
    )
    responsible = models.ManyToManyField(
        "core.Unit",
        through="PointResponsibility",
        related_name="points_answered_for",
        blank=True,
        verbose_name=_("responsible units"),
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    searched = ("code", "name", "address")

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("point")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "code"],
                name="point_code_once",
                violation_error_message=_("Another point of this town has this code."),
            ),
            models.UniqueConstraint(
                fields=["town", "name"],
                name="point_name_once",
                violation_error_message=_("Another point of this town has this name."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(latitude=None, longitude=None)
                    # both are named as given: an unknown number would pass every comparison
                    | Q(latitude__isnull=False, longitude__isnull=False)
                    & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
                ),
                name="point_position_whole",
                violation_error_message=_("A position has a latitude from -90 to 90 and a longitude from -180 to 180."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("inspections:point", args=[self.pk])


class PointResponsibility(models.Model):
    """A unit that answers for a point, leading (主办) or assisting (协办). The point counts for each."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="responsibilities", verbose_name=_("point"))
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="responsibilities", verbose_name=_("unit"))
    part = models.CharField(_("part"), max_length=8, choices=ResponsibilityPart, default=ResponsibilityPart.LEAD)

    class Meta:
        verbose_name = verbose_name_plural = _("responsibility")
        ordering = ["-part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "unit"],
                name="responsible_once",
                violation_error_message=_("This unit already answers for the point."),
            ),
        ]

    def __str__(self):
        return f"{self.point} · {self.unit}"
