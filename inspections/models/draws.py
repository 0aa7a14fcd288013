"""The draw of a round: what was promised before, what came out, and what lets anybody repeat it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DrawQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That there is a draw, and its hashes, is for every signed-in user: a promise that few could read would be none."""
        return self.all() if user.is_authenticated else self.none()


class Draw(models.Model):
    """抽签. Committed (the hashes stand), performed (the points are assigned), revealed (the seed stands, at publication)."""

    round = models.OneToOneField("Round", models.PROTECT, related_name="draw", verbose_name=_("round"))
    earlier = models.ForeignKey(
        "Round",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisits",
        verbose_name=_("earlier round"),
        help_text=_("The round whose points are visited again, blind."),
    )
    seed = models.CharField(_("seed"), max_length=64, editable=False)
    seed_hash = models.CharField(_("SHA-256 of the seed"), max_length=64, editable=False)
    parameters = models.JSONField(
        _("parameters"),
        editable=False,
        help_text=_(
            "As published: method, terms, and every point that may be drawn with its unit, kind and who may not visit it."
        ),
    )
    parameters_hash = models.CharField(_("SHA-256 of the parameters"), max_length=64, editable=False)
    keys = models.JSONField(
        _("keys"),
        editable=False,
        help_text=_("Which inspectors and points of ours the numbers and codes stand for. Not published."),
    )
    result = models.JSONField(
        _("result"),
        default=list,
        editable=False,
        help_text=_("Rows of code, first inspector, second inspector or null."),
    )
    committed_at = models.DateTimeField(_("committed"))
    performed_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("seed published"), null=True, blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("draw")
        ordering = ["-committed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revealed_at=None) | Q(performed_at__isnull=False), name="draw_revealed_after_performed"
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.round}"

    def get_absolute_url(self):
        return reverse("inspections:draw_record", args=[self.pk])

    @property
    def is_performed(self) -> bool:
        return self.performed_at is not None

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None
