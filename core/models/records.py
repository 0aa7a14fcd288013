"""What many kinds of record share: a measured quantity, papers that hang on them, and being removed and brought back."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import ExactDecimalField
from core.models.dictionaries import Word
from core.models.restorable import PresentManager, Restorable
from core.quantities import Exactness, written


class Measure(Word):
    """What quantities are counted in (公里, 平方米, 只, 座, 车 …), kept by the office."""

    name = models.CharField(_("name"), max_length=20)

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = pgettext_lazy("of a quantity", "measure")


class Quantified(models.Model):
    """A record with a size: a number, its measure, how exact it is. Without a number it has none (which is not 0)."""

    quantity = ExactDecimalField(_("quantity"), max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("of a quantity", "measure"),
    )
    exactness = models.CharField(_("exactness"), max_length=8, choices=Exactness, default=Exactness.EXACT)

    class Meta:
        abstract = True

    @property
    def size(self) -> str:
        """In words, '300多只'; '' without a number."""
        if self.quantity is None:
            return ""
        return written(self.quantity, self.measure.name if self.measure_id else "", self.exactness)


def quantity_not_negative(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(quantity=None) | Q(quantity__gte=0),
        name=name,
        violation_error_message=_("A quantity is not negative."),
    )


class RemovableQuerySet(models.QuerySet):
    def present(self):
        """Without what was removed."""
        return self.filter(removed_at=None)

    def removed(self):
        return self.filter(removed_at__isnull=False)


class Removable(Restorable):
    """A record of a town, with pages, papers and photos of its own, that can be brought back for a while once it is removed."""

    town_path = "town"

    class Meta:
        abstract = True

    def may_be_edited_by(self, user) -> bool:
        """The office of its town; kinds of record that others work on too say so themselves."""
        return user.access.covers(self.town.path, "office")


def paper_name(paper, filename) -> str:
    """A name that cannot be guessed; the file's own name is kept beside it."""
    name = uuid.uuid4().hex
    return f"papers/{name[:2]}/{name}"


class PaperQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def visible_to(self, user):
        """Papers carry no scope of their own: `core.attachments.papers.get_visible_paper` asks the record they belong to."""
        raise TypeError("Ask for a paper through its record: core.attachments.papers.get_visible_paper.")


class Paper(Restorable):
    """A file that belongs to a record: a contract, an approval, a plan's text. Given out to whoever may see the record.

    Taken away it can be brought back for a while; then its file goes for good (core.attachments.papers).
    """

    verbs = ("remove_paper", "bring_back_paper")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    title = models.CharField(_("title"), max_length=120)
    stage = models.CharField(_("stage"), max_length=20, blank=True, help_text=_("The record's stage it belongs to."))
    file = models.FileField(_("file"), upload_to=paper_name)
    filename = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("received"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = PresentManager.from_queryset(PaperQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = _("paper")
        ordering = ["uploaded_at", "pk"]
        indexes = [
            # the papers of one record
            models.Index(fields=["subject_type", "subject_id"], name="paper_of_subject"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.subject.get_absolute_url()

    @property
    def told_with(self) -> models.Model:
        return self.subject

    @property
    def told_as(self) -> str:
        return f"{self.title} ({self.filename})"
