"""The years of the campaign."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

YEARS = (1990, 2200)
"""The first and the last one that is plausible."""
EARLIEST_MONTH = 11
"""The month from which the next year may be opened: rounds of January are planned in November."""


class CampaignYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated else self.none()

    def closed_among(self, years: Iterable[int]) -> list[int]:
        """Those of these years that are closed, in order."""
        closed = self.filter(pk__in=set(years)).exclude(closed_on=None)
        return list(closed.order_by("year").values_list("year", flat=True))

    def opened(self):
        return self.exclude(opened_at=None)


class CampaignYear(models.Model):
    """A year of the campaign, with its slogan and what it is to reach.

    It may be entered ahead; it is opened once (services/years.py), and closed when its books are: then it is only read.
    """

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    slogan = models.CharField(_("slogan"), max_length=80, blank=True)
    targets = models.TextField(_("targets"), blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    searched = ("slogan", "targets")

    objects = CampaignYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("campaign year")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gte=YEARS[0], year__lte=YEARS[1]),
                name="campaign_year_plausible",
                violation_error_message=_("That is not a year of four digits."),
            ),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return reverse("campaign:years")

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def is_over(self, today: date) -> bool:
        """Has its last day passed?"""
        return today.year > self.year


def year_to_open(opened: Iterable[int], today: date) -> int | None:
    """The year that is to be opened on this day: this one, and from November on the next one; None while there is none."""
    known = set(opened)
    wanted = [today.year, *([today.year + 1] if today.month >= EARLIEST_MONTH else [])]
    return next((year for year in wanted if year not in known), None)


def why_closed(years: Iterable[int]) -> str:
    """Why nothing may be entered in these years, and what to do; '' where none of them is closed. One query."""
    closed = CampaignYear.objects.closed_among(years)
    return _words(closed[0]) if closed else ""


def _words(year: int) -> str:
    words = gettext(
        "The year %(year)s is closed, its records are only read. Choose a day of another year, or have the office open it "
        "again under 'Campaign years'."
    )
    return words % {"year": year}


def refuse_years(years: Iterable[int], field: str = "") -> None:
    """Raises DomainError, at `field` where one is named, if one of these years is closed."""
    if reason := why_closed(years):
        raise DomainError({field: reason} if field else reason)


def refuse_moved(record: models.Model, *fields: str) -> None:
    """Raises DomainError at the first of these dates that a change takes into a closed year, or out of one. The rest may change:
    what lasts for years goes on in the open one."""
    stored = type(record)._base_manager.filter(pk=record.pk).values(*fields).first() or {}
    for field in fields:
        days = {stored.get(field), getattr(record, field)}
        if len(days) > 1:
            refuse_years((day.year for day in days if day), field)


def refuse_closed(record: models.Model, field: str) -> None:
    """Raises DomainError at `field`, a date, where the record lies in a closed year, or would be moved into or out of one."""
    days = {getattr(record, field)}
    if record.pk:
        days.update(type(record)._base_manager.filter(pk=record.pk).values_list(field, flat=True))
    refuse_years((day.year for day in days if day), field)


def in_closed_years(records: Sequence[models.Model], field: str) -> dict[int, DomainError]:
    """Of many records that are not stored yet: the place of each that lies in a closed year > why it is refused. One query.
    field: a date, or the year itself."""
    values = [getattr(record, field) for record in records]
    years = [getattr(value, "year", value) for value in values]
    closed = set(CampaignYear.objects.closed_among(years))
    return {place: DomainError({field: _words(year)}) for place, year in enumerate(years) if year in closed}
