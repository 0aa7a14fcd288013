"""What is kept from a person for a while: the findings at some points, and the tasks that came of them.

Whose visit must not know what was found there before is known on a floor above; it registers its rule here.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

Rule = Callable[..., QuerySet | None]
"""rule(user): the points' ids as a subquery, None where nothing is kept from this user (which then costs nothing)."""

Turned = Callable[[int], QuerySet]
"""turned(point_id): the other way round, the ids of those from whom this point is kept."""

_rules: list[Rule] = []
_turned: list[Turned] = []


def withhold(rule: Rule, turned: Turned) -> None:
    """Registers a rule, and the same rule turned round; for the `ready` of an app."""
    _rules.append(rule)
    _turned.append(turned)


def kept_from(finding) -> Q:
    """The users to leave out when people are told of this finding; empty where nobody is."""
    kept = Q()
    for turned in _turned if finding.point_id else ():
        kept |= Q(pk__in=turned(finding.point_id)) & ~Q(pk=finding.found_by_id)
    return kept


def withheld_from(user, finding: str = "") -> Q:
    """The rows to leave out for this user; empty where there are none. One's own findings are never kept from one.

    finding: how the rows lead to their finding, e.g. 'finding__'; empty for findings themselves.
    """
    withheld = Q()
    for rule in _rules:
        if (points := rule(user)) is not None:
            withheld |= Q(**{f"{finding}point__in": points}) & ~Q(**{f"{finding}found_by": user})
    return withheld
