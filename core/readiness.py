"""What must be there before the work begins: the page that says what is ready and what is missing, with a link to each.

An app registers its checks in its `readiness.py`, which is read at the start; the page shows them by their step:

    register(Check("points", 50, _("Inspection points"), _("Each gets a label."), lambda: path_of("inspections:points"), points))

`find` counts with a query or two, whatever the number of records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Role, Unit

KEEPERS = frozenset({Role.OFFICE, Role.ADMIN})
USUAL_WORDS = _("Usual words")
Path = Callable[[], str | None]


@dataclass(frozen=True)
class Moment:
    """What a check may ask for: the town, the day, the moment."""

    town: Unit
    today: date
    now: datetime


@dataclass(frozen=True)
class Found:
    """done: nothing is missing. words: how many there are, or what is missing, for people."""

    done: bool
    words: str


@dataclass(frozen=True)
class Check:
    """step: its place in the order of the first day. text: what it is for. path: where it is done; bring_in: where it comes in
    from Excel; offer: where usual words, or what offer_label says, are offered. Each gives None where no app serves the page.
    needed: without it no round can be held. for_roles: who does it. has_begun: whether the town is at work, on the one check that
    knows it; until then who keeps the settings starts from the page."""

    name: str
    step: int
    label: Promise | str
    text: Promise | str
    path: Path
    find: Callable[[Moment], Found]
    bring_in: Path = lambda: None
    offer: Path = lambda: None
    offer_label: Promise | str = USUAL_WORDS
    needed: bool = True
    for_roles: frozenset[str] = KEEPERS
    has_begun: Callable[[], bool] | None = None


CHECKS: dict[str, Check] = {}


def register(check: Check) -> None:
    if check.name in CHECKS:
        raise ValueError(f"The check '{check.name}' is registered twice.")
    CHECKS[check.name] = check


@dataclass(frozen=True)
class Row:
    """A check as the page shows it; number: its place in the order, from 1."""

    number: int
    check: Check
    found: Found

    @property
    def path(self) -> str | None:
        return self.check.path()

    @property
    def bring_in(self) -> str | None:
        return self.check.bring_in()

    @property
    def offer(self) -> str | None:
        return self.check.offer()


@dataclass(frozen=True)
class Readiness:
    """needed: what a first round asks for. useful: what makes the work safe and easy."""

    needed: list[Row]
    useful: list[Row]

    @property
    def done(self) -> int:
        return sum(row.found.done for row in self.needed)

    @property
    def next(self) -> Row | None:
        """The first step that is missing."""
        return next((row for row in self.needed if not row.found.done), None)


def readiness(roles: frozenset[str], moment: Moment) -> Readiness:
    """All checks for somebody with these roles, in the order of the first day."""
    checks = sorted((one for one in CHECKS.values() if one.for_roles & roles), key=lambda one: one.step)
    needed = [check for check in checks if check.needed]
    useful = [check for check in checks if not check.needed]
    return Readiness(_rows(needed, moment, 1), _rows(useful, moment, len(needed) + 1))


def _rows(checks: list[Check], moment: Moment, first: int) -> list[Row]:
    return [Row(number, check, check.find(moment)) for number, check in enumerate(checks, start=first)]


def starts_here(roles: frozenset[str]) -> bool:
    """Is this the page from which somebody with these roles starts, because nothing else is there to be done yet?"""
    return bool(roles & KEEPERS) and any(one.has_begun and not one.has_begun() for one in CHECKS.values())


NOTHING_YET = _("none yet")


def usual_words(code: str) -> str:
    """Where the usual words are offered, at the dictionary of this code; back here afterwards."""
    return f"{reverse('usual_words')}?from=ready#{code}"
