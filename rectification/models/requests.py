"""What a unit asks for: more time (延期) or a pause (挂账). A record of its own: asked by, reason, decided by, when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    EXTENSION = "extension", _("Extension")
    SUSPENSION = "suspension", _("Suspension")


class RequestState(models.TextChoices):
    ASKED = "asked", _("Asked")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    LAPSED = "lapsed", _("Lapsed")
    """The work that it was about ended before anybody decided."""


class Request(models.Model):
    task = models.ForeignKey("RectificationTask", models.PROTECT, related_name="requests", verbose_name=_("task"))
    kind = models.CharField(_("kind"), max_length=10, choices=RequestKind)
    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateTimeField(_("until"), help_text=_("The new deadline, or when to look again."))
    state = models.CharField(_("state"), max_length=8, choices=RequestState, default=RequestState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("request")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind"],
                condition=Q(state="asked"),
                name="one_open_request",
                violation_error_message=_("This has been asked for already and is not decided yet."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.get_state_display()}"
