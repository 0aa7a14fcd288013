"""Money (资金): where it comes from, and for each project and year what is planned, secured and paid. Entries, never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE
from core.fields import ExactDecimalField
from core.models import Word
from core.quantities import Exactness
from core.scope import in_units
from core.search import holding, words_in, words_of
from facilities.models.projects import Project


class FundingSource(Word):
    """Source of money, kept by the office: 办事处自筹, 开发区财政, 市场化运作, 上级补助, 村级自筹."""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("source of money")


class FundingStep(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("money", "Planned")
    SECURED = "secured", pgettext_lazy("money", "Secured")
    PAID = "paid", pgettext_lazy("money", "Paid")


class FundingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the projects that one may see; what belongs to none, for town-wide roles."""
        if not user.is_authenticated:
            return self.none()
        own = user.access.paths("unit")
        removed = Project.objects.removed().order_by().values("pk")  # few, so that no entry looks its project up
        of_town = in_units("town", user.access.paths(*TOWN_WIDE)) & (Q(project=None) | ~Q(project__in=removed))
        if not own:
            return self.filter(of_town)
        return self.filter(of_town | Q(project__in=Project.objects.visible_to(user).order_by().values("pk")))

    def matching(self, words: str):
        """Each word stands in the paper's number, the note, the source's name or the words of the project."""
        rows = self
        for word in words_in(words):
            projects = Project.objects.filter(holding(word)).order_by().values("pk")
            sources = FundingSource.objects.filter(name__icontains=word).order_by().values("pk")
            rows = rows.filter(Q(holding(word)) | Q(project__in=projects) | Q(source__in=sources))
        return rows

    def years(self) -> list[int]:
        """The years for which there is an entry, the newest first."""
        return list(self.order_by("-year").values_list("year", flat=True).distinct())

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
    search_text = words_of("document", "note")

    objects = FundingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("funding")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0) | Q(corrects__isnull=False),
                name="only_corrections_are_negative",
                violation_error_message=_("Only a correction may be negative."),
            ),
        ]
        indexes = [
            # sums of a project
            models.Index(fields=["project", "step", "amount"], name="funding_of_project"),
            # sums of a year, and of all, without a look at the rows
            models.Index(
                fields=["year", "step", "source", "exactness", "amount", "project", "town", "on"], name="funding_of_year"
            ),
            # the list's orders and its search
            models.Index(fields=["-on", "-id"], name="funding_newest"),
            models.Index(fields=["-amount", "id"], name="funding_largest"),
            models.Index(fields=["search_text", "project", "source", "step", "year", "town"], name="funding_search"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_step_display()} {self.amount}"

    def get_absolute_url(self):
        return reverse("facilities:funding_entry", args=[self.pk])

    def may_be_edited_by(self, user) -> bool:
        """Nobody: an entry stays as it was made, with its papers; a correction is another entry."""
        return False
