"""People and their posts, each change with an entry in the trail of the person. Nobody is deleted."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import Post, Role, TrailEntry, Unit, User
from core.people.checks import (
    check_administrator_stays,
    check_days,
    check_not_held,
    check_post_fits,
    checked_account,
    checked_name,
    require_keeper,
)
from core.trail import entry_of, record


@transaction.atomic
def add_person(
    *,
    name: str,
    account: str,
    role: str,
    unit: Unit,
    starts_on: date,
    by: User,
    now: datetime,
    ends_on: date | None = None,
) -> User:
    """Somebody new, with a first post and without a password: that is handed out (core.people.passwords).

    Raises NotAllowed, or DomainError at the field that it is about.
    """
    require_keeper(by)
    person = User(display_name=checked_name(name), username=checked_account(account))
    person.set_unusable_password()
    _save(person)
    record(subject=person, by=by, verb="create", at=now, reason=f"{person.display_name} · {person.username}")
    _give(person, role, unit, starts_on, ends_on, by, now)
    return person


@transaction.atomic
def edit_person(*, person: User, name: str, account: str, by: User, now: datetime) -> User:
    """Another name or account. Entries of the trail keep the name of their day. Raises NotAllowed or DomainError."""
    require_keeper(by)
    person = locked(person)
    wanted = {"display_name": checked_name(name), "username": checked_account(account, person)}
    changes = {field: [getattr(person, field), new] for field, new in wanted.items() if getattr(person, field) != new}
    if changes:
        for field, new in wanted.items():
            setattr(person, field, new)
        _save(person, update_fields=list(wanted))
        record(subject=person, by=by, verb="edit", at=now, changes=changes)
    return person


def _save(person: User, **options) -> None:
    """Where somebody takes the same account at the same moment, the later one is told whose it is."""
    try:
        with transaction.atomic():
            person.save(**options)
    except IntegrityError:
        checked_account(person.username, person)
        raise


@transaction.atomic
def give_post(
    *, person: User, role: str, unit: Unit, starts_on: date, by: User, now: datetime, ends_on: date | None = None
) -> Post:
    """One more post, from a day on, perhaps until a day. Raises NotAllowed, or DomainError at the field that it is about."""
    require_keeper(by)
    person = locked(person)
    if not person.is_active:
        raise DomainError(_("This account has ended. Let the person take up work again first."))
    return _give(person, role, unit, starts_on, ends_on, by, now)


def _give(person: User, role, unit: Unit, starts_on: date, ends_on: date | None, by: User, now: datetime) -> Post:
    check_post_fits(role, unit, Unit.objects.home())
    check_days(starts_on, ends_on)
    check_not_held(person.posts.all(), role, unit, starts_on, ends_on)
    post = Post.objects.create(user=person, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on)
    told_of_post(post, "give_post", by, now).save()
    follow_admin_post(person, timezone.localdate(now))
    return post


def told_of_post(post: Post, verb: str, by: User | None, now: datetime, changes: dict | None = None) -> TrailEntry:
    """The entry in the person's trail, not written yet."""
    return entry_of(subject=post.user, by=by, verb=verb, at=now, reason=words_of(post), changes=changes)


def words_of(post: Post) -> str:
    """'检查员 · 枫河街道 · 2026-11-23 –', as the trail and the lists tell a post."""
    until = f" {post.ends_on:%Y-%m-%d}" if post.ends_on else ""
    return f"{post.get_role_display()} · {post.unit} · {post.starts_on:%Y-%m-%d} –{until}"


@transaction.atomic
def end_post(*, post: Post, ends_on: date, by: User, now: datetime) -> Post:
    """Its last day. A post that has ended stays ended: who comes back gets a new one. Raises NotAllowed or DomainError."""
    require_keeper(by)
    post = Post.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=post.pk)
    today = timezone.localdate(now)
    if post.ends_on and post.ends_on < today:
        raise DomainError(_("This post has ended already. Give a new one to who takes it up again."))
    check_days(post.starts_on, ends_on)
    if post.ends_on == ends_on:
        return post
    check_not_held(post.user.posts.exclude(pk=post.pk), post.role, post.unit, post.starts_on, ends_on)
    changes = {"ends_on": [day_of(post.ends_on), day_of(ends_on)]}
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    told_of_post(post, "end_post", by, now, changes).save()
    if post.role == Role.ADMIN:
        check_administrator_stays(today)
        follow_admin_post(post.user, today)
    return post


def day_of(day: date | None) -> str:
    """A day for the trail."""
    return day.isoformat() if day else ""


def locked(person: User) -> User:
    """The row as it is now, until the transaction ends."""
    return User.objects.select_for_update().get(pk=person.pk)


def follow_admin_post(person: User, today: date) -> bool:
    """The administration of the installation (/admin/) is open to who holds the post, and to nobody who held it once; gives
    whether that changed. An account that never held it (made on the command line) is left as it is."""
    held = [post for post in person.posts.all() if post.role == Role.ADMIN]
    holds = any(post.starts_on <= today and (post.ends_on is None or today <= post.ends_on) for post in held)
    if not held or (person.is_staff, person.is_superuser) == (holds, holds):
        return False
    person.is_staff = person.is_superuser = holds
    person.save(update_fields=["is_staff", "is_superuser"])
    return True


@transaction.atomic
def follow_admin_posts(*, now: datetime) -> int:
    """For posts that began or ended in the night; gives for how many people that changed. Part of the daily work."""
    today = timezone.localdate(now)
    held = User.objects.filter(posts__role=Role.ADMIN).distinct().prefetch_related("posts")
    return sum(follow_admin_post(person, today) for person in held)
