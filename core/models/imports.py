"""What came in from files: each import with its file, mapping, progress and outcome, so that every row can be traced."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Imported")
    STOPPED = "stopped", _("Stopped, nothing imported")
    TAKEN_BACK = "taken_back", _("Taken back")


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.is_authenticated and user.access.has("office", "admin"):
            return self
        return self.none()


class ImportRun(models.Model):
    """One file brought in by one person."""

    kind = models.CharField(_("kind"), max_length=20)
    file = models.FileField(_("file"), upload_to="imports/%Y/")
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    fingerprint = models.CharField(_("headings, as a digest"), max_length=64, blank=True, db_index=True)
    mapping = models.JSONField(_("mapping"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    outcome = models.JSONField(_("outcome"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("import")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.filename} · {self.at:%Y-%m-%d}"
