"""Rounds of inspection, and who inspects which point in them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from core.search import having_words


class Level(models.TextChoices):
    CITY = "city", _("City inspection")
    SELF_CHECK = "self_check", _("Self-check")
    PATROL = "patrol", _("Patrol")
    REVISIT = "revisit", _("Blind revisit")
    CLEANING = "cleaning", _("Cleaning-team assessment")
    THIRD_PARTY = "third_party", _("Third party")
    PROVINCE = "province", _("Province")
    NATION = "nation", _("Nation")


class RoundState(models.TextChoices):
    """draft > open > closed > published; what each allows stands in inspections/services/rounds.py."""

    DRAFT = "draft", pgettext_lazy("round", "Draft")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")
    PUBLISHED = "published", pgettext_lazy("round", "Published")


FINAL_STATES = (RoundState.CLOSED, RoundState.PUBLISHED)


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones for every signed-in user; the rest for the town's office and leaders, and who inspects in them."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("territory", user.access.paths(*TOWN_WIDE))
        assigned = Q(pk__in=Assignment.objects.filter(inspector=user).values("round"))
        return self.filter(Q(state=RoundState.PUBLISHED) | own_town | assigned)

    def with_results_for(self, user):
        """Those whose results the user may read: published ones, and the own town's for its office and leaders."""
        if not user.is_authenticated:
            return self.none()
        under_way = within("territory", user.access.paths(*TOWN_WIDE)) & ~Q(state=RoundState.DRAFT)
        return self.filter(Q(state=RoundState.PUBLISHED) | under_way)

    def published(self):
        return self.filter(state=RoundState.PUBLISHED)

    def final(self):
        return self.filter(state__in=FINAL_STATES)

    def open(self):
        return self.filter(state=RoundState.OPEN)

    def matching(self, words: str):
        """Each word stands in the name, the series or the source."""
        return having_words(self, words)


class Round(models.Model):
    """An inspection (检查轮次). Compared with the one of the year before that has the same level, series and number."""

    year = models.PositiveSmallIntegerField(_("year"))
    level = models.CharField(_("level"), max_length=12, choices=Level)
    series = models.CharField(_("series"), max_length=40, blank=True)
    number = models.PositiveSmallIntegerField(
        _("number in the year"), null=True, blank=True, help_text=_("Empty: a bulletin for the whole year.")
    )
    name = models.CharField(_("name"), max_length=80)
    territory = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        related_name="rounds",
        verbose_name=_("territory"),
        help_text=_("The unit whose ground is inspected: results are kept for it and the units below it."),
    )
    standard = models.ForeignKey(
        "Standard",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("standard"),
        help_text=_("Empty only where somebody else gave the scores."),
    )
    announced = models.BooleanField(_("announced"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    weight = ExactDecimalField(_("weight in the year"), max_digits=6, decimal_places=2, default=Decimal(1))
    state = models.CharField(_("state"), max_length=10, choices=RoundState, default=RoundState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=120, blank=True)

    searched = ("name", "series", "source")

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("round")
        ordering = ["-year", "-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "level", "series", "number"],
                name="round_once",
                violation_error_message=_("This year already has a round of that level, series and number."),
            ),
            models.UniqueConstraint(
                fields=["year", "level", "series"],
                condition=Q(number=None),
                name="year_bulletin_once",
                violation_error_message=_("This year already has a bulletin of that level for the whole year."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="round_dates_in_order",
                violation_error_message=_("A round cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="round_weight_positive",
                violation_error_message=_("A weight is more than 0."),
            ),
        ]
        indexes = [
            # rankings and comparisons ask for a level's rounds of one or two years
            models.Index(fields=["level", "year", "state"], name="round_by_level_year"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("inspections:round", args=[self.pk])

    @property
    def covers_year(self) -> bool:
        """A bulletin for the whole year, not one inspection."""
        return self.number is None

    @property
    def is_final(self) -> bool:
        """Nothing comes in any more: what is derived from its results is kept beside them."""
        return self.state in FINAL_STATES

    @property
    def is_published(self) -> bool:
        return self.state == RoundState.PUBLISHED


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; an inspector's own."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(within("round__territory", user.access.paths(*TOWN_WIDE)) | Q(inspector=user))

    def to_inspect(self, user):
        """An inspector's own, in the rounds that are open now."""
        return self.filter(inspector=user, round__state=RoundState.OPEN)

    def of_visit(self, round, point, inspector):
        return self.filter(round=round, point=point, inspector=inspector)

    def blind(self, user):
        """An inspector's own blind revisits to come: of these points the earlier round's sheets stay hidden."""
        return self._blind().filter(inspector=user)

    def _blind(self):
        under_way = (RoundState.DRAFT, RoundState.OPEN)
        return self.filter(round__state__in=under_way, round__draw__earlier__isnull=False)

    def blind_points(self, user):
        """The points of these visits, as ids; None for whoever is no inspector. What was found there stays hidden too."""
        return self.blind(user).values("point") if user.access.has("inspector") else None

    def blind_inspectors(self, point_id):
        """Who is to visit this point blind, as ids of users."""
        return self._blind().filter(point=point_id).values("inspector")

    def by_round_and_code(self):
        """In the order of a list of visits, with what such a list shows."""
        related = self.select_related("round", "point__kind", "point__unit")
        return related.order_by("round__starts_on", "round", "point__code", "pk")


class Assignment(models.Model):
    """A point that an inspector is to visit in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments", verbose_name=_("round"))
    point = models.ForeignKey("facilities.Point", models.PROTECT, related_name="assignments", verbose_name=_("point"))
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("inspector")
    )
    visit_from = models.DateField(_("visit not before"), null=True, blank=True)
    visit_until = models.DateField(_("visit not after"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("assignment")
        ordering = ["point__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "point", "inspector"],
                name="assigned_once",
                violation_error_message=_("This inspector already has this point in this round."),
            ),
        ]

    def __str__(self):
        return f"{self.round} · {self.point} · {self.inspector}"

    def is_early(self, day) -> bool:
        """Do the days of this blind revisit begin later? Always False where it has none."""
        return self.visit_from is not None and day < self.visit_from

    def is_over(self, day) -> bool:
        """Have the days of this blind revisit passed? Always False where it has none."""
        return self.visit_until is not None and day > self.visit_until


def kept_blind(user, sheet: str = "") -> Q:
    """The rows to leave out for whoever is to visit a point again, blind: those about the earlier round's sheets of it, until
    the revisit is closed. Empty for everybody who is no inspector.

    sheet: how the rows lead to their sheet, e.g. 'score__sheet__'; empty for sheets themselves.
    """
    if not user.access.has("inspector"):
        return Q()
    ahead = Assignment.objects.blind(user)
    earlier = ahead.filter(round__draw__earlier=OuterRef(f"{sheet}round"), point=OuterRef(f"{sheet}point"))
    return Q(Exists(earlier)) & ~Q(**{f"{sheet}inspector": user})
