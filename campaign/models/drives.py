"""Drives (专项行动, 突击整治): intensive clean-ups, their zones with the group that answers for each, and what came of them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models.years import refuse_closed, why_closed
from core.access import TOWN_WIDE, around
from core.errors import DomainError
from core.models import Measure, Photo, PresentManager, Quantified, Removable, RemovableQuerySet, Restorable, Word
from core.search import words_in


class DriveState(models.TextChoices):
    """Where a drive stands on a day; nothing of it is stored but the dates and the final sheet."""

    PLANNED = "planned", pgettext_lazy("state of a drive", "Planned")
    RUNNING = "running", pgettext_lazy("state of a drive", "Under way")
    OVER = "over", pgettext_lazy("state of a drive", "Over, no final sheet yet")
    CLOSED = "closed", pgettext_lazy("state of a drive", "Closed")


class DriveQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """Everybody who works in the town takes part in its drives."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(around("town", user.access.paths(*TOWN_WIDE, "unit", "inspector")))

    def of_year(self, year: int):
        return self.filter(starts_on__year=year)

    def years(self) -> list[int]:
        """The years in which there was a drive, the newest first."""
        years = self.order_by().values_list(ExtractYear("starts_on"), flat=True).distinct()
        return sorted(years, reverse=True)

    def in_state(self, state: str, today: date):
        """As `Drive.state_on` says it of one."""
        if state == DriveState.CLOSED:
            return self.exclude(closed_at=None)
        rows = self.filter(closed_at=None)
        if state == DriveState.PLANNED:
            return rows.filter(starts_on__gt=today)
        if state == DriveState.RUNNING:
            return rows.filter(starts_on__lte=today, ends_on__gte=today)
        return rows.filter(ends_on__lt=today)

    def with_zone_count(self):
        """Adds `zone_count`, to show and to sort by."""
        return self.annotate(zone_count=Count("zones", filter=Q(zones__removed_at=None)))

    def matching(self, text: str):
        """Each word stands in the name, the slogan, a zone or a group."""
        rows = self
        for word in words_in(text):
            zones = DriveZone.objects.filter(Q(name__icontains=word) | Q(group__icontains=word)).order_by()
            rows = rows.filter(Q(name__icontains=word) | Q(slogan__icontains=word) | Q(pk__in=zones.values("drive")))
        return rows

    def earlier_than(self, drive: "Drive"):
        """Those of the same town that began before this one, the latest first."""
        return self.present().filter(town=drive.town_id, starts_on__lt=drive.starts_on).order_by("-starts_on", "-pk")

    def having_done(self, works):
        """Those with an entry of one of these works (their keys)."""
        results = DriveResult.objects.filter(drive=OuterRef("pk"), work__in=list(works))
        return self.filter(Exists(results))

    def ended_between(self, first: date, last: date):
        return self.present().filter(ends_on__gte=first, ends_on__lte=last)


