"""What is removed by a mark, so that it can be brought back for a while (core.removal): words, papers, records, their parts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PresentManager(models.Manager):
    """Without what was removed, for kinds that nobody asks for otherwise; `_base_manager` has all."""

    def get_queryset(self):
        return super().get_queryset().filter(removed_at=None)


class Restorable(models.Model):
    """town_path: by which relations its town is found; '' for what belongs to no town. named_by: relations that its name asks for.
    verbs: what the trail calls removing it and bringing it back.
    """

    town_path = ""
    named_by: tuple[str, ...] = ()
    verbs = ("remove", "bring_back")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("removed by"),
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def told_with(self) -> models.Model:
        """The record in whose trail it stands, and on whose page it is seen: itself, or what it is a part of."""
        return self

    @property
    def told_as(self) -> str:
        """What the trail calls it."""
        return str(self)

    def may_be_edited_by(self, user) -> bool:
        """May this person remove it, and bring it back? A part asks what it is a part of."""
        return self.told_with.may_be_edited_by(user)

    def kept_because(self) -> str:
        """Why it may be neither removed nor brought back now, in words; '' where it may."""
        return ""
