"""What follows when a deadline passes: stages, the supervision order (督办单), the talk (约谈), the root cause of what comes back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from rectification.transitions import WORKED_ON
from rectification.withheld import withheld_from


class Stage(models.TextChoices):
    AMBER = "amber", _("Due soon")
    RED = "red", _("Overdue")
    ORDER = "order", _("Supervision order")


class Escalation(models.Model):
    """A stage that a task reached under one deadline. Unique, so that the daily work does each once, however often it runs."""

    task = models.ForeignKey(
        "RectificationTask", models.PROTECT, related_name="escalations", verbose_name=_("rectification task")
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    deadline = models.DateTimeField(_("deadline"))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible unit")
    )
    at = models.DateTimeField(_("reached"))

    class Meta:
        verbose_name = verbose_name_plural = _("escalation")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["task", "stage", "deadline"], name="stage_once_a_deadline")]
        indexes = [
            # the deadlines that a unit missed
            models.Index(fields=["unit", "stage", "deadline"], name="stages_of_unit"),
        ]

    def __str__(self):
        return f"{self.task} · {self.get_stage_display()}"


class OrderCause(models.TextChoices):
    OVERDUE = "overdue", _("overdue by as long again as its limit")
    REWORKED = "reworked", _("sent back for rework again and again")
    BY_HAND = "by_hand", _("ordered by a leader")


class OrderState(models.TextChoices):
    DRAFTED = "drafted", _("Waiting for signature")
    SIGNED = "signed", _("Signed")
    DROPPED = "dropped", _("Not issued")


class OrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; a unit's own once it is signed. Nobody: what is withheld (rectification.withheld)."""
        if not user.is_authenticated:
            return self.none()
        town = within("task__town", user.access.paths(*TOWN_WIDE))
        own = within("unit", user.access.paths("unit")) & Q(state=OrderState.SIGNED)
        return self.filter(town | own).exclude(withheld_from(user, "task__finding__"))

    def waiting(self):
        return self.filter(state=OrderState.DRAFTED)

    def to_be_answered(self):
        """Signed, and the unit is still at work on the task."""
        return self.filter(state=OrderState.SIGNED, task__state__in=WORKED_ON)

    def with_details(self):
        """With all that a row, a page or the paper names."""
        return self.select_related(
            "task__finding__point", "task__finding__kind", "task__town", "task__responsible_unit", "unit", "signed_by"
        )


class SupervisionOrder(models.Model):
    """The order that a leader signs for a task that is not put right (督办单)."""

    number = models.CharField(_("number"), max_length=16, unique=True, help_text=_("督-year-serial"))
    task = models.ForeignKey(
        "RectificationTask", models.PROTECT, related_name="orders", verbose_name=_("rectification task")
    )
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("responsible unit"))
    cause = models.CharField(_("cause"), max_length=8, choices=OrderCause)
    state = models.CharField(_("state"), max_length=8, choices=OrderState, default=OrderState.DRAFTED)
    demand = models.TextField(_("what is demanded"), max_length=500)
    answer_by = models.DateField(_("to be answered by"))
    drafted_at = models.DateTimeField(_("drafted"))
    opinion = models.CharField(_("leader's opinion"), max_length=300, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signature = models.FileField(_("signature"), upload_to="signatures/%Y/", blank=True)
    dropped_reason = models.CharField(_("why it is not issued"), max_length=300, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("supervision order")
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="drafted"), name="one_order_waits",
                violation_error_message=_("An order for this task waits for its signature already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="signed_order_says_by_whom",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("rectification:order", args=[self.pk])


class TalkState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    HELD = "held", _("Held")
    DROPPED = "dropped", _("Not held")


class TalkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(within("unit", user.access.paths(*TOWN_WIDE))) if user.is_authenticated else self.none()

    def waiting(self):
        return self.filter(state=TalkState.PROPOSED)


class Talk(models.Model):
    """A talk with a unit (约谈) that missed several deadlines one after the other. About a unit, never about a person."""

    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="talks", verbose_name=_("unit"))
    tasks = models.ManyToManyField("RectificationTask", related_name="talks", verbose_name=_("deadlines missed"))
    event = models.CharField(
        max_length=80, unique=True, editable=False, help_text=_("The last missed deadline of the run.")
    )
    state = models.CharField(_("state"), max_length=8, choices=TalkState, default=TalkState.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    note = models.TextField(_("what was agreed, or why it is not held"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("talk")
        ordering = ["-proposed_at", "-pk"]

    def __str__(self):
        return f"{self.unit} · {self.get_state_display()}"

    def get_absolute_url(self):
        return reverse("rectification:talk", args=[self.pk])


class RootCauseQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        town = within("point__town", user.access.paths(*TOWN_WIDE))
        return self.filter(town | within("point__in_charge", user.access.paths("unit")))

    def open(self):
        return self.filter(written_at=None)


class RootCause(models.Model):
    """Why problems come back at a point: proposed when it happened several times, written by the office or the unit in charge."""

    point = models.ForeignKey("facilities.Point", models.PROTECT, related_name="root_causes", verbose_name=_("point"))
    findings = models.ManyToManyField("Finding", related_name="root_causes", verbose_name=_("findings that came back"))
    proposed_at = models.DateTimeField(_("proposed"))
    note = models.TextField(_("root cause, and what would end it"), max_length=800, blank=True)
    project = models.ForeignKey(
        "facilities.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="root_causes",
        verbose_name=_("project that would end it"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), null=True, blank=True)

    objects = RootCauseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("root cause")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=Q(written_at=None), name="one_root_cause_open"),
        ]

    def __str__(self):
        return f"{self.point} · {self.proposed_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("rectification:root_cause", args=[self.pk])
