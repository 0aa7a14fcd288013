"""Honours (评优): a household or person honoured. Nominated by a unit, reviewed, publicised with time to object, awarded."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.honour_states import CHANGEABLE_STATES, PUBLIC_STATES, HonourState
from core.access import TOWN_WIDE, around, within
from core.models import Removable, RemovableQuerySet, Word
from core.scope import in_units


class HonourFor(models.TextChoices):
    HOUSEHOLD = "household", _("Household")
    PERSON = "person", _("Person")


class HonourKind(Word):
    """Kind of honour, kept by the office: 创建示范户, 十星清洁户, 好婆婆, 好媳妇, 星级文明户, 好人 …"""

    given_to = models.CharField(_("given to"), max_length=10, choices=HonourFor, default=HonourFor.HOUSEHOLD)
    stars = models.JSONField(
        _("stars"), default=list, blank=True, help_text=_("Their names, for honours made of stars; else none.")
    )
    least_stars = models.PositiveSmallIntegerField(_("stars needed"), default=0)
    objection_days = models.PositiveSmallIntegerField(_("days to object"), default=7)
    criteria = models.TextField(_("criteria"), max_length=600, blank=True)

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = _("kind of honour")

    def clean(self):
        if (self.least_stars or 0) > len(self.stars or ()):
            raise ValidationError({"least_stars": _("More than there are stars.")})


class HonourQuerySet(RemovableQuerySet):
    def visible_to(self, user):
        """What is publicised or awarded, everybody in the town; before that the office and the unit that nominated."""
        if not user.is_authenticated:
            return self.none()
        access = user.access
        shown = around("town", access.paths("unit", "inspector")) & Q(state__in=PUBLIC_STATES)
        own = in_units("unit", access.paths("unit"))
        return self.present().filter(in_units("town", access.paths(*TOWN_WIDE)) | own | shown)

    def public(self):
        """For the public page."""
        return self.present().filter(state__in=PUBLIC_STATES)


class Honour(Removable):
    """One honour of one household or person in one year. Its state changes through campaign.services.honours alone."""

    town = models.ForeignKey("core.Unit", models.PROTECT, related_name="+", verbose_name=_("town"), editable=False)
    kind = models.ForeignKey(HonourKind, models.PROTECT, related_name="honours", verbose_name=_("kind"))
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name of the household or person"), max_length=40)
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, related_name="honours", verbose_name=_("village or community")
    )
    reason = models.TextField(pgettext_lazy("honour", "why"), max_length=400)
    stars = models.JSONField(_("stars reached"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=HonourState, default=HonourState.NOMINATED, editable=False
    )
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("nominated by"),
    )  # fmt: skip
    nominated_at = models.DateTimeField(_("nominated"), editable=False)
    publicised_on = models.DateField(_("publicised on"), null=True, blank=True, editable=False)
    objections_until = models.DateField(_("objections until"), null=True, blank=True, editable=False)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True, editable=False)
    certificate = models.CharField(_("number of the certificate"), max_length=24, blank=True, editable=False)

    searched = ("name", "reason", "certificate", "kind__name")

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("honour")
        ordering = ["-year", "kind__order", "unit__path", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "unit", "name"], condition=Q(removed_at=None) & ~Q(state="declined"),
                name="honour_once_a_year",
                violation_error_message=_("This household or person is nominated for this honour this year already."),
            ),
            models.UniqueConstraint(fields=["certificate"], condition=~Q(certificate=""), name="certificate_once"),
            models.CheckConstraint(
                condition=~Q(state="awarded") | Q(awarded_on__isnull=False) & ~Q(certificate=""),
                name="awarded_honour_has_certificate",
            ),
        ]  # fmt: skip
        indexes = [
            # the list of a year, and the public's
            models.Index(fields=["year", "state"], name="honour_by_year"),
        ]

    def __str__(self):
        return f"{self.name} · {self.kind}"

    def get_absolute_url(self):
        return reverse("campaign:honour", args=[self.pk])

    @property
    def all_stars(self) -> list[str]:
        """Those of its kind, and its own that the kind has no more."""
        return list(dict.fromkeys([*self.kind.stars, *self.stars]))

    def may_be_edited_by(self, user) -> bool:
        """The office; the unit that nominated, until it is publicised."""
        own = self.state in CHANGEABLE_STATES and user.access.covers(self.unit.path, "unit")
        return own or super().may_be_edited_by(user)

    def kept_because(self) -> str:
        """Residents were shown it: that is part of what happened, even where it was not awarded in the end."""
        if self.publicised_on is None:
            return ""
        return gettext("What residents were shown is not removed: revoke it, or do not award it.")


class ObjectionState(models.TextChoices):
    RAISED = "raised", _("Raised")
    UPHELD = "upheld", _("Upheld")
    REJECTED = "rejected", _("Not upheld")


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who objects is for the office alone."""
        return (
            self.filter(within("honour__town", user.access.paths("office"))) if user.is_authenticated else self.none()
        )


class Objection(models.Model):
    """An objection against an honour while it is publicised. Whoever is honoured despite it has it decided first."""

    honour = models.ForeignKey(Honour, models.PROTECT, related_name="objections", verbose_name=_("honour"))
    text = models.TextField(_("objection"), max_length=500)
    from_whom = models.CharField(_("from whom"), max_length=80, blank=True)
    raised_on = models.DateField(_("raised on"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("entered by")
    )
    state = models.CharField(_("state"), max_length=8, choices=ObjectionState, default=ObjectionState.RAISED)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("objection")
        ordering = ["-raised_on", "-pk"]

    def __str__(self):
        return self.text[:40]
