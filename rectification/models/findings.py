"""Findings (问题): something wrong seen at a visit, on patrol, by the public or by a superior."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from core.models import Word
from rectification.withheld import withheld_from


class Source(models.TextChoices):
    INSPECTION = "inspection", _("Inspection")
    PATROL = "patrol", _("Patrol")
    DRIVE = "drive", _("Drive")
    PUBLIC = "public", _("Residents")
    SUPERIOR = "superior", _("Superior's order")
    ILLEGAL_BUILDING = "illegal_building", _("Illegal building")


class Severity(models.TextChoices):
    NORMAL = "normal", _("Normal")
    SERIOUS = "serious", _("Serious")
    URGENT = "urgent", _("Urgent")


class ProblemKind(Word):
    """Kind of problem, kept by the office: street cleaning, order, facilities, illegal building …"""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of problem")


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; what one found oneself; a unit's own ground and what it is to put right. Nobody:
        what is withheld (rectification.withheld)."""
        if not user.is_authenticated:
            return self.none()
        town = within("town", user.access.paths(*TOWN_WIDE))
        visible = town | Q(found_by=user)
        if paths := user.access.paths("unit"):
            visible |= within("task__responsible_unit", paths)
        return self.filter(visible).exclude(withheld_from(user))


class Finding(models.Model):
    """What was seen, where and by whom. Where it came from is kept as words and a number, without knowing what a score is."""

    source = models.CharField(_("source"), max_length=16, choices=Source)
    source_label = models.CharField(
        _("comes from"), max_length=160, blank=True, help_text=_("E.g. the round and the item of its sheet.")
    )
    source_path = models.CharField(_("address of the record it comes from"), max_length=200, blank=True, editable=False)
    source_key = models.CharField(
        _("key of the record it comes from"),
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Makes sure that one record gives one finding, however often it is sent."),
    )
    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"))
    point = models.ForeignKey(
        "facilities.Point", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("point")
    )
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("lies in")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    item_code = models.CharField(_("code of the item"), max_length=40, blank=True)
    kind = models.ForeignKey(
        ProblemKind, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("kind")
    )
    description = models.CharField(_("what is wrong"), max_length=200)
    control_line = models.ForeignKey(
        "campaign.ControlLineKind", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=_("control line it breaks"),
    )  # fmt: skip
    latitude = models.DecimalField(_("latitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    recurs_of = models.ForeignKey(
        "RectificationTask", models.PROTECT, null=True, blank=True, related_name="came_back_as", verbose_name=_("came back"),
        help_text=_("The task closed at the same point and item not long before."),
    )  # fmt: skip
    recurrences = models.PositiveSmallIntegerField(
        _("times come back"),
        default=0,
        help_text=_("How often this had been put right here before, one after the other."),
    )
    at_stake = ExactDecimalField(
        _("points at stake"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("What putting it right would win back; empty where nothing was scored."),
    )
    without_photo = models.BooleanField(_("without photo"), default=False)
    found_at = models.DateTimeField(_("found"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name=_("found by"),
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("finding")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(latitude=None, longitude=None)
                    | Q(latitude__isnull=False, longitude__isnull=False)
                    & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
                ),
                name="finding_position_whole",
                violation_error_message=_("A position has a latitude from -90 to 90 and a longitude from -180 to 180."),
            ),
        ]
        indexes = [
            # recurrence: the same point and item
            models.Index(fields=["point", "item_code"], name="finding_point_item"),
        ]

    def __str__(self):
        return self.description

    @property
    def where(self) -> str:
        return self.place or (str(self.point) if self.point_id else "")

    @property
    def at(self) -> tuple[float, float] | None:
        """Latitude and longitude: its own, else those of its point; None where neither is known."""
        placed = self if self.latitude is not None else self.point
        if placed is None or placed.latitude is None:
            return None
        return float(placed.latitude), float(placed.longitude)
