"""What a user may see and do, from the posts held today. `visible_to(user)` of every queryset is built from it."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from django.core.exceptions import PermissionDenied
from django.db.models import Q

TOWN_WIDE = ("office", "leader", "admin")
STEP = 4
"""Letters of a unit's tree path that name one level (treebeard's steplen)."""


@dataclass(frozen=True)
class HeldPost:
    role: str
    unit_id: int
    unit_path: str
    unit_name: str


class Access:
    """A user's posts, asked in the words of the rules: which roles, over which units."""

    def __init__(self, posts: Iterable[HeldPost] = ()):
        self.posts = tuple(posts)
        self.roles = frozenset(post.role for post in self.posts)

    def has(self, *roles: str) -> bool:
        """Does the user hold one of these roles anywhere?"""
        return not self.roles.isdisjoint(roles)

    def paths(self, *roles: str) -> tuple[str, ...]:
        """Tree paths of the units covered by these roles (each covers what lies below it)."""
        return tuple(post.unit_path for post in self.posts if post.role in roles)

    def covers(self, path: str, *roles: str) -> bool:
        """Does one of these roles cover the unit with this tree path?"""
        return any(path.startswith(own) for own in self.paths(*roles))

    @property
    def main_post(self) -> HeldPost | None:
        return self.posts[0] if self.posts else None

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.posts)


def within(field: str, paths: Iterable[str]) -> Q:
    """Rows whose unit (named by `field`, e.g. 'unit') is one of these paths or lies below one. No path: no row."""
    conditions = [Q(**{f"{field}__path__startswith": path}) for path in paths]
    return reduce(operator.or_, conditions) if conditions else Q(pk__in=[])


def around(field: str, paths: Iterable[str]) -> Q:
    """Rows whose unit is one of these paths or lies above one: what a unit's own town keeps for everybody in it."""
    above = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    return Q(**{f"{field}__path__in": above}) if above else Q(pk__in=[])


def require(user, *roles: str) -> None:
    """403 unless the user holds one of these roles."""
    if not user.access.has(*roles):
        raise PermissionDenied
