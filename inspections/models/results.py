"""Results: what rankings, comparisons and dashboards read. Worked out from sheets, or taken over from the city's bulletin."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from inspections.models.rounds import RoundState


class Basis(models.TextChoices):
    """A result is kept per unit of the territory and per responsible unit (the domain rules, section 4)."""

    TOTAL = "total", _("Total, with what has no unit")
    TERRITORY = "territory", _("Unit")
    DEPARTMENT = "department", _("Responsible unit")


class Standing(models.TextChoices):
    """How a result takes part in the ranking."""

    RANKED = "ranked", _("Ranked")
    TOO_FEW = "too_few", _("Too few points, not ranked")
    VETOED = "vetoed", _("Vetoed, ranked last")
    VETOED_YEAR = "vetoed_year", _("Vetoed for the year, ranked last")
    NO_SCORE = "no_score", _("No score")


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published results for every signed-in user; the others for the town's office and leaders."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("round__territory", user.access.paths(*TOWN_WIDE))
        return self.filter(Q(round__state=RoundState.PUBLISHED) | own_town)

    def worked_out(self):
        """From sheets; a bulletin gives nothing but results of units."""
        return self


class RoundResultQuerySet(ResultQuerySet):
    def worked_out(self):
        """Not taken over from a bulletin."""
        return self.filter(imported=False)


class RoundResult(models.Model):
    """A unit's score and rank in a round. unit empty: what has no unit or department (未注明)."""

    round = models.ForeignKey("Round", models.CASCADE, related_name="results", verbose_name=_("round"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.TERRITORY)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("unit")
    )
    base = ExactDecimalField(_("score of the sheets"), max_digits=7, decimal_places=2, null=True)
    adjustment = ExactDecimalField(_("rewards and penalties"), max_digits=7, decimal_places=2, default=0)
    score = ExactDecimalField(_("score"), max_digits=7, decimal_places=2, null=True)
    awarded = ExactDecimalField(_("points awarded"), max_digits=16, decimal_places=6, null=True)
    maximum = ExactDecimalField(_("maximum points"), max_digits=16, decimal_places=6, null=True)
    observations = models.PositiveIntegerField(_("observations"), default=0)
    points = models.PositiveIntegerField(_("points visited"), default=0)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.RANKED)
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, help_text=_("Official: stored at publication, or as the city gave it.")
    )
    rank_by_score = models.PositiveSmallIntegerField(_("rank that the scores give"), null=True)
    tied = models.BooleanField(_("tied"), default=False)
    imported = models.BooleanField(_("from a bulletin"), default=False)
    # The file and the row that gave it, or set it right last. Nobody asks for an import's results: no index.
    imported_by = models.ForeignKey(
        "core.ImportRun", models.PROTECT, null=True, blank=True, editable=False, related_name="results",
        verbose_name=_("import"), db_index=False,
    )  # fmt: skip
    source_row = models.PositiveIntegerField(_("row of the file"), null=True, blank=True, editable=False)

    objects = RoundResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("result")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "basis", "unit"],
                name="result_once",
                violation_error_message=_("This unit already has a result in this round."),
            ),
            models.UniqueConstraint(
                fields=["round", "basis"], condition=Q(unit=None), name="result_of_none_given_once"
            ),
            models.CheckConstraint(
                condition=Q(base__isnull=True) | Q(base__gte=0, base__lte=100) | Q(imported=True),
                name="base_score_in_range",
            ),
        ]
        indexes = [
            # a unit's course through rounds and years
            models.Index(fields=["unit", "basis"], name="result_of_unit"),
        ]

    def __str__(self):
        return f"{self.round} · {self.unit or '—'} {self.score}"

    @property
    def is_doubtful(self) -> bool:
        """It stands on the red or the black list, and that is not likely enough (ResultEstimate)."""
        estimate = getattr(self, "estimate", None)
        return estimate is not None and estimate.is_certain is False

    @property
    def rank_differs(self) -> bool:
        """The city's rank is not the one that the scores give."""
        return self.rank is not None and self.rank_by_score is not None and self.rank != self.rank_by_score


class ItemResult(models.Model):
    """What a unit won and could win on one item in a round: exact sums over its observations."""

    round = models.ForeignKey("Round", models.CASCADE, related_name="item_results", verbose_name=_("round"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.TERRITORY)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="item_results", verbose_name=_("unit")
    )
    item = models.ForeignKey("Item", models.PROTECT, related_name="results", verbose_name=_("item"))
    awarded = ExactDecimalField(_("points awarded"), max_digits=16, decimal_places=6)
    maximum = ExactDecimalField(_("maximum points"), max_digits=16, decimal_places=6)
    observations = models.PositiveIntegerField(_("observations"))

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("item result")
        constraints = [
            models.UniqueConstraint(fields=["round", "basis", "unit", "item"], name="item_result_once"),
            models.UniqueConstraint(
                fields=["round", "basis", "item"], condition=Q(unit=None), name="item_result_of_none_given_once"
            ),
        ]

    def __str__(self):
        return f"{self.round} · {self.unit or '—'} · {self.item} {self.awarded}/{self.maximum}"

    @property
    def mean(self):
        """Mean points awarded (Decimal): the item's value where results are worked out by item."""
        return self.awarded / self.observations

    @property
    def lost(self):
        return self.maximum - self.awarded
