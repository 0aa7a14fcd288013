"""Plans (规划): master plan, detailed control plan, tourism plan …, their stages, and the control lines that they set."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, around
from core.errors import DomainError
from core.models import PresentManager, Removable, RemovableQuerySet, Restorable, Word
from core.search import having_words


class ControlLineKind(Word):
    """Kind of control line (绿线, 蓝线, 紫线, 黄线 …), kept by the office: which lines there are differs from place to place."""

    name = models.CharField(_("name"), max_length=20)
    protects = models.CharField(_("what it protects"), max_length=60, blank=True)

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of control line")


class PlanKind(Word):
    """Kind of plan, kept by the office."""

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of plan")


class PlanStage(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("stage of a plan", "Proposed")
    DRAWN_UP = "drawn_up", pgettext_lazy("stage of a plan", "Being drawn up")
    REVIEWED = "reviewed", pgettext_lazy("stage of a plan", "Under review")
    APPROVED = "approved", pgettext_lazy("stage of a plan", "Approved")
    CARRIED_OUT = "carried_out", pgettext_lazy("stage of a plan", "Being carried out")
    STALLED = "stalled", pgettext_lazy("stage of a plan", "Not carried out")
    ENDED = "ended", pgettext_lazy("stage of a plan", "Out of force")


class PlanQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """Everybody who works in the town may read its plans."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(around("town", user.access.paths(*TOWN_WIDE, "unit", "inspector")))

    def years(self) -> list[int]:
        """The campaign years that plans name, the latest first."""
        return sorted(set(self.order_by().exclude(year=None).values_list("year", flat=True).distinct()), reverse=True)

    def matching(self, text: str):
        """Each word stands in the name, the aims, the approval's number or who draws it up."""
        return having_words(self, text)

    def in_force_beside(self, plan: "Plan"):
        """The other plans of its town whose control lines hold."""
        return self.present().filter(town=plan.town_id).exclude(pk=plan.pk).exclude(stage=PlanStage.ENDED)

    def with_line(self, kind: ControlLineKind):
        """Those that set a line of this kind."""
        return self.filter(Exists(ControlLine.objects.filter(plan=OuterRef("pk"), kind=kind)))


class Plan(Removable):
    """A plan on its way from a proposal to being carried out. Its papers are core.Paper, its history the trail."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    kind = models.ForeignKey(PlanKind, models.PROTECT, related_name="plans", verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=80)
    stage = models.CharField(_("stage"), max_length=12, choices=PlanStage, default=PlanStage.PROPOSED)
    made_by = models.CharField(_("drawn up by"), max_length=80, blank=True)
    in_charge = models.CharField(_("person in charge"), max_length=40, blank=True)
    started_on = models.DateField(_("begun on"), null=True, blank=True)
    due_on = models.DateField(_("to be ready by"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approval = models.CharField(_("number of the approval"), max_length=60, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    carried_out_percent = models.PositiveSmallIntegerField(
        _("carried out (%)"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    carried_out_note = models.TextField(_("what is carried out, and what is not"), max_length=600, blank=True)
    aims = models.TextField(_("aims"), max_length=800, blank=True)
    year = models.PositiveSmallIntegerField(_("campaign year"), null=True, blank=True)

    searched = ("name", "aims", "made_by", "approval")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("plan")
        ordering = ["kind__order", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out_percent=None) | Q(carried_out_percent__lte=100),
                name="plan_percent_at_most_100",
                violation_error_message=_("A percentage is at most 100."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaign:plan", args=[self.pk])

    def clean(self):
        """It is begun, approved and in force until some day, in this order."""
        if self.started_on and self.approved_on and self.approved_on < self.started_on:
            raise DomainError({"approved_on": gettext("It cannot be approved before it was begun.")})
        if self.valid_until and self.approved_on and self.valid_until < self.approved_on:
            raise DomainError({"valid_until": gettext("It cannot end before it was approved.")})
        if self.due_on and self.started_on and self.due_on < self.started_on:
            raise DomainError({"due_on": gettext("It cannot be ready before it was begun.")})


class ControlLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


class ControlLine(Restorable):
    """An area that a plan keeps free, for water, green, old buildings, pipes. Taken off the plan it can be brought back."""

    town_path = "plan__town"
    named_by = ("kind",)
    verbs = ("take_off_part", "bring_back_part")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", verbose_name=_("plan"))
    kind = models.ForeignKey(ControlLineKind, models.PROTECT, related_name="lines", verbose_name=_("kind"))
    name = models.CharField(_("name"), max_length=80)
    rule = models.CharField(_("what holds there"), max_length=200, blank=True)
    area = models.JSONField(_("area (GeoJSON, WGS-84)"), null=True, blank=True)

    objects = PresentManager.from_queryset(ControlLineQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = _("control line")
        ordering = ["kind__order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "name"], condition=Q(removed_at=None), name="control_line_once",
                violation_error_message=_("This plan has a control line of this kind and name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.kind} {self.name}"

    def get_absolute_url(self):
        return self.plan.get_absolute_url()

    @property
    def told_with(self) -> Plan:
        return self.plan

    @property
    def told_as(self) -> str:
        return f"{self._meta.verbose_name}{gettext(': ')}{self}"