class Drive(Removable):
    """A drive from a day to a day. Before its first day it is planned, after its last it is over until its sheet is closed."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    name = models.CharField(_("name"), max_length=80)
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    aims = models.TextField(_("what it is about"), max_length=600, blank=True)
    taking_part = models.CharField(_("who takes part"), max_length=120, blank=True)
    outcome = models.TextField(pgettext_lazy("drive", "outcome"), max_length=800, blank=True)
    closed_at = models.DateTimeField(_("final sheet made"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("final sheet made by"),
    )  # fmt: skip

    objects = DriveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("drive")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="drive_dates_in_order",
                violation_error_message=_("A drive cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaign:drive", args=[self.pk])

    def clean(self):
        """A closed year takes nothing new, gives nothing away and changes nothing; what was entered lies within the days."""
        refuse_closed(self, "starts_on")
        if self.pk:
            self._keep_days_with_results()
            self._keep_end_that_was_looked_after()

    def _keep_days_with_results(self) -> None:
        days = self.results.aggregate(first=Min("day"), last=Max("day"))
        words = gettext("There are results of %(day)s: that day must stay.")
        if days["first"] and days["first"] < self.starts_on:
            raise DomainError({"starts_on": words % {"day": days["first"]}})
        if days["last"] and days["last"] > self.ends_on:
            raise DomainError({"ends_on": words % {"day": days["last"]}})

    def _keep_end_that_was_looked_after(self) -> None:
        """What is left is counted from the last day: were it moved, a look would be of another day than it says."""
        look = self.afterchecks.order_by("looked_on").first()
        if look and not type(self)._base_manager.filter(pk=self.pk, ends_on=self.ends_on).exists():
            reason = gettext("On %(day)s it was looked at what is left of the drive: its last day stays.")
            raise DomainError({"ends_on": reason % {"day": look.looked_on}})

    def kept_because(self) -> str:
        return why_closed([self.starts_on.year])

    @property
    def with_day(self) -> str:
        """As files name it, '清脏治乱行动（2026-06-08）': another one may have the same name."""
        return f"{self.name}（{self.starts_on}）"

    @property
    def days(self) -> int:
        """The first and the last day count."""
        return (self.ends_on - self.starts_on).days + 1

    def state_on(self, today: date) -> DriveState:
        if self.closed_at:
            return DriveState.CLOSED
        if today < self.starts_on:
            return DriveState.PLANNED
        return DriveState.RUNNING if today <= self.ends_on else DriveState.OVER


class DriveZoneQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(drive__in=Drive.objects.visible_to(user))


class DriveZone(Restorable):
    """A part of the town in a drive, and the group that answers for it (分组分片包干). Taken off, it can be brought back."""

    town_path = "drive__town"
    verbs = ("take_off_part", "bring_back_part")
    drive = models.ForeignKey(Drive, models.CASCADE, related_name="zones", verbose_name=_("drive"))
    name = models.CharField(_("zone"), max_length=60)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="drive_zones", verbose_name=_("unit"),
        help_text=_("Its people enter the zone's results."),
    )  # fmt: skip
    group = models.CharField(_("group"), max_length=60, blank=True)
    in_charge = models.CharField(_("person in charge"), max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    task = models.CharField(_("what is done there"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PresentManager.from_queryset(DriveZoneQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = _("zone of a drive")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["drive", "name"], condition=Q(removed_at=None), name="zone_once_a_drive",
                violation_error_message=_("This drive has a zone of this name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def may_be_reported_by(self, user) -> bool:
        """The office, and the people of the unit that answers for the zone."""
        access = user.access
        return access.covers(self.drive.town.path, "office") or bool(
            self.unit and access.covers(self.unit.path, "unit")
        )

    def get_absolute_url(self):
        return self.drive.get_absolute_url()

    @property
    def told_with(self) -> Drive:
        return self.drive

    @property
    def told_as(self) -> str:
        return f"{self._meta.verbose_name}{gettext(': ')}{self}"

    def kept_because(self) -> str:
        """Of a drive that is closed, or whose year is, nothing changes."""
        if self.drive.closed_at:
            return gettext("The final sheet is made. Take it back before you change the drive.")
        return self.drive.kept_because() or self._evidence()

    def _evidence(self) -> str:
        if not (self.results.exists() or self.afterchecks.exists() or Photo.objects.about(self).exists()):
            return ""
        return gettext("'%(zone)s' has results, photos or looks: it stays with the drive.") % {"zone": self.name}


class DriveWork(Word):
    """Something that drives do and count, kept by the office: 清运垃圾 (车), 修剪绿化带 (平方米) …"""

    named_by = ("measure",)
    name = models.CharField(_("work"), max_length=40)
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("of a quantity", "measure")
    )

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("work of a drive")

    def __str__(self):
        return f"{self.name}（{self.measure}）"


class DriveResultQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(drive__in=Drive.objects.visible_to(user))


class DriveResult(Quantified):
    """What one zone did on one day, of one kind of work. A correction is another entry, with a minus sign where needed."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="results", verbose_name=_("drive"))
    zone = models.ForeignKey(
        DriveZone, models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("zone"),
        help_text=_("Empty: the drive as a whole."),
    )  # fmt: skip
    work = models.ForeignKey(DriveWork, models.PROTECT, related_name="results", verbose_name=_("work"))
    day = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    key = models.UUIDField(unique=True, editable=False, help_text=_("Of the form: sent twice, it is one entry."))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered"))

    objects = DriveResultQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("result of a drive")
        ordering = ["-day", "-pk"]
        indexes = [
            # running totals of a drive by zone and work
            models.Index(fields=["drive", "zone", "work"], name="drive_totals"),
        ]

    def __str__(self):
        return f"{self.work.name} {self.size}"


class DriveAftercheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(drive__in=Drive.objects.visible_to(user))


class DriveAftercheck(models.Model):
    """What was left of a drive in a zone, some days after its end (by default 14 and 30). Its photos are the zone's."""

    drive = models.ForeignKey(Drive, models.PROTECT, related_name="afterchecks", verbose_name=_("drive"))
    zone = models.ForeignKey(
        DriveZone, models.PROTECT, null=True, blank=True, related_name="afterchecks", verbose_name=_("zone")
    )
    days_after = models.PositiveSmallIntegerField(_("days after the end"))
    looked_on = models.DateField(_("looked on"))
    kept_percent = models.PositiveSmallIntegerField(
        _("still as after the drive (%)"), help_text=_("100: all of it stands. 0: as before the drive.")
    )
    note = models.CharField(_("what is back"), max_length=300, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("looked by")
    )

    objects = DriveAftercheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("look after a drive")
        ordering = ["drive", "days_after", "zone"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "zone", "days_after"], name="aftercheck_once_a_zone"),
            models.UniqueConstraint(
                fields=["drive", "days_after"], condition=Q(zone=None), name="aftercheck_once_a_drive"
            ),
            models.CheckConstraint(
                condition=Q(kept_percent__lte=100), name="aftercheck_at_most_100",
                violation_error_message=_("A percentage is at most 100."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.drive} +{self.days_after}"
