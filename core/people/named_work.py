"""Work that names its person by a text ('责任人：张伟'), because whoever is responsible often has no account.

Whose it is follows from the name and the unit together: two people of the same name work in different units, and a contractor's
man may be called like a clerk. Where that leaves a doubt, the record stays as it is and is shown to a person. '张　伟' with a
space, as tables have it, is 张伟.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import Post, Role, User
from core.people.handover import Departure, Piece, Work
from core.people.names import clean_name
from core.trail import entry_of, record_many

VERB = "hand_over"
ANSWERING = (Role.OFFICE, Role.LEADER, Role.UNIT)
"""Posts whose holders are named as responsible for work in their units: an inspector and an administrator are not."""


@dataclass(frozen=True)
class NamedWork:
    """rows(): the open records, with what `units` and `text` name. column: the field that holds the name. units(row): tree paths
    of its units; none for what belongs to the town as a whole, where the name alone tells. save(rows): stores the changed ones,
    where writing that field is not enough; the trail is written here. subject(row): whose trail tells it; state(row): of
    records whose trail tells a course of states.
    """

    code: str
    label: Promise | str
    column: str
    rows: Callable[[], models.QuerySet]
    units: Callable[[models.Model], Iterable[str]]
    text: Callable[[models.Model], str] = str
    path: Callable[[models.Model], str] = lambda row: row.get_absolute_url()
    save: Callable[[list], None] | None = None
    subject: Callable[[models.Model], models.Model] = lambda row: row
    state: Callable[[models.Model], str] = lambda row: ""

    def as_work(self) -> Work:
        return Work(self.code, self.label, self.count, self.plan, self.hand_over)

    def count(self, person: User, day: date) -> int:
        return sum(not piece.stays for _row, piece in self._planned(departure_of(person, day)))

    def plan(self, departure: Departure) -> list[Piece]:
        return [piece for _row, piece in self._planned(departure)]

    def hand_over(self, departure: Departure, by: User | None, now: datetime) -> list[Piece]:
        planned = self._planned(departure, lock=True)
        mine = [row for row, piece in planned if not piece.stays]
        new = departure.successor.display_name if departure.successor else ""
        for row in mine:
            setattr(row, self.column, new)
        if mine:
            (self.save or self._store)(mine)
            record_many(self._told(row, departure, new, by, now) for row in mine)
        return [piece for _row, piece in planned]

    def _store(self, rows: list) -> None:
        type(rows[0])._base_manager.bulk_update(rows, [self.column], batch_size=200)

    def _told(self, row, departure: Departure, new: str, by: User | None, now: datetime):
        state = self.state(row)
        return entry_of(
            subject=self.subject(row), by=by, verb=VERB, at=now, old_state=state, new_state=state,
            changes={self.column: [departure.person.display_name, new]}, reason=self._which(row),
        )  # fmt: skip

    def _which(self, row) -> str:
        """Where the trail is another record's, the row's own name."""
        return "" if self.subject(row) is row else self.text(row)

    def _planned(self, departure: Departure, lock: bool = False) -> list[tuple[models.Model, Piece]]:
        name = clean_name(departure.person.display_name)
        rows = self.rows().filter(**{f"{self.column}__startswith": name[:1], f"{self.column}__endswith": name[-1:]})
        rows = rows.order_by("pk").select_for_update(of=("self",)) if lock else rows.order_by("pk")
        rows = [row for row in rows if clean_name(getattr(row, self.column)) == name]
        others = namesakes(departure) if rows else []
        return [(row, self._piece(row, departure, others)) for row in rows]

    def _piece(self, row, departure: Departure, others: list[tuple[str, ...]]) -> Piece:
        paths = list(self.units(row))
        said = {"text": self.text(row), "path": self.path(row)}
        if paths and not departure.covers(paths):
            return _left(said, _("The name is the same, the unit is another."))
        if _in_doubt(paths, others):
            return _left(said, _("Two people of this name hold posts there."))
        if departure.successor is None:
            return Piece(
                **said, why_not=_("Nobody takes over."), then=_("The name is taken out; the unit answers for it.")
            )
        return Piece(**said)


def _in_doubt(paths: list[str], others: list[tuple[str, ...]]) -> bool:
    """Could it be somebody else's of the same name? others: see `namesakes`."""
    if not paths:
        return bool(others)
    return any(path.startswith(own) for path in paths for held in others for own in held)


def _left(said: dict[str, str], why_not: str) -> Piece:
    return Piece(**said, why_not=why_not, then=_("It stays as it is: look whose it is."), stays=True)


def namesakes(departure: Departure) -> list[tuple[str, ...]]:
    """Tree paths of the units of others with the same name who are in use, person by person; one query."""
    held: dict[int, tuple[str, ...]] = {}
    posts = Post.objects.in_force(departure.day).filter(
        user__display_name=departure.person.display_name, user__is_active=True, role__in=ANSWERING
    )
    for user, path in posts.exclude(user=departure.person).values_list("user", "unit__path"):
        held[user] = (*held.get(user, ()), path)
    return list(held.values())


def departure_of(person: User, day: date, successor: User | None = None, to_come: tuple[str, ...] = ()) -> Departure:
    """day: from which on the work is another's. Posts of the past count too: what was begun in them may still name the person."""
    paths = person.posts.filter(role__in=ANSWERING).order_by("pk").values_list("unit__path", flat=True)
    return Departure(person, successor, day, tuple(dict.fromkeys(paths)), to_come)
