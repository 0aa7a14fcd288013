"""Facilities (设施): what exists and is kept, with its upkeep, and the daily clearance of garbage (日产日清)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.years import why_closed
from core.access import TOWN_WIDE, around
from core.models import Quantified, Removable, RemovableQuerySet, Unit, Word, quantity_not_negative
from core.scope import in_units
from core.search import holding, words_in, words_of


class FacilityKind(Word):
    """Kind of facility, kept by the office: litter bins, garbage house, transfer station, parking, lorry park, lamps …"""

    measure = models.ForeignKey(
        "core.Measure", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("usual measure")
    )
    is_cleared = models.BooleanField(_("cleared of garbage every day"), default=False)
    one_per_village = models.BooleanField(
        _("every village is to have one"), default=False, help_text=_("The share of villages that have one is shown.")
    )

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of facility")


class Condition(models.TextChoices):
    GOOD = "good", _("Good")
    WORN = "worn", _("Worn")
    BROKEN = "broken", _("Broken")
    OUT_OF_USE = "out_of_use", _("Out of use")


class FacilityQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """The town for town-wide roles and inspectors; a unit's own ground and what it keeps."""
        if not user.is_authenticated:
            return self.none()
        access = user.access
        own = access.paths("unit")
        return self.present().filter(
            in_units("town", access.paths(*TOWN_WIDE, "inspector")) | in_units("unit", own) | in_units("kept_by", own)
        )

    def in_use(self):
        return self.exclude(condition=Condition.OUT_OF_USE)

    def of_cleared_kinds(self):
        kinds = FacilityKind.objects.filter(is_cleared=True).values_list("pk", flat=True)
        return self.filter(kind__in=list(kinds))  # as numbers, of which PostgreSQL knows how few rows have them

    def cleared(self):
        """Those whose garbage is to be taken away every day."""
        return self.of_cleared_kinds().in_use()

    def cleared_in(self, first, last):
        """Those of a span of days: with them those that went out of use since, where there is a record of a day of it."""
        gone = Facility.objects.of_cleared_kinds().filter(condition=Condition.OUT_OF_USE).values("pk")
        told = Clearance.objects.filter(facility__in=gone, day__range=(first, last)).order_by()
        told = list(told.values_list("facility", flat=True).distinct())
        if not told:
            return self.cleared()
        return self.of_cleared_kinds().filter(~Q(condition=Condition.OUT_OF_USE) | Q(pk__in=told))

    def for_list(self):
        """With all that a row of the list names. Not joined: SQLite would begin with the kinds and sort all facilities."""
        return self.prefetch_related("kind", "unit", "kept_by", "measure")

    def to_keep(self):
        """With what `may_be_kept_by` asks for."""
        return self.select_related("kind", "town", "unit", "kept_by", "measure")

    def matching(self, words: str):
        """Each word stands in the code, the name, the address or the unit's name."""
        rows = self
        for word in words_in(words):
            rows = rows.filter(
                Q(holding(word)) | Q(unit__in=Unit.objects.filter(name__icontains=word).order_by().values("pk"))
            )
        return rows


