"""Whom a message about tasks is for: those who hold the same posts are told the same, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.models import Post, Role, Unit, User
from rectification.models import RectificationTask
from rectification.withheld import withheld_from


@dataclass(frozen=True)
class Audience:
    """People who hold one role over the same units. `unit`: the highest of them, for the robots of groups.

    inspects: one person who may have a blind visit ahead, from whom points may be kept (rectification.withheld).
    """

    users: tuple[User, ...]
    units: tuple[Unit, ...]
    inspects: bool = False

    @property
    def unit(self) -> Unit:
        return self.units[0]

    def in_charge_of(self, tasks: Iterable[RectificationTask]) -> list[RectificationTask]:
        """The tasks for which these units, or those below them, answer; in the given order."""
        paths = tuple(unit.path for unit in self.units)
        return self.may_know(task for task in tasks if task.responsible_unit and _starts(task.responsible_unit, paths))

    def may_know(self, tasks: Iterable[RectificationTask]) -> list[RectificationTask]:
        """The tasks that are not kept from these people; a query only where something might be."""
        tasks = list(tasks)
        if not self.inspects or not tasks:
            return tasks
        known = RectificationTask.objects.filter(pk__in=[task.pk for task in tasks])
        known = set(known.exclude(withheld_from(self.users[0], "finding__")).values_list("pk", flat=True))
        return [task for task in tasks if task.pk in known]


def audiences(role: str, day: date, *, of: Unit | None = None) -> list[Audience]:
    """Everybody who holds this role on that day, grouped by their units in the order of the tree; one query.

    of: only those whose post covers this unit.
    """
    posts = Post.objects.in_force(day).filter(role__in=(role, Role.INSPECTOR), user__is_active=True)
    units: dict[User, list[Unit]] = {}
    inspectors: set[User] = set()
    for post in posts.select_related("user", "unit").order_by("unit__path", "pk"):
        if post.role == role and (of is None or _starts(of, (post.unit.path,))):
            units.setdefault(post.user, []).append(post.unit)
        elif post.role == Role.INSPECTOR:
            inspectors.add(post.user)
    alike: dict[tuple[Unit, ...], list[User]] = {}
    for user, held in units.items():
        if user not in inspectors:
            alike.setdefault(tuple(dict.fromkeys(held)), []).append(user)
    together = [Audience(tuple(users), held) for held, users in alike.items()]
    alone = [Audience((user,), tuple(held), inspects=True) for user, held in units.items() if user in inspectors]
    return together + alone


def _starts(unit: Unit, paths: tuple[str, ...]) -> bool:
    return unit.path.startswith(paths)


def holders(role: str, unit: Unit, day: date) -> list[User]:
    """Everybody whose post with this role covers the unit on that day; one query."""
    return [user for audience in audiences(role, day, of=unit) for user in audience.users]
