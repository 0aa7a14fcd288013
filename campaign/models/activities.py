"""Activities (活动) and volunteer teams (志愿服务队): meetings, volunteering, law lessons each quarter, the sports meet every third year."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.years import refuse_closed, why_closed
from core.access import TOWN_WIDE, around
from core.errors import DomainError
from core.models import Removable, RemovableQuerySet, Word

MOST_PEOPLE = 9_999_999
"""At one activity: more is a slip of the finger."""


class TownWideQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """Everybody who works in the town."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(around("town", user.access.paths(*TOWN_WIDE, "unit", "inspector")))


class ActivityKind(Word):
    """Kind of activity, kept by the office: meeting, volunteering, law lesson, sports, culture, publicity …"""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of activity")


class VolunteerTeam(Removable):
    """A volunteer team of the office or of a village."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="volunteer_teams", verbose_name=_("of"))
    makeup = models.CharField(_("who is in it"), max_length=80, blank=True, help_text=_("E.g. women of the village."))
    leader = models.CharField(_("leader"), max_length=40, blank=True)
    members = models.PositiveSmallIntegerField(_("members"), null=True, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    searched = ("name", "leader")

    objects = TownWideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("volunteer team")
        ordering = ["unit__path", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "name"], condition=Q(removed_at=None), name="team_name_once",
                violation_error_message=_("Another team has this name."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaign:team", args=[self.pk])


class ActivitySeries(Removable):
    """Something that is to happen again and again: every quarter, every third year."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    name = models.CharField(_("name"), max_length=80)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="series", verbose_name=_("kind"))
    every_months = models.PositiveSmallIntegerField(
        _("every (months)"), help_text=_("3: every quarter; 12: every year; 36: every third year.")
    )
    starts_on = models.DateField(_("counted from"), help_text=_("The first day of the first term."))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who holds it")
    )

    searched = ("name",)

    objects = TownWideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("recurring activity")
        ordering = ["every_months", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months__gte=1, every_months__lte=240), name="series_has_term",
                violation_error_message=_("From 1 to 240 months."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaign:series", args=[self.pk])


class Activity(Removable):
    """Something that was held, or is going to be."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    title = models.CharField(_("title"), max_length=80)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name=_("kind"))
    series = models.ForeignKey(
        ActivitySeries,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("recurring activity"),
    )
    term_starts_on = models.DateField(
        _("planned for the term from"), null=True, blank=True, editable=False
    )  # set where it was planned when its year was opened
    held_on = models.DateField(_("day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    is_held = models.BooleanField(_("was held"), default=False, help_text=_("Not yet, or called off: leave it open."))
    place = models.CharField(_("place"), max_length=80, blank=True)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("held by")
    )
    teams = models.ManyToManyField(
        VolunteerTeam, blank=True, related_name="activities", verbose_name=_("volunteer teams")
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours each"), max_digits=5, decimal_places=1, null=True, blank=True,
        help_text=_("Volunteer hours are people times hours."),
    )  # fmt: skip
    text = models.TextField(_("what was done"), max_length=1000, blank=True)

    searched = ("title", "place", "text")

    objects = TownWideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("activity")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("held_on")), name="activity_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["series", "term_starts_on"], condition=Q(removed_at=None), name="activity_term_planned_once",
                violation_error_message=_("This term already has a planned activity."),
            ),
        ]  # fmt: skip
        indexes = [
            # a year's activities, and those of a recurring one
            models.Index(fields=["town", "-held_on"], name="activity_by_day"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("campaign:activity", args=[self.pk])

    def clean(self):
        """A closed year takes nothing new, gives nothing away and changes nothing."""
        self.check_hours()
        refuse_closed(self, "held_on")

    def check_hours(self) -> None:
        """Nobody works more than 24 hours a day: 'hours each' is easily taken for those of all together."""
        if self.hours is None or self.held_on is None:
            return
        days = max(((self.ends_on or self.held_on) - self.held_on).days + 1, 1)
        if not 0 <= self.hours <= 24 * days:
            raise DomainError({"hours": gettext("Enter the hours of one person: at most 24 a day.")})

    def kept_because(self) -> str:
        return why_closed([self.held_on.year])

    @property
    def volunteer_hours(self):
        """People times hours each; None where either is not known."""
        return None if self.people is None or self.hours is None else self.people * self.hours
