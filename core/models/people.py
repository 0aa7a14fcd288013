"""People and their posts: user + role + unit, from a date to a date."""

from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import Access, HeldPost


class Role(models.TextChoices):
    OFFICE = "office", _("Campaign office")
    LEADER = "leader", _("Leader")
    INSPECTOR = "inspector", _("Inspector")
    UNIT = "unit", _("Responsible unit")
    ADMIN = "admin", _("Administrator")


class User(AbstractUser):
    """Somebody who signs in. What they may see and do comes from their posts alone."""

    display_name = models.CharField(_("name"), max_length=40)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("user")
        constraints = [
            models.CheckConstraint(condition=~Q(display_name=""), name="user_has_name"),
        ]

    def __str__(self):
        return self.display_name or self.username

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name

    @cached_property
    def access(self) -> Access:
        """The posts held today, read once for each loaded user: one query a request.

        The day is taken here and nowhere below: a user object lives as long as its request.
        """
        return Access(
            HeldPost(role=post.role, unit_id=post.unit_id, unit_path=post.unit.path, unit_name=post.unit.name)
            for post in self.posts.in_force(timezone.localdate()).select_related("unit").order_by("pk")
        )


class PostQuerySet(models.QuerySet):
    def in_force(self, day):
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def covering(self, unit):
        """Posts in this unit or in one above it: those that what happens in this unit concerns."""
        return self.filter(unit__path__in=unit.ancestor_paths())

    def visible_to(self, user):
        if user.is_authenticated and user.access.has("office", "admin"):
            return self
        return self.filter(user=user) if user.is_authenticated else self.none()


class Post(models.Model):
    """A role that a user holds in a unit. It covers that unit and what lies below it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    unit = models.ForeignKey("core.Unit", models.PROTECT, related_name="posts", verbose_name=_("unit"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("post")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "starts_on"],
                name="post_once",
                violation_error_message=_("This person already holds this post from that day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="post_dates_in_order",
                violation_error_message=_("A post cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
