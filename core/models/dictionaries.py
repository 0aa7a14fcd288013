"""Dictionaries: the words that an office keeps itself (kinds, measures, sources), because they differ from town to town."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models.restorable import PresentManager, Restorable


class WordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Words stand in every form: whoever is signed in may read them."""
        return self if user.is_authenticated else self.none()

    def in_use(self):
        """Those that new records may take."""
        return self.filter(is_active=True)

    def offered(self, *kept: int | None):
        """Those in use, and those that a record has already (their keys): a retired word stays with its old records."""
        keys = [key for key in kept if key]
        return self.filter(Q(is_active=True) | Q(pk__in=keys)) if keys else self.in_use()


class Word(Restorable):
    """A word of a dictionary. One that records use is never deleted: it is retired, and stays with them."""

    name = models.CharField(_("name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PresentManager.from_queryset(WordQuerySet)()

    class Meta:
        abstract = True
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(removed_at=None), name="%(app_label)s_%(class)s_name_once",
                violation_error_message=_("There is a word of this name already."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def may_be_edited_by(self, user) -> bool:
        """Whoever keeps the settings."""
        return user.access.has("office", "admin")

    def kept_because(self) -> str:
        """Brought back, it would stand beside another of its name."""
        same = type(self).objects.exclude(pk=self.pk).filter(name__iexact=self.name)
        return gettext("There is a word of this name already.") if self.removed_at and same.exists() else ""
