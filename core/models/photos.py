"""Photos: evidence that belongs to one record and is shown to whoever may see that record."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.paths import path_to


class PhotoPurpose(models.TextChoices):
    PROBLEM = "problem", pgettext_lazy("photo", "Problem")
    PROGRESS = "progress", pgettext_lazy("photo", "In progress")
    AFTER = "after", pgettext_lazy("photo", "After")
    RECHECK = "recheck", pgettext_lazy("photo", "Recheck")
    SAMPLE = "sample", _("Sample picture")
    BEFORE = "before", pgettext_lazy("photo", "Before")
    RECORD = "record", _("Record")


def random_name(photo, filename) -> str:
    """A name that tells nothing and cannot be guessed; the file's own name is forgotten."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}.jpg"


class PhotoQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def of_many(self, model, keys):
        """Photos of many records of one model, for a page that shows them all."""
        return self.filter(subject_type=ContentType.objects.get_for_model(model), subject_id__in=list(keys))

    def visible_to(self, user):
        """Photos carry no scope of their own: `core.attachments.photos.get_visible_photo` asks the record they belong to."""
        raise TypeError("Ask for a photo through its record: core.attachments.photos.get_visible_photo.")


class Photo(models.Model):
    """A picture, re-encoded on arrival (position and serial numbers are gone from the file), with a small one beside it."""

    key = models.UUIDField(_("key made on the device"), default=uuid.uuid4, unique=True, editable=False)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    entry = models.ForeignKey(
        "core.TrailEntry", models.PROTECT, null=True, blank=True, related_name="photos", verbose_name=_("trail entry")
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=PhotoPurpose)
    file = models.ImageField(_("picture"), upload_to=random_name)
    thumb = models.ImageField(_("small picture"), upload_to=random_name)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    sha256 = models.CharField(max_length=64, editable=False)
    phash = models.CharField(_("perceptual hash"), max_length=16, editable=False, db_index=True)
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    taken_at = models.DateTimeField(_("taken, as the device declares"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("received"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("photo")
        ordering = ["uploaded_at", "pk"]
        indexes = [
            # the photos of one record
            models.Index(fields=["subject_type", "subject_id"], name="photo_of_subject"),
        ]

    def __str__(self):
        return self.caption or str(self.key)

    @property
    def full_url(self) -> str:
        return path_to("photo", self.key)

    @property
    def small_url(self) -> str:
        return path_to("photo_small", self.key)
