"""What residents report without an account. The report is a finding with its task; here stands what belongs to the reporter."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.access import within
from core.town import in_town_language
from rectification.transitions import State

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another when read aloud or copied by hand."""


def new_report_number() -> str:
    """'7KQ4-M2XD-9PRA': says nothing, cannot be guessed (30^12), and whoever has it follows the report by it."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def number_of(text: str) -> str:
    """The number as it is stored, from what a person typed: small letters, blanks and missing strokes are forgiven."""
    letters = "".join(sign for sign in text.upper() if sign.isalnum())
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}" if len(letters) == 12 else ""


def resident() -> str:
    """What the trail calls somebody without an account."""
    with in_town_language():
        return gettext("a resident")


class Refusal(models.TextChoices):
    """What a resident is told when a report is not taken up. The office's own reason may name people, so it is not public."""

    ELSEWHERE = "elsewhere", _("The place is not in this town")
    OTHER_DUTY = "other_duty", _("It is not a matter of the campaign; another office deals with it")
    NOT_FOUND = "not_found", _("Nothing of it was found on the spot")
    UNCLEAR = "unclear", _("It could not be made out what or where is meant")
    DONE_ALREADY = "done_already", _("It had been put right already")


class PublicReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the reporter's name and telephone: for the office of the town alone."""
        return self.filter(within("task__town", user.access.paths("office"))) if user.is_authenticated else self.none()

    def received_since(self, moment: datetime):
        return self.filter(received_at__gt=moment)

    def to_forget(self, before: datetime):
        """Received before this moment, name and telephone not deleted yet."""
        return self.filter(forgotten_at=None, received_at__lt=before)


class PublicReport(models.Model):
    """A resident's report. Name and telephone are asked for, never required, seen by the office, and deleted after a while."""

    number = models.CharField(_("number"), max_length=16, unique=True, default=new_report_number, editable=False)
    key = models.UUIDField(unique=True, editable=False, help_text=_("Of the form: sent twice, it is one report."))
    task = models.OneToOneField(
        "RectificationTask", models.PROTECT, related_name="public_report", verbose_name=_("rectification task")
    )
    name = models.CharField(_("name"), max_length=40, blank=True)
    telephone = models.CharField(_("telephone"), max_length=20, blank=True)
    sender = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True,
        help_text=_("A digest of the sender's address that changes every day: holds off floods, names nobody."),
    )  # fmt: skip
    received_at = models.DateTimeField(_("received"))
    forgotten_at = models.DateTimeField(_("personal data deleted"), null=True, blank=True)
    photos_shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("photos released by"),
    )  # fmt: skip
    photos_shown_at = models.DateTimeField(_("photos released"), null=True, blank=True)

    objects = PublicReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("public report")
        ordering = ["-received_at", "-pk"]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        """The page by which a resident follows it."""
        return reverse("public_report", args=[self.number])

    def followed_task(self):
        """The task that tells what becomes of the problem: the report's own, or the one it was joined to."""
        task, seen = self.task, set()
        while task.state == State.DUPLICATE and task.pk not in seen:
            seen.add(task.pk)
            task = task.duplicate_of
        return task
