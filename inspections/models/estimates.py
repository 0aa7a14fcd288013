"""What stands beside the official results once a round is closed: how its points came out, and how sure its ranks are.

Worked out by services/estimates.py when the round is closed, published or amended, never when a page is read.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from inspections.models.results import Basis, ResultQuerySet, RoundResult
from inspections.models.rounds import Level


class Severity(models.TextChoices):
    """Whether the scores could be freed from how strict the inspectors are (the domain rules, section 5)."""

    ADJUSTED = "adjusted", pgettext_lazy("severity", "Adjusted")
    ONE_INSPECTOR = "one_inspector", _("One inspector saw everything: there is nothing to adjust")
    NOT_CONNECTED = "not_connected", _("Not adjusted: too few visits are shared between inspectors")
    NO_SHEETS = "no_sheets", _("Not adjusted: it is not known who inspected")


class OwnGroundQuerySet(ResultQuerySet):
    """Rows about single points: as narrow as the sheets they come from."""

    def visible_to(self, user):
        """The town's office and leaders; a unit for its own ground."""
        if not user.is_authenticated:
            return self.none()
        town = within("round__territory", user.access.paths(*TOWN_WIDE))
        own = within("unit", user.access.paths("unit"))
        return self.filter(town | own)


class PointResult(models.Model):
    """How one point came out in a round: the mean of its official sheets."""

    round = models.ForeignKey("Round", models.CASCADE, related_name="point_results", verbose_name=_("round"))
    point = models.ForeignKey("facilities.Point", models.PROTECT, related_name="results", verbose_name=_("point"))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="point_results", verbose_name=_("unit")
    )
    score = ExactDecimalField(_("score"), max_digits=9, decimal_places=4, null=True, help_text=_("0 to 100."))
    awarded = ExactDecimalField(_("points awarded"), max_digits=16, decimal_places=6)
    maximum = ExactDecimalField(_("maximum points"), max_digits=16, decimal_places=6)
    lost = ExactDecimalField(_("points lost"), max_digits=16, decimal_places=6)
    sheets = models.PositiveIntegerField(_("sheets"))

    objects = OwnGroundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("result of a point")
        constraints = [models.UniqueConstraint(fields=["round", "point"], name="point_result_once")]
        indexes = [
            # the points that lost most in a round
            models.Index(fields=["round", "-lost"], name="point_result_by_loss"),
        ]

    def __str__(self):
        return f"{self.round} · {self.point} {self.score}"


class KindResult(models.Model):
    """What a unit won and could win on one kind of point in a round."""

    round = models.ForeignKey("Round", models.CASCADE, related_name="kind_results", verbose_name=_("round"))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="kind_results", verbose_name=_("unit")
    )
    kind = models.ForeignKey(
        "facilities.PointKind", models.PROTECT, related_name="results", verbose_name=_("kind of point")
    )
    awarded = ExactDecimalField(_("points awarded"), max_digits=16, decimal_places=6)
    maximum = ExactDecimalField(_("maximum points"), max_digits=16, decimal_places=6)
    points = models.PositiveIntegerField(_("points visited"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("result of a kind of point")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "kind"], name="kind_result_once"),
            models.UniqueConstraint(
                fields=["round", "kind"], condition=Q(unit=None), name="kind_result_of_none_given_once"
            ),
        ]

    def __str__(self):
        return f"{self.round} · {self.unit or '—'} · {self.kind} {self.awarded}/{self.maximum}"

    @property
    def lost(self):
        return self.maximum - self.awarded


