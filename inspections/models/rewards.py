"""Reward and penalty by rule: the office's rules with their bands, and what a round's results brought by them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE, around, within
from core.fields import ExactDecimalField
from inspections import rewards
from inspections.models.rounds import RoundState


class RewardUnit(models.TextChoices):
    """What amounts are counted in. Points are kept beside the scores (they count for the year) and change none."""

    YUAN = "yuan", _("yuan")
    POINTS = "points", _("points of the year")


SAID = {
    (RewardUnit.YUAN, True): _("Reward of %(amount)s yuan"),
    (RewardUnit.YUAN, False): _("Penalty of %(amount)s yuan"),
    (RewardUnit.POINTS, True): _("Reward of %(amount)s points"),
    (RewardUnit.POINTS, False): _("Penalty of %(amount)s points"),
}
"""How an amount above or below 0 is told."""


class RewardRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A rule that teams are paid by is public: everybody who works in the town reads it."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(around("town", user.access.paths(*TOWN_WIDE, "unit", "inspector")))

    def for_round(self, round):
        """The version that counts for a round: the latest that counted from its last day or before; None for none."""
        return self.filter(town=round.territory_id, counts_from__lte=round.ends_on).order_by("-counts_from").first()


class RewardRule(models.Model):
    """A version of the town's rule for its cleaning teams. Once it brought something it stays; a change is a new version."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    counts_from = models.DateField(_("counts from"), help_text=_("For assessments that end on this day or later."))
    paid_in = models.CharField(_("amounts in"), max_length=8, choices=RewardUnit, default=RewardUnit.YUAN)
    basis = models.CharField(_("basis"), max_length=200, help_text=_("The paper that says so, with its article."))
    note = models.TextField(_("note"), max_length=400, blank=True)

    objects = RewardRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("rule of reward and penalty")
        ordering = ["-counts_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "counts_from"],
                name="reward_rule_once_a_day",
                violation_error_message=_("Another version counts from this day."),
            ),
        ]

    def __str__(self):
        return f"{self.counts_from} {self.basis}"

    def get_absolute_url(self):
        return f"{reverse('inspections:reward_rules')}#rule-{self.pk}"

    def plain_bands(self) -> list[rewards.Band]:
        """The bands as the rules of inspections.rewards read them."""
        return [rewards.Band(band.low, band.high, band.amount) for band in self.bands.all()]


class RewardBand(models.Model):
    """Scores from `low` to below `high`, and what they bring. high empty: and above."""

    rule = models.ForeignKey(RewardRule, models.CASCADE, related_name="bands", verbose_name=_("rule"))
    low = ExactDecimalField(_("from (points)"), max_digits=6, decimal_places=2)
    high = ExactDecimalField(_("to below (points)"), max_digits=6, decimal_places=2, null=True, blank=True)
    amount = ExactDecimalField(_("amount, with sign"), max_digits=9, decimal_places=2)
    words = models.CharField(_("what it is called"), max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("band of scores")
        ordering = ["-low", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "low"], name="reward_band_once",
                violation_error_message=_("Two bands begin with the same score."),
            ),
            models.CheckConstraint(
                condition=Q(low__gte=0), name="reward_band_not_negative",
                violation_error_message=_("A score is not negative."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.low} – {self.high or ''} {self.amount:+}"

    @property
    def scores(self) -> str:
        """'95分及以上', '90分至不足95分'."""
        if self.high is None:
            return _("%(low)s and above") % {"low": _plain(self.low)}
        return _("%(low)s to below %(high)s") % {"low": _plain(self.low), "high": _plain(self.high)}

    @property
    def amount_text(self) -> str:
        """With its sign, without noughts at the end: '+500', '-0.5'."""
        return _plain(self.amount, "+")


def _plain(number, sign: str = "") -> str:
    text = f"{number:{sign}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class RewardState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("reward", "Proposed")
    CONFIRMED = "confirmed", pgettext_lazy("reward", "Confirmed")
    DECLINED = "declined", pgettext_lazy("reward", "Not carried out")


class RewardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town's office and leaders see all; everybody else what was confirmed, of published rounds."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("round__territory", user.access.paths(*TOWN_WIDE))
        return self.filter(own_town | Q(state=RewardState.CONFIRMED, round__state=RoundState.PUBLISHED))

    def proposed(self):
        return self.filter(state=RewardState.PROPOSED)

    def confirmed(self):
        return self.filter(state=RewardState.CONFIRMED)

    def with_names(self):
        return self.select_related("round__territory", "team", "rule", "decided_by")


class Reward(models.Model):
    """What a team's result in a round brings by the rule. The amount is the rule's: the office confirms it, or says why not."""

    round = models.ForeignKey("Round", models.PROTECT, related_name="rewards", verbose_name=_("round"))
    team = models.ForeignKey("core.Unit", models.PROTECT, related_name="rewards", verbose_name=_("cleaning team"))
    rule = models.ForeignKey(RewardRule, models.PROTECT, related_name="rewards", verbose_name=_("rule"))
    score = ExactDecimalField(_("score"), max_digits=7, decimal_places=2)
    amount = ExactDecimalField(_("amount, with sign"), max_digits=9, decimal_places=2)
    state = models.CharField(_("state"), max_length=10, choices=RewardState, default=RewardState.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=200, blank=True)

    objects = RewardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("reward or penalty by rule")
        ordering = ["-round__ends_on", "team__path"]
        constraints = [
            models.UniqueConstraint(fields=["round", "team"], name="reward_once_a_round"),
            models.CheckConstraint(condition=~Q(amount=0), name="reward_is_something"),
            models.CheckConstraint(
                condition=Q(state=RewardState.PROPOSED, decided_at=None)
                | ~Q(state=RewardState.PROPOSED) & Q(decided_at__isnull=False),
                name="reward_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=RewardState.DECLINED) | ~Q(reason=""), name="declined_reward_has_a_reason"
            ),
        ]
        indexes = [
            # a team's course, and what waits
            models.Index(fields=["team", "state"], name="reward_of_team"),
        ]

    def __str__(self):
        return f"{self.team} {self.amount:+f}"

    def get_absolute_url(self):
        return reverse("inspections:round_rewards", args=[self.round_id])

    @property
    def said(self) -> str:
        """'奖励500元', '扣罚2分': needs the rule."""
        return SAID[self.rule.paid_in, self.amount > 0] % {"amount": _plain(abs(self.amount))}

    @property
    def is_proposed(self) -> bool:
        return self.state == RewardState.PROPOSED
