"""Who inspects which point: spread evenly, nobody on a point of the own unit, and in a round that was drawn as its draw asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowed
from core.models import Post, Role, User
from core.trail import record
from facilities.models import Point
from inspections.draw import share_out
from inspections.models import Assignment, Round, RoundState, Sheet, SheetState
from inspections.selectors.earlier_visits import Lot, lot_of

ASSIGNABLE = (RoundState.DRAFT, RoundState.OPEN)


@dataclass(frozen=True)
class Outcome:
    """made: new assignments. known: points that had their inspectors already. left: points that none of these may visit."""

    made: int
    known: int
    left: list[Point]


def may_be_assigned(round: Round, day: date):
    """Users who hold an inspector's post that covers the round's territory, or a part of it, on that day."""
    posts = Post.objects.in_force(day).filter(role=Role.INSPECTOR)
    around = posts.filter(unit__path__in=round.territory.ancestor_paths())
    within = posts.filter(unit__path__startswith=round.territory.path)
    return User.objects.filter(is_active=True, posts__in=around | within).distinct().order_by("display_name", "pk")


def own_paths(inspectors: Iterable[User], round: Round, day: date) -> dict[int, list[str]]:
    """Tree paths of each inspector's own units: those of any post below the round's territory."""
    posts = Post.objects.in_force(day).filter(user__in=list(inspectors), unit__path__startswith=round.territory.path)
    paths: dict[int, list[str]] = {}
    for user_id, path in posts.exclude(unit=round.territory).values_list("user", "unit__path"):
        paths.setdefault(user_id, []).append(path)
    return paths


def units_of(point: Point) -> list[str]:
    """Tree paths of all units that have to do with a point: where it lies, who is in charge, who answers for it."""
    units = [point.unit, point.in_charge, *point.responsible.all()]
    return [unit.path for unit in units if unit]


def spread(
    points: Iterable[Point],
    inspectors: Iterable[int],
    load: Mapping[int, int],
    own: Mapping[int, list[str]],
    barred: Mapping[int, Collection[int]] | None = None,
) -> dict[int, int | None]:
    """{point id: inspector id}, each point to whoever has the fewest so far; None where nobody may visit it.

    load: how many points each inspector has already. own: see `own_paths`. barred: {point id: inspectors who may not visit it}
    for other reasons. The same input gives the same result.
    """
    barred = barred or {}
    jobs = [(point.pk, may_visit(units_of(point), own, barred.get(point.pk, ()))) for point in points]
    return share_out(jobs, sorted(inspectors), load)


def may_visit(units: list[str], own: Mapping[int, list[str]], barred: Collection[int] = ()) -> Callable[[int], bool]:
    """A question for an inspector's id: is none of these units an own one, and is nothing else against it?

    units: see `units_of`. own: see `own_paths`."""
    return lambda one: (
        one not in barred and not any(unit.startswith(path) for unit in units for path in own.get(one, ()))
    )


@transaction.atomic
def assign_points(
    *, round: Round, points: Iterable[Point], inspectors: Iterable[User], by: User, now: datetime, today: date
) -> Outcome:
    """Gives each point that nobody has yet to one of the inspectors, evenly. `points` need `responsible` prefetched.

    A point drawn for two gets a second one where one was taken away. A blind revisit goes to somebody who did not make the
    earlier visit, on its days (the domain rules, section 5).

    Raises DomainError for a round that is closed or published, or when nothing was chosen; NotAllowed for other people.
    """
    round = locked_for_points(round, by)
    points, inspectors = list(points), list(inspectors)
    if not points or not inspectors:
        raise DomainError(_("Choose points and inspectors: nothing was assigned."))
    lot, there = lot_of(round), _visits_of(round)
    taken = Counter(one for people in there.values() for one in people)
    new = [point for point in points if len(there[point.pk]) < lot.visits(point.pk)]
    people = [one.pk for one in inspectors]
    barred = {point.pk: _barred(lot, point.pk, there[point.pk], people) for point in new}
    chosen = spread(new, people, taken, own_paths(inspectors, round, today), barred)
    rows = [_visit(lot, point, one) for point, one in chosen.items() if one]
    Assignment.objects.bulk_create(rows)
    if rows:
        before = taken.total()
        record(subject=round, by=by, verb="assign", at=now, changes={"assignments": [before, before + len(rows)]})
    return Outcome(len(rows), len(points) - len(new), [point for point in new if chosen[point.pk] is None])


def _visits_of(round: Round) -> dict[int, set[int]]:
    """{point id: ids of its inspectors}"""
    there: dict[int, set[int]] = defaultdict(set)
    for point, inspector in round.assignments.values_list("point", "inspector"):
        there[point].add(inspector)
    return there


def _barred(lot: Lot, point_id: int, there: set[int], people: list[int]) -> Collection[int]:
    """Who of these people may not visit the point: who does so already, who made the earlier visit; all where its days are over."""
    return people if lot.days(point_id) is None else there | lot.seen_by(point_id)


def _visit(lot: Lot, point_id: int, inspector_id: int) -> Assignment:
    first, last = lot.days(point_id) or (None, None)
    return Assignment(round=lot.round, point_id=point_id, inspector_id=inspector_id, visit_from=first, visit_until=last)


@transaction.atomic
def remove_assignment(*, assignment: Assignment, by: User, now: datetime) -> None:
    """Takes a point from an inspector, unless there is a sheet of this visit already; one that is void keeps nobody there."""
    round = locked_for_points(assignment.round, by)
    sheets = Sheet.objects.of_visit(round, assignment.point, assignment.inspector)
    if sheets.exclude(state=SheetState.VOID).exists():
        raise DomainError(_("This inspector has begun or handed in a sheet for the point: the assignment stays."))
    assignment.delete()
    record(subject=round, by=by, verb="unassign", at=now, reason=f"{assignment.point} · {assignment.inspector}")


def locked_for_points(round: Round, by: User) -> Round:
    """The round, locked until the transaction ends, for its office while points may be given out."""
    round = Round.objects.select_for_update(of=("self",)).select_related("territory").get(pk=round.pk)
    if not by.access.covers(round.territory.path, "office"):
        raise NotAllowed(_("Only the campaign office of this town may do that."))
    if round.state not in ASSIGNABLE:
        raise DomainError(_("Points are assigned while a round is a draft or open."))
    return round
