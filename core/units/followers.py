"""What hangs on a unit and goes over when it ends. The ground brings posts and robots; each app adds its own kinds of record.

An app says so once, in its `follows_units.py`, which is read at the start:

    follow(Follower("tasks", _("open tasks"), lambda day: RectificationTask.objects.open(), "responsible_unit"))
    guard(last_results)

Only what is still open goes over, or what stands for the present (points, facilities): the past keeps the unit of its day.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from core.models import Unit, UnitChange, User
from core.trail import entry_of, record_many

VERB = "unit_goes_over"
"""What the trail of a record says whose unit ended."""


@dataclass(frozen=True)
class Handed:
    """One unit's estate. shares: of a split, the key of a point > the unit that takes it; heir takes all else."""

    old: Unit
    heir: Unit
    change: UnitChange
    by: User | None
    now: datetime
    shares: Mapping[int, Unit] = field(default_factory=dict)

    def heir_of(self, point_id: int | None) -> Unit:
        return self.shares.get(point_id, self.heir)


@dataclass(frozen=True)
class Follower:
    """A kind of record that goes over. name: unique; label: what the page calls several of them.

    rows(day): those that go over if the unit ends on that day. field: which of their fields names the unit. point: how a row
    leads to the point that it is about, so that it goes where the point goes. carry(rows, handed): for what takes more than
    naming another unit; gives how many went over.
    """

    name: str
    label: Promise | str
    rows: Callable[[date], QuerySet]
    field: str = "unit"
    point: Callable[[Any], int | None] = lambda row: None
    deal: Callable[[Any], str] | None = None
    carry: Callable[[list[Model], Handed], int] | None = None

    def of(self, unit: Unit, day: date) -> QuerySet:
        return self.rows(day).filter(**{self.field: unit})


Bound = tuple[date, str]
"""The last day that binds a unit, and what it is that does."""
followers: list[Follower] = []
guards: list[Callable[[Iterable[int]], Bound | None]] = []
notes: list[Callable[[Iterable[int]], list[str]]] = []


def follow(*added: Follower) -> None:
    """Adds kinds of record, after those that are there."""
    for one in added:
        if any(known.name == one.name for known in followers):
            raise ValueError(f"'{one.name}' is registered twice.")
        followers.append(one)


def guard(last_day: Callable[[Iterable[int]], Bound | None]) -> None:
    """last_day(keys of units) > the last day on which something stands in their names that never changes, and what it is."""
    guards.append(last_day)


def warn(note: Callable[[Iterable[int]], list[str]]) -> None:
    """note(keys of units that end) > what to bear in mind before they do, in words."""
    notes.append(note)


def notes_on(units: Iterable[int]) -> list[str]:
    units = list(units)
    return [words for note in notes for words in note(units)]


def to_deal_out(unit: Unit, day: date) -> dict[int, str]:
    """The points of a unit that a split deals out: key > what the page calls it."""
    found: dict[int, str] = {}
    for one in followers:
        if one.deal:
            found |= {one.point(row): one.deal(row) for row in one.of(unit, day).order_by("pk")}
    return found


def bound_to(units: Iterable[int]) -> Bound | None:
    """The last day that binds these units, over all guards; None where nothing does: they may be corrected freely."""
    units = list(units)
    return max(filter(None, (last_day(units) for last_day in guards)), default=None)


def still_there(unit: Unit, day: date) -> dict[str, int]:
    """{name: how many} of what would go over if the unit ended on that day; kinds without any are left out."""
    counts = {one.name: one.of(unit, day).count() for one in followers}
    return {name: n for name, n in counts.items() if n}


def hand_over(handed: Handed) -> dict[str, int]:
    """Lets everything of the old unit follow, each record with its trail entry. Gives {name: how many}."""
    counts = {}
    for one in followers:
        rows = list(one.of(handed.old, handed.change.day).select_for_update(of=("self",)).order_by("pk"))
        if rows and (n := (one.carry or _name_anew(one))(rows, handed)):
            counts[one.name] = n
    return counts


def _name_anew(follower: Follower) -> Callable[[list[Model], Handed], int]:
    def carry(rows: list[Model], handed: Handed) -> int:
        for row in rows:
            setattr(row, follower.field, handed.heir_of(follower.point(row)))
        type(rows[0])._base_manager.bulk_update(rows, [follower.field], batch_size=500)
        record_many(told(row, handed, {follower.field: getattr(row, follower.field)}) for row in rows)
        return len(rows)

    return carry


def told(row: Model, handed: Handed, new: Mapping[str, Unit], **more):
    """The entry that tells a record's trail which unit it has now."""
    changes = {name: [handed.old.name, unit.name] for name, unit in new.items()}
    return entry_of(
        subject=row, by=handed.by, verb=VERB, at=handed.now, reason=handed.change.reason, changes=changes, **more
    )


def words_of(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Numbers with what they count, in the order of the apps."""
    labels = {one.name: one.label for one in followers}
    known = [(str(label), counts[name]) for name, label in labels.items() if name in counts]
    return known + [(name, n) for name, n in counts.items() if name not in labels]
