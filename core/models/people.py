"""People and their posts: user + role + unit, from a date to a date."""

from functools import cached_property

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as AuthUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import Access, HeldPost
from core.models.leaving import Leaving
from core.people.names import clean_account


class Role(models.TextChoices):
    OFFICE = "office", _("Campaign office")
    LEADER = "leader", _("Leader")
    INSPECTOR = "inspector", _("Inspector")
    UNIT = "unit", _("Responsible unit")
    ADMIN = "admin", _("Administrator")


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The people as such: for those who keep them, and for the office; else oneself."""
        if not user.is_authenticated:
            return self.none()
        return self if user.access.has("office", "admin") else self.filter(pk=user.pk)

    def holding(self, day, **wanted):
        """Those who hold a post on that day, of this kind (fields of Post)."""
        return self.filter(Exists(Post.objects.in_force(day).filter(user=OuterRef("pk"), **wanted)))

    def having_held(self, **wanted):
        """Those who ever held a post of this kind."""
        return self.filter(Exists(Post.objects.filter(user=OuterRef("pk"), **wanted)))

    def without_post(self, day):
        return self.filter(~Exists(Post.objects.in_force(day).filter(user=OuterRef("pk"))))

    def without_password(self):
        """Accounts in use that nobody can sign in with yet: none was handed out."""
        return self.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def with_posts(self):
        """Each with `all_posts`: those of the past and those to come too, the first one first; one query."""
        posts = Post.objects.select_related("unit").order_by("starts_on", "pk")
        return self.prefetch_related(Prefetch("posts", queryset=posts, to_attr="all_posts"))

    def matching(self, words: str, day):
        """Each word stands in the name, the account, or the name of a unit in which a post is held on that day."""
        rows = self
        for word in words.split():
            there = Exists(Post.objects.in_force(day).filter(user=OuterRef("pk"), unit__name__icontains=word))
            rows = rows.filter(Q(display_name__icontains=word) | Q(username__icontains=word) | there)
        return rows

    def keeping_people(self, day):
        """Who may keep people, on that day and without a known end: an administrator in use of whom no leaving is noted, which would
        end a post that was given since."""
        leaves = Exists(Leaving.objects.noted().filter(person=OuterRef("pk")))
        return self.filter(~leaves, is_active=True).holding(day, role=Role.ADMIN, ends_on=None)


class UserManager(AuthUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False

    def get_by_natural_key(self, username):
        """The account as somebody typed it: phones begin with a capital letter, tables hold full-width letters and spaces. One
        query whatever was typed, so that its time tells nothing."""
        return self.get(username__iexact=clean_account(username))


class User(AbstractUser):
    """Somebody who signs in. What they may see and do comes from their posts alone."""

    display_name = models.CharField(_("name"), max_length=40)
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    must_change_password = models.BooleanField(
        _("has a one-time password"), default=False, editable=False,
        help_text=_("Handed out by the administrator: the next sign-in asks for one of their own."),
    )  # fmt: skip
    two_factor_since = models.DateTimeField(
        _("second step since"), null=True, editable=False,
        help_text=_("Since when the sign-in takes a second step. Kept by core/account/two_factor.py alone."),
    )  # fmt: skip

    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = _("user")
        constraints = [
            models.CheckConstraint(condition=~Q(display_name=""), name="user_has_name"),
            models.UniqueConstraint(
                # the very words of the question at sign-in, so that this index answers it
                Upper("username"),
                name="account_once_in_any_case",
                violation_error_message=_(
                    "There is an account of this name already, perhaps with other capital letters."
                ),
            ),
        ]

    def __str__(self):
        return self.display_name or self.username

    def get_full_name(self):
        return self.display_name

    def get_short_name(self):
        return self.display_name

    def set_password(self, raw_password):
        """One's own password: whoever hands out a one-time one marks it afterwards (core.people.passwords)."""
        super().set_password(raw_password)
        self.must_change_password = False

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
