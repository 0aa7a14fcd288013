"""Sheets: one visit of one inspector to one point in one round, and the scores on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import TOWN_WIDE, within
from core.fields import ExactDecimalField
from inspections.models.rounds import RoundState, kept_blind


class SheetState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    LATE = "late", _("Late, to be decided")
    VOID = "void", _("Void")


HANDED_IN = (SheetState.SUBMITTED, SheetState.LATE)
"""What came in and stands: counted, or to be decided by the office."""


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; an inspector's own; a unit's own ground, once published.

        Whoever is to visit a point again, blind, does not see the earlier round's sheets of it until that round is closed.
        """
        if not user.is_authenticated:
            return self.none()
        town = within("round__territory", user.access.paths(*TOWN_WIDE))
        visible = town | Q(inspector=user)
        if paths := user.access.paths("unit"):
            answered = Q(pk__in=Sheet.departments.through.objects.filter(within("unit", paths)).values("sheet"))
            visible |= Q(round__state=RoundState.PUBLISHED) & (within("unit", paths) | answered)
        return self.filter(visible).exclude(kept_blind(user))

    def official(self):
        """What counts: submitted, and not made void."""
        return self.filter(state=SheetState.SUBMITTED)

    def late(self):
        """Visited before the round was closed, arrived after it: they count when the office accepts them."""
        return self.filter(state=SheetState.LATE)

    def handed_in(self):
        return self.filter(state__in=HANDED_IN)

    def drafts(self):
        return self.filter(state=SheetState.DRAFT)

    def of_inspector(self, user):
        return self.filter(inspector=user)

    def in_open_rounds(self):
        return self.filter(round__state=RoundState.OPEN)

    def of_visit(self, round, point, inspector):
        """All sheets of one inspector at one point in one round, newest first."""
        return self.filter(round=round, point=point, inspector=inspector).order_by("-pk")


class Sheet(models.Model):
    """One visit. The key is made on the phone, so a sheet that is sent twice is one sheet.

    The units are those of the day of the visit: a point that is given to another unit later changes no result.
    """

    key = models.UUIDField(_("key made on the phone"), default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey("Round", models.PROTECT, related_name="sheets", verbose_name=_("round"))
    point = models.ForeignKey("facilities.Point", models.PROTECT, related_name="sheets", verbose_name=_("point"))
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name=_("inspector"),
    )
    unit = models.ForeignKey(
        "core.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name=_("unit"),
        help_text=_("Empty: none given."),
    )
    departments = models.ManyToManyField(
        "core.Unit", blank=True, related_name="sheets_answered_for", verbose_name=_("responsible units")
    )
    occurrence = models.PositiveSmallIntegerField(
        _("how-manieth"), default=1, help_text=_("The how-manieth visit of this inspector to this point in the round.")
    )
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.DRAFT)
    started_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    visited_at = models.DateTimeField(_("visited, as the phone declares"), null=True, blank=True)
    awarded = ExactDecimalField(_("points awarded"), max_digits=14, decimal_places=6, null=True, editable=False)
    maximum = ExactDecimalField(_("maximum points"), max_digits=14, decimal_places=6, null=True, editable=False)
    score = ExactDecimalField(
        _("score"),
        max_digits=14,
        decimal_places=6,
        null=True,
        editable=False,
        help_text=_("0 to 100, kept to six places; empty where nothing applied."),
    )
    vetoed = models.CharField(
        _("veto"), max_length=6, blank=True, editable=False, help_text=_("The widest scope of a veto item that failed.")
    )
    capped = models.BooleanField(_("capped by a veto"), default=False, editable=False)
    imported_by = models.ForeignKey(
        "core.ImportRun", models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("import")
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("sheet")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SheetState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="submitted_sheet_has_time",
            ),
        ]
        indexes = [
            # results of a round
            models.Index(fields=["round", "state"], name="sheet_by_round"),
            # an inspector's own sheets of a round
            models.Index(fields=["inspector", "round", "point"], name="sheet_of_inspector"),
        ]

    def __str__(self):
        return f"{self.point} · {self.round}"

    def get_absolute_url(self):
        return reverse("inspections:sheet", args=[self.pk])


class ScoreQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(sheet__in=Sheet.objects.visible_to(user))

    def counted_in(self, *rounds):
        """What makes the results of rounds: applicable items on its official sheets. Plain joins, which a database that has no
        statistics yet (after a bulk import) plans well too."""
        of_rounds = {"sheet__round": rounds[0]} if len(rounds) == 1 else {"sheet__round__in": rounds}
        return self.filter(sheet__state=SheetState.SUBMITTED, awarded__isnull=False, **of_rounds)

    def lost_on(self, code: str, rounds):
        """What lost points on the item with this code, on the official sheets of these rounds."""
        on_sheets = self.filter(sheet__round__in=rounds, sheet__state=SheetState.SUBMITTED, item__code=code)
        return on_sheets.filter(awarded__lt=F("maximum"))

    def by_loss(self):
        """Most lost first, with what a row of a list names."""
        related = self.select_related("sheet__point", "sheet__unit", "sheet__round")
        return related.order_by(F("awarded") - F("maximum"), "pk")


class Score(models.Model):
    """得分: one item on one sheet. What was entered, and the exact points it earned."""

    # Found by `item_scored_once`; an index of its own would cost every insert.
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scores", verbose_name=_("sheet"), db_index=False)
    item = models.ForeignKey("Item", models.PROTECT, related_name="scores", verbose_name=_("item"))
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    count = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    grade = models.ForeignKey(
        "Grade", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("grade"), db_index=False
    )
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    points = ExactDecimalField(_("points entered"), max_digits=7, decimal_places=2, null=True, blank=True)
    repeated = models.BooleanField(_("repeated fault"), default=False)
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    awarded = ExactDecimalField(_("points awarded"), max_digits=13, decimal_places=6, null=True, editable=False)
    maximum = ExactDecimalField(_("maximum points"), max_digits=13, decimal_places=6, null=True, editable=False)
    source_row = models.PositiveIntegerField(_("row of the file"), null=True, blank=True, editable=False)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("score")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "item"],
                name="item_scored_once",
                violation_error_message=_("This item is already on the sheet."),
            ),
            models.CheckConstraint(
                condition=Q(awarded__isnull=True) | Q(awarded__gte=0),
                name="score_not_negative",
                violation_error_message=_("Points are not below 0."),
            ),
        ]
        indexes = [
            # whether a grade is used by a score (PROTECT)
            models.Index(fields=["grade"], condition=Q(grade__isnull=False), name="score_of_grade"),
        ]

    def __str__(self):
        return f"{self.item} {self.awarded}"

    @property
    def lost(self):
        """Points lost on this item (Decimal, 0 and up), None where it does not count."""
        if self.awarded is None or self.maximum is None:
            return None
        return max(self.maximum - self.awarded, self.maximum * 0)
