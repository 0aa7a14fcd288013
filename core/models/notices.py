"""What people are told: in the site, by e-mail, by a group's robot, and as a calendar of deadlines."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's; without those that are kept only so that nobody is told twice."""
        return self.filter(user=user, in_site=True) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def with_unread(self):
        """Adds `is_unread`, to order by."""
        return self.annotate(is_unread=models.Case(models.When(read_at=None, then=True), default=False))


class Notice(models.Model):
    """One person told of one event. `event` makes sure that it happens once, however often the daily work runs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("to"))
    event = models.CharField(_("event"), max_length=80, editable=False)
    kind = models.CharField(_("kind"), max_length=24, help_text=_("One of core.telling.notices.KINDS."))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    path = models.CharField(_("address of the record"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    in_site = models.BooleanField(
        _("shown in the site"), default=True, help_text=_("False where the person wants no such notices in the site.")
    )

    UNREAD = Q(read_at=None, in_site=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("notice")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="told_once")]
        indexes = [
            # the bell: what one has not read yet
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
            # the page of notices
            models.Index(fields=["user", "-at"], name="notice_of_user"),
        ]

    def __str__(self):
        return self.title


class NoticeChoice(models.Model):
    """How a person wants to be told of a kind of event; without a row, as the kind itself says."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=24)
    in_site = models.BooleanField(_("in the site"), default=True)
    by_email = models.BooleanField(_("by e-mail"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("how to be told")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once")]

    def __str__(self):
        return f"{self.user} · {self.kind}"


class RobotFlavour(models.TextChoices):
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")


class RobotQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its address is a secret: for those who keep it."""
        return self if user.is_authenticated and user.access.has("office", "admin") else self.none()

    def with_last_sent(self):
        """Adds `last_sent`: when a message last arrived."""
        return self.annotate(last_sent=models.Max("deliveries__sent_at"))

    def for_event(self, kind: str, unit):
        """Those in use that are told of this kind of event in this unit or one above it. unit None: the whole town's only."""
        rows = [robot for robot in self.filter(is_active=True).select_related("unit") if kind in robot.kinds]
        path = unit.path if unit else ""
        return [robot for robot in rows if not robot.unit_id or path.startswith(robot.unit.path)]


class Robot(models.Model):
    """The robot of a WeCom or DingTalk group: what is told to a unit's group, by the address that the group gave."""

    name = models.CharField(_("name of the group"), max_length=60)
    flavour = models.CharField(_("program"), max_length=10, choices=RobotFlavour)
    url = models.URLField(
        _("address of the robot"), max_length=400, help_text=_("Keep it secret: it can write to the group.")
    )
    secret = models.CharField(_("key for signing"), max_length=120, blank=True, help_text=_("DingTalk: '加签'."))
    unit = models.ForeignKey(
        "core.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"),
        help_text=_("Told of what concerns this unit and those below it; empty: of everything."),
    )  # fmt: skip
    kinds = models.JSONField(_("kinds of events"), default=list)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("group robot")
        ordering = ["name"]

    def __str__(self):
        return self.name


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", pgettext_lazy("message", "Sent")
    GIVEN_UP = "given_up", _("Given up")
    UNKNOWN = "unknown", _("Outcome unknown")

    @classmethod
    def settled_unsent(cls):
        """Nothing happens to these by itself any more: a person may send them again."""
        return [cls.GIVEN_UP, cls.UNKNOWN]


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What left the site, or didn't, is looked after by the office and the administrator."""
        return self if user.is_authenticated and user.access.has("office", "admin") else self.none()

    def waiting(self):
        return self.filter(state=DeliveryState.WAITING)

    def settled(self):
        """Nothing happens to these by itself any more."""
        return self.filter(state__in=[DeliveryState.SENT, *DeliveryState.settled_unsent()])

    def not_sent(self):
        return self.exclude(state=DeliveryState.SENT)

    def failed_since(self, moment):
        """Given up, or of unknown outcome, and made after this moment."""
        return self.filter(state__in=DeliveryState.settled_unsent(), made_at__gte=moment)

    def due(self, now):
        return self.waiting().filter(next_try_at__lte=now)

    def beside(self, delivery):
        """What waits for the same way out: the same robot, or the mail server."""
        return self.waiting().filter(robot=delivery.robot_id)

    def claimed_until(self, moment):
        """Taken for sending up to this moment, and nothing heard since: whoever sent it was cut off."""
        return self.filter(state=DeliveryState.SENDING, claimed_at__lte=moment)


class Delivery(models.Model):
    """One message on its way out of the site, by e-mail or to a robot; tried again with growing pauses, sent once."""

    event = models.CharField(_("event"), max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    robot = models.ForeignKey(Robot, models.CASCADE, null=True, blank=True, related_name="deliveries")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    path = models.CharField(_("address of the record"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    made_at = models.DateTimeField(_("made"))
    next_try_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(_("taken for sending"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("message sent out")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, robot__isnull=True) | Q(user__isnull=True, robot__isnull=False),
                name="delivery_has_one_receiver",
            ),
            models.UniqueConstraint(fields=["event", "user"], condition=Q(robot=None), name="mailed_once"),
            models.UniqueConstraint(fields=["event", "robot"], condition=Q(user=None), name="posted_once"),
        ]
        indexes = [
            # what is to be sent next
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="delivery_due"),
            # what was cut off while it was sent
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="delivery_claimed"),
            # the page of what was sent out
            models.Index(fields=["state", "-made_at"], name="delivery_by_state"),
        ]

    def __str__(self):
        return self.title

    @property
    def receiver(self) -> str:
        return str(self.robot or self.user)


def new_feed_token() -> str:
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program reads their deadlines. Deleting the row revokes it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("user")
    )
    token = models.CharField(max_length=64, unique=True, default=new_feed_token, editable=False)
    made_at = models.DateTimeField(_("made"))
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("calendar of deadlines")

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("calendar_feed", args=[self.token])
