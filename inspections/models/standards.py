"""Standards (考核细则): a version of the checklist, sections > items. Frozen once a round uses it."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import ExactDecimalField


class Aggregation(models.TextChoices):
    """How sheets become a unit's score in a round (the domain rules, section 4)."""

    BY_POINT = "by_point", _("By point: weighted mean over kinds of point")
    BY_ITEM = "by_item", _("By item: mean of each item over its observations")


class Method(models.TextChoices):
    DEDUCT = "deduct", _("Deduct for each")
    GRADE = "grade", _("Grade")
    PASS_FAIL = "pass_fail", _("Pass or fail")
    DIRECT = "direct", _("Points directly")
    BONUS = "bonus", _("Bonus")


class VetoScope(models.TextChoices):
    NONE = "", _("No veto")
    SHEET = "sheet", _("Veto: caps the sheet")
    ROUND = "round", _("Veto: the unit in the round")
    YEAR = "year", _("Veto: the unit in the year")


class StandardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Standards are no secret: every signed-in user reads them."""
        return self if user.is_authenticated else self.none()


class PartQuerySet(models.QuerySet):
    """What stands in a standard is read by everybody who reads the standard."""

    def visible_to(self, user):
        return self if user.is_authenticated else self.none()


class Standard(models.Model):
    """One version. A change to a used one makes a new version; items that mean the same keep their code."""

    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later", editable=False)
    aggregation = models.CharField(_("aggregation"), max_length=10, choices=Aggregation, default=Aggregation.BY_POINT)
    veto_cap = ExactDecimalField(_("veto cap of a sheet"), max_digits=5, decimal_places=2, default=Decimal(0))
    bonus_cap = ExactDecimalField(_("cap of all bonuses"), max_digits=6, decimal_places=2, null=True, blank=True)
    above_100 = models.BooleanField(_("a result may exceed 100"), default=False)
    repeat_factor = ExactDecimalField(_("a repeated fault counts"), max_digits=4, decimal_places=2, default=Decimal(1))
    minimum_points = models.PositiveSmallIntegerField(_("fewest points to be ranked"), default=1)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("standard")
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                name="standard_version_once",
                violation_error_message=_("This standard already has that version."),
            ),
            models.CheckConstraint(
                condition=Q(veto_cap__gte=0, veto_cap__lte=100),
                name="standard_veto_cap_in_range",
                violation_error_message=_("The veto cap lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_factor__gte=1),
                name="standard_repeat_factor",
                violation_error_message=_("A repeated fault counts at least once."),
            ),
        ]

    def __str__(self):
        return _("%(name)s, version %(version)s") % {"name": self.name, "version": self.version}

    def get_absolute_url(self):
        return reverse("inspections:standard", args=[self.pk])

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Section(models.Model):
    """测评项目: groups items. What a real form calls 项目 is a section; its numbered branches are items."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="sections", verbose_name=_("standard"))
    name = models.CharField(_("name"), max_length=80)
    alias = models.CharField(_("name in the dictionary"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    loss_cap = ExactDecimalField(_("most it can lose"), max_digits=7, decimal_places=2, null=True, blank=True)
    bonus_cap = ExactDecimalField(_("most it can win"), max_digits=7, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("section")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "name"],
                name="section_once",
                violation_error_message=_("This standard already has a section of that name."),
            ),
        ]

    def __str__(self):
        return self.name


class GradeScale(models.Model):
    """The standard's own scale of grades, e.g. A 1.0, B 0.6, C 0."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="scales", verbose_name=_("standard"))
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = _("grade scale")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "name"],
                name="scale_once",
                violation_error_message=_("This standard already has a scale of that name."),
            ),
        ]

    def __str__(self):
        return self.name


class Grade(models.Model):
    """A step of a scale and the share of the maximum that it earns."""

    scale = models.ForeignKey(GradeScale, models.CASCADE, related_name="grades", verbose_name=_("scale"))
    label = models.CharField(_("label"), max_length=20)
    share = ExactDecimalField(_("share of the maximum"), max_digits=5, decimal_places=4)
    description = models.CharField(_("description"), max_length=120, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("grade")
        ordering = ["-share", "pk"]  # equal shares as they were entered
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "label"],
                name="grade_once",
                violation_error_message=_("This scale already has a grade of that label."),
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1),
                name="grade_share_in_range",
                violation_error_message=_("A grade earns between nothing (0) and all (1) of the points."),
            ),
        ]

    def __str__(self):
        return self.label


class Item(models.Model):
    """测评项: one thing judged. Its code stays the same from version to version while it means the same."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="items", verbose_name=_("standard"))
    section = models.ForeignKey(Section, models.CASCADE, related_name="items", verbose_name=_("section"))
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    rule = models.CharField(_("rule"), max_length=200, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    max_points = ExactDecimalField(_("maximum points"), max_digits=7, decimal_places=2)
    each = ExactDecimalField(_("deducted for each"), max_digits=7, decimal_places=2, null=True, blank=True)
    scale = models.ForeignKey(GradeScale, models.PROTECT, null=True, blank=True, verbose_name=_("grade scale"))
    veto = models.CharField(_("veto"), max_length=6, choices=VetoScope, default=VetoScope.NONE, blank=True)
    problem_kind = models.ForeignKey(
        "rectification.ProblemKind",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("kind of problem"),
        help_text=_("With it, a lost item is registered and assigned by itself where the point has a unit in charge."),
    )
    kinds = models.ManyToManyField(
        "facilities.PointKind",
        blank=True,
        related_name="items",
        verbose_name=_("kinds of point"),
        help_text=_("Empty: judged at every kind of point."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("item")
        ordering = ["section__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"],
                name="item_code_once",
                violation_error_message=_("Another item of this standard has this code."),
            ),
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="item_max_positive",
                violation_error_message=_("The maximum points must be more than 0."),
            ),
            models.CheckConstraint(
                condition=~Q(method="deduct") | Q(each__isnull=False, each__gt=0, each__lte=F("max_points")),
                name="item_deduct_has_each",
                violation_error_message=_("Say how much is deducted for each: more than 0, at most the maximum."),
            ),
            models.CheckConstraint(
                condition=~Q(method="grade") | Q(scale__isnull=False),
                name="item_grade_has_scale",
                violation_error_message=_("An item judged by grade needs a scale."),
            ),
        ]

    def __str__(self):
        return self.name


class KindWeight(models.Model):
    """Weight of a kind of point where results are worked out by point; renormalised over the kinds present."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="kind_weights", verbose_name=_("standard"))
    kind = models.ForeignKey("facilities.PointKind", models.PROTECT, verbose_name=_("kind of point"))
    weight = ExactDecimalField(_("weight"), max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = _("weight of a kind of point")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "kind"],
                name="kind_weight_once",
                violation_error_message=_("This kind of point already has a weight."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="kind_weight_positive",
                violation_error_message=_("A weight is more than 0."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.weight}"
