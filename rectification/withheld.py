"""What is kept from a person for a while: the findings at some points, and the tasks that came of them.

Whose visit must not know what was found there before is known on a floor above; it registers its rule here.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

Rule = Callable[..., QuerySet | None]
"""rule(user): the points' ids as a subquery, None where nothing is kept from this user (which then costs nothing)."""

_rules: list[Rule] = []


def withhold(rule: Rule) -> None:
    """Registers a rule; for the `ready` of an app."""
    _rules.append(rule)


def withheld_from(user, finding: str = "") -> Q:
    """The rows to leave out for this user; empty where there are none. One's own findings are never kept from one.

    finding: how the rows lead to their finding, e.g. 'finding__'; empty for findings themselves.
    """
    withheld = Q()
    for rule in _rules:
        if (points := rule(user)) is not None:
            withheld |= Q(**{f"{finding}point__in": points}) & ~Q(**{f"{finding}found_by": user})
    return withheld
