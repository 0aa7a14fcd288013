"""What of the ground goes over when a unit ends: the posts in it, and the groups that are told of it."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Post, Robot
from core.trail import record_many
from core.units.followers import Follower, Handed, follow, told


def _open_posts(day: date):
    return Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day))


def _end_posts(posts: list[Post], handed: Handed) -> int:
    """A post in the old unit ends on its last day; from the next one on its holder has the same post in the heir."""
    day, entries = handed.change.day, []
    for post in posts:
        held = _open_posts(day).filter(user=post.user_id, role=post.role, unit=handed.heir).exclude(pk=post.pk)
        goes_on = Post(
            user_id=post.user_id, role=post.role, unit=handed.heir, starts_on=max(day, post.starts_on), ends_on=post.ends_on
        )  # fmt: skip
        if post.starts_on < day:
            post.ends_on = day - timedelta(days=1)
            post.save(update_fields=["ends_on"])
        else:
            post.delete()  # nobody has held it yet
        if not held.exists():
            goes_on.save()
        entries.append(told(post.user, handed, {"post": handed.heir}))
    record_many(entries)
    return len(posts)


follow(
    Follower("posts", _("posts of people"), lambda day: _open_posts(day).select_related("user"), carry=_end_posts),
    Follower("robots", _("group robots"), lambda day: Robot.objects.filter(is_active=True)),
)
