"""Projects (工程项目): what is to be built, from a proposal to being in use; month by month what is planned and what is reported."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.models.years import refuse_moved
from core.access import TOWN_WIDE
from core.fields import ExactDecimalField
from core.models import Quantified, Removable, RemovableQuerySet, Unit, Word, quantity_not_negative
from core.quantities import Exactness
from core.scope import in_units
from core.search import holding, words_in, words_of
from facilities.project_stages import OPEN_STAGES, ProjectStage


class ProjectKind(Word):
    """Kind of project, kept by the office: road, drainage, flood control and sewage, lighting, greening …"""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of project")


class ProjectQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; a unit's own ground and what it carries out."""
        if not user.is_authenticated:
            return self.none()
        access = user.access
        own = access.paths("unit")
        return self.present().filter(
            in_units("town", access.paths(*TOWN_WIDE)) | in_units("unit", own) | in_units("carried_out_by", own)
        )

    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def with_names(self):
        """With all that a list names."""
        return self.select_related("kind", "town", "unit", "carried_out_by", "measure")

    def in_unit(self, unit):
        """Lying in a unit or below it, or carried out there."""
        return self.filter(in_units("unit", (unit.path,)) | in_units("carried_out_by", (unit.path,)))

    def with_lag(self, due):
        """lag_points: planned less reported percent of the last month reported up to `due`, as facilities.lag.lag_of has it.

        What is kept with the project where it was worked out for that month, else worked out here.
        """
        of_project = {"project": OuterRef("pk")}
        last = ProgressReport.objects.filter(month__lte=due, **of_project).order_by("-month")
        plan = Milestone.objects.filter(month__lte=OuterRef("month"), project=OuterRef("project")).order_by("-month")
        last = last.annotate(planned=Subquery(plan.values("percent")[:1]))
        points = ExpressionWrapper(F("planned") - F("percent"), models.IntegerField())
        worked_out = Subquery(last.annotate(points=points).values("points")[:1])
        return self.annotate(lag_points=Case(When(lag_due=due, then=F("lag_behind")), default=worked_out))

    def unreported(self, due):
        """Open ones whose plan covers the month `due`, of which nothing was reported, and which are not done."""
        of_project = {"project": OuterRef("pk"), "month__lte": due}
        reports = ProgressReport.objects.filter(**of_project)
        worked_out = (
            Exists(Milestone.objects.filter(**of_project))
            & ~Exists(reports.filter(month=due))
            & ~Exists(reports.filter(percent=100))
        )
        kept = Case(When(lag_due=due, then=F("lag_unreported")), When(worked_out, then=True), default=False)
        return self.open().annotate(is_unreported=kept).filter(is_unreported=True)

    def at_work_in(self, first, last):
        """With a month that is planned or reported, or days of their own, between two days."""
        planned = Milestone.objects.filter(month__range=(first, last)).order_by()
        reported = ProgressReport.objects.filter(month__range=(first, last)).order_by()
        return self.filter(
            Q(planned_start__lte=last, planned_end__gte=first)
            | Q(started_on__lte=last, finished_on__gte=first)
            | Q(pk__in=planned.values("project"))
            | Q(pk__in=reported.values("project"))
        )

    def matching(self, words: str):
        """Each word stands in the number, the name, the place, the contractor or the unit's name."""
        rows = self
        for word in words_in(words):
            rows = rows.filter(
                Q(holding(word)) | Q(unit__in=Unit.objects.filter(name__icontains=word).order_by().values("pk"))
            )
        return rows


