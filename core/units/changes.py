"""Changes of units, each one act with a day, a reason and its trail: rename, group anew, move, merge, split, end.

Nothing that was published changes: results keep the unit of their day, and how it stood then is told by the steps
(core.units.history). What is open goes over to whoever takes over (core.units.followers). Each service raises NotAllowed, or
DomainError with what to do instead; `preview` does the same and takes it back.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import ChangeKind, RankingGroup, StepPart, Unit, UnitChange, User
from core.units.followers import Handed, hand_over, still_there, words_of
from core.units.rules import (
    check_alike,
    check_day,
    check_name,
    check_not_home,
    check_reason,
    locked,
    parent_of,
)
from core.units.steps import Writing

DAY = timedelta(days=1)


@transaction.atomic
def rename(*, unit: Unit, name: str, kind: str, day: date, reason: str, by: User | None, now: datetime) -> UnitChange:
    """Another name, and another kind where a village becomes a community. It stays the same unit; its past keeps its name."""
    (unit,) = locked(by, [unit])
    reason = check_reason(reason)
    check_day([unit], day, now, binds=kind != unit.kind)
    name = check_name(name, kind, parent_of(unit), but=[unit])
    check_alike([unit], kind)
    if (name, kind) == (unit.name, unit.kind):
        raise DomainError({"name": _("It has this name already.")})
    old = {"name": unit.name, "kind": unit.get_kind_display()}
    writing = Writing(kind=ChangeKind.RENAME, day=day, reason=reason, by=by, now=now)
    writing.keep(unit, StepPart.CHANGED)
    unit.name, unit.kind, unit.changed_on = name, kind, day
    unit.save(update_fields=["name", "kind", "changed_on"])
    new = {"name": unit.name, "kind": unit.get_kind_display()}
    return writing.done({unit.pk: {key: [old[key], new[key]] for key in old if old[key] != new[key]}}, {})


@transaction.atomic
def regroup(
    *, units: Sequence[Unit], group: RankingGroup | None, day: date, reason: str, by: User | None, now: datetime
) -> UnitChange:
    """From that day on these are ranked in another group; None: with the units of their kind under the same unit."""
    units = [unit for unit in locked(by, units) if unit.ranking_group_id != (group.pk if group else None)]
    reason = check_reason(reason)
    if not units:
        raise DomainError(_("They are in this group already."))
    check_day(units, day, now)
    writing = Writing(kind=ChangeKind.REGROUP, day=day, reason=reason, by=by, now=now)
    changes = {}
    for unit in units:
        writing.keep(unit, StepPart.CHANGED)
        changes[unit.pk] = {"ranking_group": [str(unit.ranking_group or ""), str(group or "")]}
        unit.ranking_group, unit.changed_on = group, day
    Unit.objects.bulk_update(units, ["ranking_group", "changed_on"])
    return writing.done(changes, {})


@transaction.atomic
def set_members(
    *, group: RankingGroup, units: Sequence[Unit], day: date, reason: str, by: User | None, now: datetime
) -> int:
    """Makes a group hold exactly these of the units that exist on that day. Gives how many came or went."""
    wanted, there = set(units), set(group.units.in_force(day))
    for found, target in ((wanted - there, group), (there - wanted, None)):
        if found:
            regroup(units=sorted(found, key=lambda one: one.path), group=target, day=day, reason=reason, by=by, now=now)
    return len(wanted ^ there)


@transaction.atomic
def move(*, unit: Unit, parent: Unit, day: date, reason: str, by: User | None, now: datetime) -> UnitChange:
    """Under another unit, with all that lies below it. It keeps its records; who is responsible above it changes."""
    unit, parent = locked(by, [unit, parent])
    reason = check_reason(reason)
    check_not_home([unit])
    check_day([unit], day, now)
    _check_may_lie_under(unit, parent)
    check_name(unit.name, unit.kind, parent)
    above = parent_of(unit)
    writing = Writing(kind=ChangeKind.MOVE, day=day, reason=reason, by=by, now=now)
    writing.place_under(unit, parent, StepPart.CHANGED)
    return writing.done({unit.pk: {"belongs_to": [above.name if above else "", parent.name]}}, {})


def _check_may_lie_under(unit: Unit, parent: Unit) -> None:
    if parent.ends_on:
        raise DomainError({"parent": _("%(unit)s has ended.") % {"unit": parent}})
    if parent.path.startswith(unit.path):
        raise DomainError({"parent": _("A unit does not lie below itself.")})
    if unit.parent_path == parent.path:
        raise DomainError({"parent": _("It lies there already.")})


@transaction.atomic
def merge(
    *,
    units: Sequence[Unit],
    into: Unit | None,
    day: date,
    reason: str,
    by: User | None,
    now: datetime,
    name: str = "",
    kind: str = "",
    group: RankingGroup | None = None,
) -> UnitChange:
    """Several become one: a new unit of this name, kind and group beside the highest of them, or `into`, one of them or another.

    The others end the day before and lie below it from then on, so that whoever answers for it sees what they did.
    """
    ends = locked(by, [unit for unit in units if unit != into])
    into = locked(by, [into])[0] if into else None
    reason = check_reason(reason)
    both = [*ends, into] if into else ends
    if len(both) < 2:
        raise DomainError({"units": _("Choose at least two units.")})
    check_not_home(ends)
    check_day(both, day, now, staying=into)
    check_alike(both, into.kind if into else kind)
    if into and any(into.path.startswith(unit.path) for unit in ends):
        raise DomainError({"into": _("It lies below one of those that end: move it first.")})
    highest = min(ends, key=lambda unit: unit.depth)
    if into is None:
        name = check_name(name, kind, parent_of(highest), but=ends)
    writing = Writing(kind=ChangeKind.MERGE, day=day, reason=reason, by=by, now=now)
    heir = into or _begin(highest, name, kind, group, day)
    writing.keep(heir, StepPart.BEGUN)
    numbers = _end(writing, ends, heir)
    gone = "、".join(unit.name for unit in ends)
    changes = {unit.pk: {"successor": ["", heir.name]} for unit in ends}
    return writing.done(changes | {heir.pk: {"made_of": ["", gone]}}, numbers)


def _begin(beside: Unit, name: str, kind: str, group: RankingGroup | None, day: date) -> Unit:
    fields = {"name": name, "kind": kind, "ranking_group": group, "starts_on": day}
    above = parent_of(beside)
    add = Unit.objects.add_child
    return add(above, create_kwargs=fields) if above else Unit.objects.add_root(create_kwargs=fields)


def _end(
    writing: Writing, ends: Sequence[Unit], heir: Unit, shares: Mapping[int, Unit] | None = None
) -> dict[str, int]:
    """Ends units in favour of an heir: open records, then what lies below them, then they themselves go over."""
    numbers: dict[str, int] = {}
    for unit in ends:
        writing.keep(unit, StepPart.ENDED)
    for unit in ends:
        found = hand_over(Handed(unit, heir, writing.change, writing.by, writing.now, shares or {}))
        numbers = {name: numbers.get(name, 0) + found.get(name, 0) for name in numbers | found}
    for unit in ends:
        unit.refresh_from_db()  # one of them may have lain below another
        for child in Unit.objects.filter(path__startswith=unit.path, depth=unit.depth + 1, ends_on=None):
            heir.refresh_from_db()
            if child != heir:
                writing.place_under(child, heir, StepPart.CHANGED)
    for unit in ends:
        unit.refresh_from_db()
        heir.refresh_from_db()
        if unit.parent_path != heir.path:
            writing.place_under(unit, heir, StepPart.ENDED)
        unit.ends_on, unit.changed_on = writing.change.day - DAY, writing.change.day
        unit.successor = None if shares is not None else heir
        unit.save(update_fields=["ends_on", "changed_on", "successor"])
    return numbers


@transaction.atomic
def split(
    *,
    unit: Unit,
    names: Sequence[str],
    shares: Mapping[int, int],
    rest: int,
    day: date,
    reason: str,
    by: User | None,
    now: datetime,
) -> UnitChange:
    """One becomes several new ones, of its kind and group. shares: the key of a point > which of the names takes it (from 0).

    rest: which of them takes everything else: what is about no point, posts, the units below. What is about a point goes with it.
    """
    (unit,) = locked(by, [unit])
    reason = check_reason(reason)
    check_not_home([unit])
    check_day([unit], day, now)
    above = parent_of(unit)
    names = [check_name(name, unit.kind, above, but=[unit]) for name in names if name.strip()]
    if len(names) < 2 or len(set(names)) < len(names):
        raise DomainError({"names": _("Give at least two different names, one on each line.")})
    if not 0 <= rest < len(names) or not all(0 <= share < len(names) for share in shares.values()):
        raise DomainError({"names": _("Each point must go to one of the new units.")})
    writing = Writing(kind=ChangeKind.SPLIT, day=day, reason=reason, by=by, now=now)
    parts = [_begin(unit, name, unit.kind, unit.ranking_group, day) for name in names]
    for part in parts:
        writing.keep(part, StepPart.BEGUN, above)
    numbers = _end(writing, [unit], parts[rest], {point: parts[share] for point, share in shares.items()})
    listed = "、".join(names)
    changes = {part.pk: {"made_of": ["", unit.name]} for part in parts}
    return writing.done(changes | {unit.pk: {"split_into": [unit.name, listed]}}, numbers)


@transaction.atomic
def end(*, unit: Unit, day: date, reason: str, by: User | None, now: datetime) -> UnitChange:
    """It is no more from that day on, and nobody takes over. Only where nothing is left: else it is merged, not ended."""
    (unit,) = locked(by, [unit])
    reason = check_reason(reason)
    check_not_home([unit])
    check_day([unit], day, now)
    if Unit.objects.below(unit).filter(ends_on=None).exclude(pk=unit.pk).exists():
        raise DomainError(_("There are units below it: move or end them first."))
    if left := words_of(still_there(unit, day)):
        words = "、".join(f"{label} {n}" for label, n in left)
        raise DomainError(
            _("This is still there: %(what)s. Merge the unit into the one that takes it over.") % {"what": words}
        )
    writing = Writing(kind=ChangeKind.END, day=day, reason=reason, by=by, now=now)
    writing.keep(unit, StepPart.ENDED)
    unit.ends_on, unit.changed_on = day - DAY, day
    unit.save(update_fields=["ends_on", "changed_on"])
    return writing.done({unit.pk: {"ends_on": ["", unit.ends_on.isoformat()]}}, {})


class _Seen(Exception):
    """Takes a preview back."""


def preview(service: Callable[..., UnitChange], **asked) -> list[tuple[str, int]]:
    """What would go over, in words with numbers: the service itself is run and taken back. Raises what it raises."""
    numbers: dict[str, int] = {}
    try:
        with transaction.atomic():
            numbers = service(**asked).numbers
            raise _Seen
    except _Seen:
        return words_of(numbers)
