"""Somebody leaves: until which day they are there, and who takes their open work over."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LeavingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who keep the people, and those whose work is handed on."""
        if user.is_authenticated and user.access.has("office", "admin"):
            return self
        return self.none()

    def noted(self):
        """Neither carried out yet nor withdrawn."""
        return self.filter(done_at=None, withdrawn_at=None)

    def done(self):
        return self.filter(done_at__isnull=False)

    def due(self, today):
        """Noted, and the last day has passed."""
        return self.noted().filter(last_day__lt=today).order_by("last_day", "pk")


class Leaving(models.Model):
    """离岗: noted first, carried out when the last day has passed. Nobody is deleted: who left stays in every record by name."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="leavings", verbose_name=_("who leaves")
    )
    last_day = models.DateField(_("last day"))
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("person", "successor"),
    )  # fmt: skip
    posts_go_over = models.BooleanField(_("the successor takes the posts too"), default=False)
    ended_posts = models.JSONField(
        default=dict, editable=False, help_text=_("Posts that it ends: their number, and when they would have ended.")
    )
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    noted_at = models.DateTimeField(_("noted"))
    done_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    outcome = models.JSONField(
        _("outcome"), default=list, editable=False, help_text=_("What went over, and what waits for somebody else.")
    )

    objects = LeavingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("leaving")
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at=None, withdrawn_at=None),
                name="one_leaving_noted",
                violation_error_message=_("It is noted already that this person leaves."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("person")),
                name="successor_is_somebody_else",
                violation_error_message=_("The successor must be somebody else."),
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(withdrawn_at=None), name="leaving_done_or_withdrawn"),
        ]

    def __str__(self):
        return f"{self.person} · {self.last_day:%Y-%m-%d}"

    @property
    def is_noted(self) -> bool:
        return self.done_at is None and self.withdrawn_at is None