class RoundEstimate(models.Model):
    """How the estimates of a round were made: enough for anybody to make them again."""

    round = models.OneToOneField("Round", models.CASCADE, related_name="estimate", verbose_name=_("round"))
    seed = models.CharField(_("seed"), max_length=64, editable=False)
    replicates = models.PositiveIntegerField(_("replicates"))
    confidence = ExactDecimalField(_("confidence"), max_digits=4, decimal_places=3)
    severity = models.CharField(_("adjustment for severity"), max_length=14, choices=Severity)
    inspectors = models.PositiveIntegerField(_("inspectors"), default=0)
    components = models.PositiveIntegerField(
        _("parts that share no visit"), default=0, help_text=_("1: all inspectors are connected through shared visits.")
    )
    spread = ExactDecimalField(
        _("spread of severity"),
        max_digits=7,
        decimal_places=2,
        null=True,
        help_text=_("Standard deviation between inspectors, in points of 100."),
    )
    made_at = models.DateTimeField(_("worked out"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("estimate of a round")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.round}"


class PointValues(models.Model):
    """What each visited point said about a result, kept so that the year can be worked out without its sheets.

    kinds: [kind of point, its share of the score, [[point, value], ...]]; values in ten-thousandths of a point, whole numbers.
    """

    result = models.OneToOneField(RoundResult, models.CASCADE, related_name="point_values", verbose_name=_("result"))
    kinds = models.JSONField(_("values of points"), default=list)

    class Meta:
        verbose_name = verbose_name_plural = _("values of points")

    def __str__(self):
        return str(self.result)


class Likely(models.Model):
    """Likely ranks and scores, nine times of ten; chances of the red and the black list; the tier."""

    rank_low = models.PositiveSmallIntegerField(_("best likely rank"), null=True)
    rank_high = models.PositiveSmallIntegerField(_("worst likely rank"), null=True)
    score_low = ExactDecimalField(_("lowest likely score"), max_digits=7, decimal_places=2)
    score_high = ExactDecimalField(_("highest likely score"), max_digits=7, decimal_places=2)
    in_top = ExactDecimalField(_("chance of the red list"), max_digits=5, decimal_places=4, null=True)
    in_bottom = ExactDecimalField(_("chance of the black list"), max_digits=5, decimal_places=4, null=True)
    is_certain = models.BooleanField(
        _("sure of its list"), null=True, help_text=_("Empty: on neither the red nor the black list.")
    )
    tier = models.PositiveSmallIntegerField(
        _("tier"), null=True, help_text=_("Units of one tier cannot be told apart by these visits.")
    )
    more_points = models.PositiveIntegerField(
        _("points that would settle it"), null=True, help_text=_("Empty: settled already, or no number would.")
    )

    class Meta:
        abstract = True


class ResultEstimate(Likely):
    """How sure a unit's place in a round is. The official score and rank are untouched by it."""

    result = models.OneToOneField(RoundResult, models.CASCADE, related_name="estimate", verbose_name=_("result"))
    adjusted = ExactDecimalField(_("score adjusted for severity"), max_digits=7, decimal_places=2, null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("estimate of a result")
        constraints = [
            models.CheckConstraint(
                condition=Q(rank_low__lte=models.F("rank_high")) & Q(score_low__lte=models.F("score_high")),
                name="estimate_intervals_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.result} [{self.rank_low}, {self.rank_high}]"


class YearQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published rounds alone stand behind a year: every signed-in user."""
        return self.all() if user.is_authenticated else self.none()


class YearEstimate(Likely):
    """How sure a unit's place over the published rounds of a year is. score, rank: what it was worked out for; where the page
    says something else, the year has gone on by other ways and this says nothing."""

    year = models.PositiveSmallIntegerField(_("year"))
    level = models.CharField(_("level"), max_length=12, choices=Level)
    territory = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("territory"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="year_estimates", verbose_name=_("unit"))
    score = ExactDecimalField(_("score"), max_digits=7, decimal_places=2)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True)
    points = models.PositiveIntegerField(_("points visited"))

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("estimate of a year")
        constraints = [
            models.UniqueConstraint(fields=["year", "level", "territory", "basis", "unit"], name="year_estimate_once"),
            models.CheckConstraint(
                condition=Q(rank_low__lte=models.F("rank_high")) & Q(score_low__lte=models.F("score_high")),
                name="year_intervals_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.year} · {self.unit} [{self.rank_low}, {self.rank_high}]"
