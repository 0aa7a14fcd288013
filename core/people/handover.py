"""Work that hangs on a person, in kinds that the apps bring. When somebody leaves, all of it goes over in one act (core.people.leaving).

An app registers its kinds in its `handover.py`, which is read at the start; they go over in the order of the apps and in it:

    register(Work("visits", _("Visits in rounds"), count=open_visits, plan=plan_visits, hand_over=hand_over_visits))

Work that belongs to a unit or a role needs no kind here: whoever holds the post next has it already. What was done stays with who
did it: reports, sheets, decisions, the trail.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from core.models import User


@dataclass(frozen=True)
class Departure:
    """person: who leaves. successor: None where nobody takes over. day: from which on the work is another's. unit_paths: tree
    paths of the units for which the person ever answered by a post. to_come: those of posts that the successor gets with it."""

    person: User
    successor: User | None
    day: date
    unit_paths: tuple[str, ...] = ()
    to_come: tuple[str, ...] = ()

    def covers(self, paths) -> bool:
        """Does one of these units (tree paths) lie where the person held a post?"""
        return any(path.startswith(own) for path in paths for own in self.unit_paths)


@dataclass(frozen=True)
class Piece:
    """One piece of open work. text: what it is. why_not: why the successor can't take it, '' where they can. then: what becomes
    of it instead ('it is free for another inspector'). path: its page.

    stays: it can't be known whether it is this person's: it is left as it is, and a person has to look.
    """

    text: str
    path: str = ""
    why_not: str = ""
    then: str = ""
    stays: bool = False

    @property
    def goes_over(self) -> bool:
        return not self.why_not

    def as_json(self) -> dict:
        names = ("text", "path", "why_not", "then")
        return {name: str(getattr(self, name)) for name in names}


@dataclass(frozen=True)
class Work:
    """A kind of work. code: unique. count(person, day): how many pieces are open on a day, for who has not left and who has alike.

    plan(departure): the pieces, each with whether it goes over; changes nothing. hand_over(departure, by, now): does it, and
    gives the pieces as they went; afterwards count is 0. It locks what it changes, works the plan out again and writes the trail
    of each record. by: None for the daily work.
    """

    code: str
    label: Promise | str
    count: Callable[[User, date], int]
    plan: Callable[[Departure], list[Piece]]
    hand_over: Callable[[Departure, User | None, datetime], list[Piece]]


KINDS: list[Work] = []


def register(work: Work) -> Work:
    """Adds a kind, after those that are there."""
    if any(one.code == work.code for one in KINDS):
        raise ValueError(f"Work '{work.code}' is registered twice for handing over.")
    KINDS.append(work)
    return work


def open_work(person: User, day: date) -> list[tuple[Work, int]]:
    """What hangs on a person on a day; kinds of which there is none are left out."""
    counted = [(work, work.count(person, day)) for work in KINDS]
    return [pair for pair in counted if pair[1]]


def plan_all(departure: Departure) -> list[tuple[Work, list[Piece]]]:
    """What the act would do; changes nothing."""
    planned = [(work, work.plan(departure)) for work in KINDS]
    return [pair for pair in planned if pair[1]]


def hand_over_all(departure: Departure, by: User | None, now: datetime) -> list[tuple[Work, list[Piece]]]:
    """Hands everything over. Call it in the transaction of the act."""
    done = [(work, work.hand_over(departure, by, now)) for work in KINDS]
    return [pair for pair in done if pair[1]]
