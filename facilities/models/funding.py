"""Money (资金): where it comes from, and for each project and year what is planned, secured and paid. Entries, never overwritten."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from core.quantities import Exactness
from facilities.models.projects import Project


class FundingSource(models.Model):
    """Source of money, kept by the office: 办事处自筹, 开发区财政, 市场化运作, 上级补助, 村级自筹."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("source of money")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class FundingStep(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("money", "Planned")
    SECURED = "secured", pgettext_lazy("money", "Secured")
    PAID = "paid", pgettext_lazy("money", "Paid")


class FundingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the projects that one may see; what belongs to none, for town-wide roles."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            models.Q(project__in=Project.objects.visible_to(user))
            | models.Q(project=None) & within("town", user.access.paths(*TOWN_WIDE))
        )

    def matching(self, words: str):
        """Each word stands in the project's name or number, the paper's number, the note or the source's name."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                models.Q(project__name__icontains=word)
                | models.Q(project__number__icontains=word)
                | models.Q(document__icontains=word)
                | models.Q(note__icontains=word)
                | models.Q(source__name__icontains=word)
            )
        return rows

    def of_year(self, year: int, until=None):
        """Of a year; until: only what was entered for days up to that one."""
        rows = self.filter(year=year)
        return rows.filter(on__lte=until) if until else rows


class FundingEntry(models.Model):
    """An amount planned, secured or paid. A correction is another entry that names the one it corrects, with its reason."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="funding", verbose_name=_("project"),
        help_text=_("Empty: the campaign as a whole."),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="entries", verbose_name=_("source"))
    step = models.CharField(_("step"), max_length=8, choices=FundingStep)
    amount = ExactDecimalField(
        _("amount (yuan)"), max_digits=14, decimal_places=2, help_text=_("A correction may be negative.")
    )
    exactness = models.CharField(_("exactness"), max_length=8, choices=Exactness, default=Exactness.EXACT)
    on = models.DateField(_("on"))
    document = models.CharField(_("number of the paper"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("Of a correction, or why more is paid than is secured.")
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    key = models.UUIDField(unique=True, editable=False, help_text=_("Of the form: sent twice, it is one entry."))
    entered_at = models.DateTimeField(_("entered"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("funding")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gte=0) | models.Q(corrects__isnull=False),
                name="only_corrections_are_negative",
                violation_error_message=_("Only a correction may be negative."),
            ),
        ]
        indexes = [
            # sums by project, year, source and step
            models.Index(fields=["project", "year", "source", "step"], name="funding_sums"),
            models.Index(fields=["town", "year", "step"], name="funding_of_year"),
        ]

    def __str__(self):
        return f"{self.get_step_display()} {self.amount}"

    def get_absolute_url(self):
        return reverse("facilities:funding_entry", args=[self.pk])

    def may_be_edited_by(self, user) -> bool:
        """Nobody: an entry stays as it was made, with its papers; a correction is another entry."""
        return False
