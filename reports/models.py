"""Reports of a town: the year's summary, the monthly report, their passages as they were written and as somebody edited them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, around, within
from reports.figure import Figure, from_data
from reports.linking import Run, link_figures
from reports.writing import Change, changes


class ReportKind(models.TextChoices):
    ANNUAL = "annual", _("Annual summary")
    MONTHLY = "monthly", _("Monthly report")


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    FINAL = "final", pgettext_lazy("report", "Final")


class Writing(models.TextChoices):
    """Where the work of writing stands; the worker takes up what waits or was broken off."""

    IDLE = "idle", pgettext_lazy("writing a report", "Written")
    QUEUED = "queued", pgettext_lazy("writing a report", "Waiting")
    RUNNING = "running", pgettext_lazy("writing a report", "Being written")
    FAILED = "failed", pgettext_lazy("writing a report", "Broken off")


UNDER_WAY = (Writing.QUEUED, Writing.RUNNING)


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town's office and leaders; everybody who works in the town once it is final."""
        if not user.is_authenticated:
            return self.none()
        access = user.access
        final = around("town", access.paths("unit", "inspector")) & Q(state=ReportState.FINAL)
        return self.filter(within("town", access.paths(*TOWN_WIDE)) | final)

    def annual(self):
        return self.filter(kind=ReportKind.ANNUAL).order_by("-year")


class Report(models.Model):
    """One paper. It changes through reports.services alone, with the trail. version: how often it was written."""

    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind)
    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"))
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), default=0, help_text=_("0: the whole year."))
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=0)
    charts = models.JSONField(_("charts"), default=list)
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    writing = models.CharField(_("writing"), max_length=8, choices=Writing, default=Writing.IDLE)
    ordered_at = models.DateTimeField(_("ordered"), null=True, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ordered by")
    )
    tries = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps_total = models.PositiveSmallIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("report")
        ordering = ["-year", "-month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["town", "kind", "year", "month"], name="report_once"),
            models.CheckConstraint(
                condition=Q(kind="annual", month=0) | Q(kind="monthly", month__gte=1, month__lte=12),
                name="report_has_its_month",
            ),
        ]

    def __str__(self):
        when = f"{self.year}-{self.month:02d}" if self.month else self.year
        return self.title or f"{self.town} {when} {self.get_kind_display()}"

    def get_absolute_url(self):
        name, arguments = ("month", [self.year, self.month]) if self.month else ("year", [self.year])
        return reverse(f"reports:{name}", args=arguments)

    @property
    def is_under_way(self) -> bool:
        return self.writing in UNDER_WAY

    @property
    def is_final(self) -> bool:
        return self.state == ReportState.FINAL

    def may_be_edited_by(self, user) -> bool:
        return user.access.covers(self.town.path, "office")


class PassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))


class Passage(models.Model):
    """A part of a report with its heading. text: what stands in the paper, with the figures it was made of.

    generated, generated_figures: what the records gave at the last writing; the same as text where nobody edited it.
    news: what the last writing found changed, as data of reports.writing.Change. revision: counts every change, so that of two
    people who edit the second one sees both texts.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages", verbose_name=_("report"))
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    chapter = models.CharField(_("heading of the chapter"), max_length=80, blank=True)
    heading = models.CharField(_("heading"), max_length=80, blank=True)
    text = models.TextField(_("text"), max_length=6000, blank=True)
    figures = models.JSONField(default=list)
    generated = models.TextField(blank=True)
    generated_figures = models.JSONField(default=list)
    news = models.JSONField(default=list)
    is_edited = models.BooleanField(_("edited"), default=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edited by")
    )
    revision = models.PositiveIntegerField(default=0)

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("passage")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="passage_once")]

    def __str__(self):
        return self.heading or gettext("Opening words")

    def get_absolute_url(self):
        return f"{self.report.get_absolute_url()}#{self.key}"

    @property
    def own_figures(self) -> list[Figure]:
        return from_data(self.figures)

    @property
    def paragraphs(self) -> list[list[Run]]:
        """The text's runs by paragraph, each figure with the page of its records."""
        found: list[list[Run]] = [[]]
        for run in link_figures(self.text, self.own_figures):
            first, *others = run.text.split("\n")
            for number, part in enumerate([first, *others]):
                if number:
                    found.append([])
                if part:
                    found[-1].append(Run(part, run.figure))
        return [paragraph for paragraph in found if paragraph]

    @property
    def waiting_changes(self) -> list[Change]:
        """What the records say otherwise than an edited text; none where nobody edited it."""
        return changes(self.own_figures, from_data(self.generated_figures)) if self.is_edited else []

    @property
    def last_changes(self) -> list[Change]:
        """What the last writing changed by itself."""
        return [] if self.is_edited else [Change(**change) for change in self.news]

    @property
    def blanks(self) -> list[Figure]:
        """Marked blanks that still stand in the text."""
        return [run.figure for run in link_figures(self.text, self.own_figures) if run.is_blank]
