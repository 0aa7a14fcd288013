"""The trail: one append-only record of who changed what, from what, to what, and why."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrailQuerySet(models.QuerySet):
    def about(self, subject):
        """All entries of one record, newest first."""
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk).order_by(
            "-at", "-pk"
        )

    def of_many(self, model, keys):
        """Entries of many records of one model, for a page or a file that tells about them all."""
        return self.filter(subject_type=ContentType.objects.get_for_model(model), subject_id__in=list(keys))

    def update(self, **kwargs):
        raise TypeError("The trail is append-only.")

    def delete(self):
        raise TypeError("The trail is append-only.")


class TrailEntry(models.Model):
    """One change. Nobody edits or deletes it: not a view, not the admin, not SQL (a trigger refuses, see the migration)."""

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    by_name = models.CharField(_("name at the time"), max_length=80, blank=True)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    verb = models.CharField(_("what"), max_length=40)
    old_state = models.CharField(_("from"), max_length=24, blank=True)
    new_state = models.CharField(_("to"), max_length=24, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    reason = models.TextField(_("reason or note"), blank=True)

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("trail entry")
        ordering = ["-at", "-pk"]
        indexes = [
            # the timeline of one record
            models.Index(fields=["subject_type", "subject_id", "-at"], name="trail_of_subject"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.verb}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The trail is append-only.")
