"""Appeals (申诉): a unit objects to one item of a published sheet, and somebody else than the scorer decides."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import TOWN_WIDE, within
from inspections.models.rounds import kept_blind


class AppealState(models.TextChoices):
    OPEN = "open", pgettext_lazy("appeal", "To be decided")
    UPHELD = "upheld", pgettext_lazy("appeal", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("appeal", "Dismissed")


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The town for town-wide roles; a unit's own. Not for who is to visit the point again, blind."""
        if not user.is_authenticated:
            return self.none()
        own_town = within("score__sheet__round__territory", user.access.paths(*TOWN_WIDE))
        visible = own_town | within("unit", user.access.paths("unit"))
        return self.filter(visible).exclude(kept_blind(user, "score__sheet__"))

    def open(self):
        return self.filter(state=AppealState.OPEN)

    def of_sheet(self, sheet):
        return self.filter(score__sheet=sheet)

    def with_details(self):
        return self.select_related(
            "score__item__section", "score__sheet__round__territory", "score__sheet__point", "score__sheet__inspector",
            "unit", "by", "decided_by", "amendment",
        )  # fmt: skip


class Appeal(models.Model):
    """One objection of a unit to one score. It is decided once; an upheld one has an amendment that the score follows."""

    score = models.ForeignKey("Score", models.PROTECT, related_name="appeals", verbose_name=_("score"))
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="appeals", verbose_name=_("unit"))
    reason = models.TextField(_("grounds"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    state = models.CharField(_("state"), max_length=10, choices=AppealState, default=AppealState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision = models.CharField(_("grounds of the decision"), max_length=200, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("appeal")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["score", "unit"],
                name="appealed_once",
                violation_error_message=_("Your unit has already appealed against this item."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("by")),
                name="appeal_decided_by_another",
                violation_error_message=_("Nobody decides an appeal of their own."),
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="appeal_decision_has_person",
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.score.item}"

    def get_absolute_url(self):
        return reverse("inspections:appeal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == AppealState.OPEN