class Facility(Quantified, Removable):
    """One facility, or many of a kind counted together (300多只 litter bins). It may be a point that is inspected."""

    code = models.CharField(_("code"), max_length=24)
    name = models.CharField(_("name"), max_length=80)
    kind = models.ForeignKey(FacilityKind, models.PROTECT, related_name="facilities", verbose_name=_("kind"))
    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="facilities", verbose_name=_("lies in")
    )
    kept_by = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="facilities_kept", verbose_name=_("kept by")
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude (WGS-84)"), max_digits=9, decimal_places=6, null=True, blank=True)
    condition = models.CharField(_("condition"), max_length=10, choices=Condition, default=Condition.GOOD)
    built_on = models.DateField(_("in use since"), null=True, blank=True)
    project = models.ForeignKey(
        "Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name=_("built by the project"),
    )
    point = models.OneToOneField(
        "Point",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facility",
        verbose_name=_("inspected as the point"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    search_text = words_of("code", "name", "address")

    objects = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("facility")
        ordering = ["kind__order", "code", "pk"]
        constraints = [
            quantity_not_negative("facility_quantity_not_negative"),
            models.UniqueConstraint(
                fields=["town", "code"], condition=Q(removed_at=None), name="facility_code_once",
                violation_error_message=_("Another facility of this town has this code."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(latitude=None, longitude=None)
                    | Q(latitude__isnull=False, longitude__isnull=False)
                    & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180)
                ),
                name="facility_position_whole",
                violation_error_message=_("A position has a latitude from -90 to 90 and a longitude from -180 to 180."),
            ),
        ]  # fmt: skip
        indexes = [
            # the inventory by kind
            models.Index(fields=["town", "kind"], name="facility_by_kind"),
            # its orders; what is present has the same removed_at, and a list that names it first goes along the index
            models.Index(
                fields=["removed_at", "code", "search_text", "unit", "town"], name="facility_by_code_and_search"
            ),
            models.Index(fields=["removed_at", "name"], name="facility_by_name"),
            # with the town, so that the units in use are found without a look at the rows
            models.Index(fields=["removed_at", "unit", "code", "town"], name="facility_by_unit_and_town"),
            models.Index(fields=["removed_at", "kind", "code"], name="facility_by_kind_and_code"),
            models.Index(fields=["removed_at", "condition", "code"], name="facility_by_condition"),
            models.Index(fields=["removed_at", "-built_on", "id"], name="facility_by_age"),
            # its sums, also of a unit, a condition or a search, without a look at the rows themselves
            models.Index(
                fields=[
                    "removed_at",
                    "kind",
                    "measure",
                    "exactness",
                    "quantity",
                    "condition",
                    "unit",
                    "town",
                    "search_text",
                ],
                name="facility_sums_and_search",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """What was cleared stays among what is cleared: of another kind its records would fall out of the months' figures."""
        kind = getattr(self, "kind", None)
        if self.pk and kind and not kind.is_cleared and self.clearances.exists():
            reason = _(
                "Its clearance is recorded, so its kind stays one that is cleared every day. Enter another facility."
            )
            raise ValidationError({"kind": reason})

    def kept_because(self) -> str:
        """A point has one facility, even where that was removed: so it is taken off before."""
        if self.removed_at or self.point is None:
            return ""
        return gettext("It is inspected as the point “%(point)s”. Take the point off first.") % {"point": self.point}

    def get_absolute_url(self):
        return reverse("facilities:facility", args=[self.pk])

    def may_be_kept_by(self, user) -> bool:
        """Upkeep and clearance: the office, and the people of the unit in which it lies or which keeps it."""
        units = [unit for unit in (self.unit, self.kept_by) if unit]
        return any(user.access.covers(unit.path, "unit") for unit in units) or self.may_be_edited_by(user)


class OfFacilityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Each looks up its own facility: SQLite would write down all facilities to find a page's few among them."""
        return self.filter(Exists(Facility.objects.visible_to(user).filter(pk=OuterRef("facility")).order_by()))


class UpkeepQuerySet(RemovableQuerySet, OfFacilityQuerySet):
    def visible_to(self, user):
        return super().visible_to(user).present()


class Upkeep(Quantified, Removable):
    """Something done to keep a facility: greenery trimmed, lamps repaired. Its photos are core.Photo."""

    town_path = "facility__town"
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="upkeep", verbose_name=_("facility"))
    on = models.DateField(_("on"))
    work = models.CharField(_("what was done"), max_length=80)
    condition_after = models.CharField(_("condition after it"), max_length=10, choices=Condition, blank=True)
    done_by = models.CharField(_("done by"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("entered"), editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("by")
    )

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("upkeep")
        ordering = ["-on", "-pk"]
        constraints = [quantity_not_negative("upkeep_quantity_not_negative")]

    def __str__(self):
        return f"{self.on} {self.work}"

    def kept_because(self) -> str:
        return why_closed([self.on.year])

    def get_absolute_url(self):
        return self.facility.get_absolute_url()

    @property
    def town(self) -> Unit:
        return self.facility.town


class Clearance(models.Model):
    """A day's garbage collection at a facility. A day without a row is a gap, neither cleared nor not."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="clearances", verbose_name=_("facility"))
    day = models.DateField(_("day"))
    truckloads = models.DecimalField(_("truckloads"), max_digits=5, decimal_places=1, default=0)
    same_day = models.BooleanField(_("cleared the same day"), default=True)
    note = models.CharField(_("note"), max_length=100, blank=True)
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    objects = OfFacilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("clearance")
        ordering = ["-day", "facility"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "day"], name="clearance_once_a_day"),
            models.CheckConstraint(
                condition=Q(truckloads__gte=0), name="truckloads_not_negative",
                violation_error_message=_("Truckloads are not negative."),
            ),
        ]  # fmt: skip
        indexes = [
            # a month of all facilities
            models.Index(fields=["day", "facility"], name="clearance_by_day"),
        ]

    def __str__(self):
        return f"{self.day} {self.facility}"


class RouteQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(around("town", user.access.paths(*TOWN_WIDE, "unit", "inspector")))


class CleaningRoute(Removable):
    """What a cleaning team keeps clean: its streets on the map, the points that are inspected there, how often."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    team = models.ForeignKey("core.Unit", models.PROTECT, related_name="routes", verbose_name=_("cleaning team"))
    name = models.CharField(_("name"), max_length=60)
    times_a_day = models.PositiveSmallIntegerField(_("times a day"), default=1)
    workers = models.PositiveSmallIntegerField(_("workers"), null=True, blank=True)
    line = models.JSONField(_("line on the map (GeoJSON, WGS-84)"), null=True, blank=True)
    points = models.ManyToManyField("Point", blank=True, related_name="routes", verbose_name=_("points on it"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("route of a cleaning team")
        ordering = ["team__path", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "name"], condition=Q(removed_at=None), name="route_once_a_team",
                violation_error_message=_("This team has a route of this name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("facilities:team", args=[self.team_id])