class Project(Quantified, Removable):
    """Its stage changes through facilities.services.projects, with the trail; its papers are core.Paper, its photos core.Photo."""

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False, help_text=_("项-year-serial"))
    name = models.CharField(_("name"), max_length=80)
    kind = models.ForeignKey(ProjectKind, models.PROTECT, related_name="projects", verbose_name=_("kind"))
    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("lies in")
    )
    carried_out_by = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="projects_carried_out",
        verbose_name=_("responsible unit"), help_text=_("Its people enter the progress."),
    )  # fmt: skip
    place = models.CharField(_("place"), max_length=120, blank=True)
    shape = models.JSONField(
        _("on the map"), null=True, blank=True, help_text=_("A point, a line or an area: GeoJSON, WGS-84.")
    )
    purpose = models.TextField(_("why it is needed"), max_length=600, blank=True)
    need = ExactDecimalField(
        _("money needed (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True,
        help_text=_("The estimate or the budget; empty: not known."),
    )  # fmt: skip
    need_exactness = models.CharField(
        _("exactness of the estimate"), max_length=8, choices=Exactness, default=Exactness.EXACT
    )
    need_per_year = models.BooleanField(_("each year anew"), default=False)
    contractor = models.CharField(_("contractor"), max_length=80, blank=True)
    in_charge = models.CharField(_("person in charge"), max_length=40, blank=True)
    stage = models.CharField(
        _("stage"), max_length=10, choices=ProjectStage, default=ProjectStage.PROPOSED, editable=False
    )
    stage_before_stop = models.CharField(max_length=10, choices=ProjectStage, blank=True, editable=False)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_end = models.DateField(_("planned end"), null=True, blank=True)
    before_planned_end = models.BooleanField(
        _("before that month"), default=False, help_text=_("'By April' means before April begins.")
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=600, blank=True)
    lag_due = models.DateField(
        null=True, editable=False, help_text=_("The last month that was over when the lag was worked out.")
    )
    lag_behind = models.SmallIntegerField(null=True, editable=False, help_text=_("Points behind the plan by then."))
    lag_unreported = models.BooleanField(
        default=False, editable=False, help_text=_("That month was planned and not reported.")
    )
    search_text = words_of("number", "name", "place", "contractor")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("project")
        ordering = ["-pk"]
        constraints = [
            quantity_not_negative("project_quantity_not_negative"),
            models.CheckConstraint(
                condition=Q(need=None) | Q(need__gte=0), name="project_need_not_negative",
                violation_error_message=_("An amount is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(planned_start=None) | Q(planned_end=None) | Q(planned_end__gte=models.F("planned_start")),
                name="project_dates_in_order",
                violation_error_message=_("A project cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(finished_on=None) | Q(finished_on__gte=models.F("started_on")),
                name="project_work_in_order",
                violation_error_message=_("The work cannot be finished before it began."),
            ),
        ]  # fmt: skip
        indexes = [
            # the board by stage, and the list of a town
            models.Index(fields=["town", "stage"], name="project_by_stage"),
            # the figures over the list, without a look at the rows
            models.Index(
                fields=[
                    "removed_at", "stage", "lag_due", "lag_behind", "lag_unreported", "need", "town", "unit",
                    "carried_out_by",
                ],
                name="project_figures",
            ),
            # its orders; what is present has the same removed_at, and a list that names it first goes along the index
            models.Index(fields=["removed_at", "-id", "search_text", "unit", "town"], name="project_newest_and_search"),
            models.Index(fields=["removed_at", "name"], name="project_by_name"),
            # with the town, so that the units in use are found without a look at the rows
            models.Index(fields=["removed_at", "unit", "town"], name="project_by_unit_and_town"),
            models.Index(fields=["removed_at", "carried_out_by", "town"], name="project_by_doer_and_town"),
            models.Index(fields=["removed_at", "need"], name="project_by_need"),
            models.Index(fields=["removed_at", "planned_end"], name="project_by_end"),
            models.Index(fields=["removed_at", "planned_start"], name="project_by_start"),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def clean(self):
        """The work of a closed year neither begins nor ends on another day."""
        refuse_moved(self, "started_on", "finished_on")

    def get_absolute_url(self):
        return reverse("facilities:project", args=[self.pk])

    def may_be_reported_by(self, user) -> bool:
        """The office, and the people of the unit that carries it out."""
        own = self.carried_out_by_id and user.access.covers(self.carried_out_by.path, "unit")
        return bool(own) or self.may_be_edited_by(user)

    @property
    def is_stopped(self) -> bool:
        return self.stage == ProjectStage.STOPPED

    @property
    def planned_end_words(self) -> str:
        """'2027年4月前' or '2027年4月'; '' where no end is planned."""
        if not self.planned_end:
            return ""
        words = {"year": self.planned_end.year, "month": self.planned_end.month}
        if self.before_planned_end:
            return _("before %(year)s-%(month)02d") % words
        return _("%(year)s-%(month)02d") % words


class OfProjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user))


class Milestone(models.Model):
    """What a project is to reach by the end of a month (月度计划). month: its first day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("project"))
    month = models.DateField(_("month"))
    percent = models.PositiveSmallIntegerField(_("planned (%)"), help_text=_("Done in all by the end of the month."))
    spending = ExactDecimalField(
        _("planned spending (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True,
        help_text=_("Spent in all by the end of the month."),
    )  # fmt: skip
    aim = models.CharField(_("what is to stand by then"), max_length=120, blank=True)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("monthly plan")
        ordering = ["project", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month"], name="milestone_once_a_month",
                violation_error_message=_("This month is planned already."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="milestone_at_most_100", violation_error_message=_("A percentage is at most 100.")
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="milestone_is_a_month"),
        ]  # fmt: skip
        indexes = [
            # the projects of a year
            models.Index(fields=["month", "project"], name="milestone_by_month"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.percent}%"


class ProgressReport(models.Model):
    """What was reached by the end of a month (进度填报). A month without a report is unknown, not 0. Its photos are core.Photo."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="progress", verbose_name=_("project"))
    month = models.DateField(_("month"))
    percent = models.PositiveSmallIntegerField(_("done (%)"), help_text=_("In all, since the beginning."))
    note = models.CharField(_("note"), max_length=300, blank=True)
    key = models.UUIDField(unique=True, editable=False, help_text=_("Of the form: sent twice, it is one report."))
    reported_at = models.DateTimeField(_("reported"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("progress report")
        ordering = ["project", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month"], name="report_once_a_month",
                violation_error_message=_("This month is reported already: correct that report."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="report_at_most_100", violation_error_message=_("A percentage is at most 100.")
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="report_is_a_month"),
        ]  # fmt: skip
        indexes = [
            # the projects of a year
            models.Index(fields=["month", "project"], name="report_by_month"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.percent}%"
