"""Units: the tree city > town or subdistrict > village or community > zone, with departments and cleaning teams in it."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class UnitKind(models.TextChoices):
    CITY = "city", _("City")
    SUBDISTRICT = "subdistrict", _("Subdistrict")
    TOWN = "town", _("Town")
    VILLAGE = "village", _("Village")
    COMMUNITY = "community", _("Community")
    ZONE = "zone", _("Zone")
    DEPARTMENT = "department", _("Department")
    CLEANING_TEAM = "cleaning_team", _("Cleaning team")

    @classmethod
    def territorial(cls):
        """Kinds that stand for a piece of land: ranked by the points in it. The others answer for points anywhere."""
        return [cls.CITY, cls.SUBDISTRICT, cls.TOWN, cls.VILLAGE, cls.COMMUNITY, cls.ZONE]


class RankingGroup(models.Model):
    """Which units are ranked against one another, where the office wants another grouping than kind and parent."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("ranking group")
        ordering = ["name"]

    def __str__(self):
        return self.name


class UnitQuerySet(MP_NodeQuerySet):
    def visible_to(self, user):
        """Names of units stand in published results: every signed-in user may read them."""
        return self if user.is_authenticated else self.none()

    def below(self, unit):
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def covered_by(self, paths):
        """The units at these tree paths and everything under them; none without a path."""
        condition = Q(pk__in=[])
        for path in paths:
            condition |= Q(path__startswith=path)
        return self.filter(condition)

    def in_force(self, day):
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))

    def living(self, *kept: int | None):
        """For the choices of a form: those that have not ended, and those (by their keys) that the record names already."""
        return self.filter(Q(ends_on=None) | Q(pk__in=[key for key in kept if key]))

    def living_first(self):
        """Where a name stands for a unit: of two the one that has not ended."""
        return self.order_by(F("ends_on").asc(nulls_first=True), "depth", "path")

    def with_above(self):
        """Each with `above_name`, the name of the unit over it; None at the top."""
        above = Unit.objects.filter(
            path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Unit.steplen)
        ).order_by()
        return self.annotate(above_name=Subquery(above.values("name")[:1]))

    def territorial(self):
        return self.filter(kind__in=UnitKind.territorial())

    def answering(self):
        """Units that problems can be assigned to: everything below the city that does work."""
        return self.exclude(kind=UnitKind.CITY)


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):
    def get_queryset(self):
        return UnitQuerySet(self.model, using=self._db).order_by("path")

    def home(self):
        """The town this installation works for; None in an empty database."""
        return self.filter(is_home=True).first()


class Unit(MP_Node):
    """A node of the tree. Dates and a successor keep last year's comparison when units merge or are renamed."""

    name = models.CharField(_("name"), max_length=80, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    ranking_group = models.ForeignKey(
        RankingGroup, models.SET_NULL, null=True, blank=True, related_name="units", verbose_name=_("ranking group")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    is_home = models.BooleanField(_("our own town"), default=False)
    changed_on = models.DateField(
        _("as it is since"), null=True, blank=True, editable=False,
        help_text=_("The last day from which its name, kind, place or group is another; what it was stands in its steps."),
    )  # fmt: skip

    now: "Unit | None" = None
    """Of a unit as it stood on an earlier day (core.units.history): the unit as it is now."""

    photos_wait_for_entry = True  # sent with a finding that isn't reported yet (core.attachments.unused_photos)

    objects = UnitManager()

    class Meta:
        verbose_name = verbose_name_plural = _("unit")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_home"],
                condition=Q(is_home=True),
                name="one_home_unit",
                violation_error_message=_("There is one own town only."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="unit_dates_in_order",
                violation_error_message=_("A unit cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def parent_path(self) -> str:
        """The path of the unit above ('' at the top), without a query."""
        return self.path[: -self.steplen]

    @property
    def is_territorial(self) -> bool:
        return self.kind in UnitKind.territorial()

    def is_in_force(self, day) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or self.ends_on >= day)

    def ancestor_paths(self) -> list[str]:
        """Paths from the top down to this unit itself."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]

    @property
    def ranked_with(self) -> tuple:
        """Units with an equal key are ranked against one another (the domain rules, section 4)."""
        if self.ranking_group_id:
            return ("group", self.ranking_group_id)
        return (self.kind, self.parent_path)

    @property
    def compared_in(self) -> tuple:
        """The same, by where the tree's units are today: equal for two days exactly where the unit was ranked with the same
        group on both, also where the tree above it was moved in between."""
        return self.__dict__.get("was_compared_in") or self.ranked_with
