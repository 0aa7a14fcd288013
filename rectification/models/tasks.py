"""Rectification tasks (整改任务): the order to put a finding right, until it is verified closed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from core.paths import path_to
from core.search import words_in
from rectification.models.figures import counted
from rectification.models.findings import Severity, Source
from rectification.models.indicators import IndicatorRules
from rectification.models.limits import LimitUnit
from rectification.models.scope import in_units, in_whole_scope_of, where_rechecking
from rectification.pairs import holding
from rectification.periods import Period
from rectification.transitions import CLOCK_STATES, OPEN_STATES, Light, State
from rectification.withheld import withheld_from

URGENCY = Case(
    When(light=Light.RED, then=0),
    When(light=Light.AMBER, then=1),
    When(light=Light.GREEN, then=2),
    When(light=Light.PAUSED, then=3),
    default=4,
    output_field=models.SmallIntegerField(),
)
"""The order of lights, the reddest first; for rows with `annotate_light`."""


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; a unit's own and what lies below it; for an inspector what waits or has waited
        for a recheck in the town (from a village: beyond that village) and what came from the own findings. Nobody: what is withheld (rectification.withheld)."""
        if not user.is_authenticated:
            return self.none()
        visible = in_whole_scope_of(user)
        if user.access.has("inspector"):
            visible |= (Q(state=State.SUBMITTED) | Q(passes__gte=1)) & where_rechecking(user)
            visible |= Q(finding__found_by=user) | Q(verified_by=user)
        return self.filter(visible).exclude(withheld_from(user, "finding__"))

    def reported_on_to(self, user):
        """What the indicators count for this user: the town's or the own unit's tasks, all of them. What an inspector
        sees beside that is a choice of tasks, which would make any rate wrong."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(in_whole_scope_of(user)).exclude(withheld_from(user, "finding__"))

    def counted_in(self, figure: str, period: Period, rules: IndicatorRules):
        """The tasks that a figure of the report counts (rectification.models.figures)."""
        return self.filter(counted(figure, period, rules))

    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def waiting_for_recheck(self):
        return self.filter(state=State.SUBMITTED)

    def at_point(self, point):
        return self.filter(finding__point=point)

    def that_came_from(self, source_keys):
        """The tasks whose findings were reported from these records."""
        return self.filter(finding__source_key__in=list(source_keys))

    def overdue(self, now):
        return self.filter(state__in=CLOCK_STATES, deadline__lt=now)

    def running(self):
        """Those on which a deadline is running."""
        return self.filter(state__in=CLOCK_STATES, deadline__isnull=False)

    def with_details(self):
        """With all that a row of a list or a task's page names."""
        return self.select_related("finding__point", "finding__kind", "town", "responsible_unit")

    def matching(self, words: str):
        """Each word stands in the number, the place, the problem, the point or the name of the responsible unit."""
        rows = self
        for word in words_in(words):
            rows = rows.filter(GreaterThan(StrIndex("search_text", Value(word)), 0))  # quicker than LIKE '%word%'
        return rows

    def narrowed_to(self, words: str):
        """Not fewer than those matching these words, by the index of the search; all where it says nothing of them."""
        conditions = (holding(word) for word in words_in(words))
        return self.filter(*(condition for condition in conditions if condition is not None))

    def of_unit(self, unit):
        """What a unit, or one below it, is to put right."""
        return self.filter(in_units("responsible_unit", (unit.path,)))

    def closed_before_alike(self, finding, *, days: int):
        """Closed at the same point and item in so many days before this finding, latest first: it came back (反弹)."""
        if not (finding.point_id and finding.item_code):
            return self.none()
        alike = self.filter(
            finding__point=finding.point_id,
            finding__item_code=finding.item_code,
            closed_at__range=(finding.found_at - timedelta(days=days), finding.found_at),
        )
        others = alike.exclude(finding=finding) if finding.pk else alike
        return others.order_by("-closed_at")

    def annotate_light(self, now):
        """Adds `light` (transitions.Light): red overdue, amber from the warning time, green before it, paused; '' if none."""
        return self.annotate(
            light=Case(
                When(state=State.SUSPENDED, then=Value(Light.PAUSED)),
                When(state__in=CLOCK_STATES, deadline__lt=now, then=Value(Light.RED)),
                When(state__in=CLOCK_STATES, warn_at__lte=now, then=Value(Light.AMBER)),
                When(state__in=OPEN_STATES, then=Value(Light.GREEN)),
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def reddest_first(self, now):
        """Overdue longest first, then what is due soonest, then what has no clock."""
        return self.annotate_light(now).order_by(
            URGENCY.asc(),
            models.F("deadline").asc(nulls_last=True),
            "-pk",
        )


class RectificationTask(models.Model):
    """The state changes only through rectification.services: one transition, one trail entry."""

    number = models.CharField(_("number"), max_length=16, unique=True, help_text=_("整-year-serial"))
    finding = models.OneToOneField("Finding", models.PROTECT, related_name="task", verbose_name=_("finding"))
    town = models.ForeignKey(
        "core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False,
        help_text=_("Of the finding; kept here so that lists and counts need not look for it there."),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=16, choices=Source, editable=False, default="")
    kind = models.ForeignKey(
        "ProblemKind", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("kind")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REPORTED)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.NORMAL)
    responsible_unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("responsible unit")
    )
    person = models.CharField(_("person responsible"), max_length=40, blank=True)
    measure = models.CharField(_("measure"), max_length=300, blank=True)
    limit_amount = models.PositiveSmallIntegerField(_("limit"), null=True, blank=True)
    limit_unit = models.CharField(_("counted in"), max_length=14, choices=LimitUnit, blank=True)
    clock_started_at = models.DateTimeField(_("clock started"), null=True, blank=True)
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    warn_at = models.DateTimeField(_("warning from"), null=True, blank=True)
    escalate_at = models.DateTimeField(
        _("supervision from"), null=True, blank=True, help_text=_("Overdue by as long again as the limit.")
    )
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported"))
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    minutes_to_close = models.PositiveIntegerField(
        _("office minutes to close"), null=True, blank=True, help_text=_("Office time from registration to closing.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name=_("duplicate of")
    )
    authority = models.CharField(_("transferred to"), max_length=80, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    passes = models.PositiveSmallIntegerField(_("times handed in"), default=0)
    reworks = models.PositiveSmallIntegerField(_("reworks"), default=0)
    reopenings = models.PositiveSmallIntegerField(_("reopened"), default=0)
    pass_started_at = models.DateTimeField(
        _("this pass began"), null=True, blank=True, help_text=_("Whoever wrote progress since then may not verify it.")
    )
    search_text = models.TextField(
        editable=False,
        default="",
        help_text=_("Number, problem, place, point and unit in small letters, for the search."),
    )
    version = models.PositiveIntegerField(
        _("version"), default=1, help_text=_("Counts changes; a form says which it saw.")
    )

    photos_wait_for_entry = True  # sent with a step that isn't taken yet (core.attachments.unused_photos)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("rectification task")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["assigned", "in_progress", "submitted"]) | Q(responsible_unit__isnull=False),
                name="assigned_task_has_unit",
                violation_error_message=_("An assigned task needs a responsible unit."),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="closed_task_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="duplicate") | Q(duplicate_of__isnull=False), name="duplicate_names_the_other"
            ),
        ]
        indexes = [
            # the list of open tasks, its lights, the numbers in the navigation
            models.Index(fields=["state", "deadline", "warn_at", "town"], name="task_by_state_deadline_town"),
            # the same of a unit
            models.Index(
                fields=["responsible_unit", "state", "deadline", "warn_at", "town"], name="task_of_unit_by_state"
            ),
            # tasks at one stage, the newest first
            models.Index(fields=["state", "-id"], name="task_by_state_newest"),
            # the search: a narrow copy of what it goes through, with the lights of what it finds
            models.Index(fields=["state", "town", "deadline", "warn_at", "search_text"], name="task_search"),
            # what was reported, due, handed in, closed in a period: with all that the report counts of it
            models.Index(
                fields=[
                    "reported_at",
                    "responsible_unit",
                    "kind",
                    "source",
                    "town",
                    "state",
                    "registered_at",
                    "finding",
                ],
                name="task_reported",
            ),
            models.Index(
                fields=[
                    "deadline",
                    "responsible_unit",
                    "kind",
                    "source",
                    "town",
                    "state",
                    "closed_at",
                    "authority",
                    "finding",
                ],
                name="task_due",
            ),
            models.Index(
                fields=["submitted_at", "responsible_unit", "kind", "source", "town", "passes", "reworks", "finding"],
                name="task_handed_in",
            ),
            models.Index(
                fields=[
                    "closed_at",
                    "responsible_unit",
                    "kind",
                    "source",
                    "town",
                    "state",
                    "minutes_to_close",
                    "finding",
                ],
                name="task_closed",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return path_to("rectification:task", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def light_at(self, now) -> str:
        """The light at a moment; the same rule as `TaskQuerySet.annotate_light`."""
        if self.state == State.SUSPENDED:
            return Light.PAUSED
        if self.state in CLOCK_STATES and self.deadline:
            if self.deadline < now:
                return Light.RED
            if self.warn_at and self.warn_at <= now:
                return Light.AMBER
        return Light.GREEN if self.is_open else ""
