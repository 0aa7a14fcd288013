"""Cases that break a plan's control lines. What a case is, a higher floor knows: it says so when it is ready (`tell_of_cases`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from campaign.models import ControlLineKind
from core.models import User


@dataclass(frozen=True)
class Case:
    """A case in a list. kind: key of the kind of line it breaks; state: in words; light: as in core.marks, '' if none;
    at: latitude and longitude where they are known."""

    title: str
    path: str
    kind: int
    number: str
    state: str
    found_on: date
    light: str = ""
    at: tuple[float, float] | None = None


Source = Callable[[Iterable[ControlLineKind], User, datetime], list[Case]]
_sources: list[Source] = []


def tell_of_cases(source: Source) -> None:
    """Adds a source: given kinds of line, a user and the moment it gives the cases that this user may see, the latest first."""
    _sources.append(source)


def cases_against(kinds: Iterable[ControlLineKind], user: User, now: datetime) -> list[Case]:
    """The cases that break lines of these kinds, the latest first; nothing where there are no lines."""
    kinds = list(kinds)
    if not kinds:
        return []
    found = [case for source in _sources for case in source(kinds, user, now)]
    return sorted(found, key=lambda case: case.found_on, reverse=True)
