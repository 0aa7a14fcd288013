"""How cleaning teams did when they were assessed. Assessments are made on a floor above; it registers how they are read here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class TeamResult:
    """A team's result in one assessment. adjustment: rewards (+) and penalties (-) that are part of the score, in points.
    reward: what it brought by the town's rule, in words; '' for nothing that the user may read."""

    name: str
    url: str
    on: date
    score: Decimal | None
    rank: int | None
    adjustment: Decimal
    points: int
    reward: str = ""


Reader = Callable[..., dict[int, list[TeamResult]]]
"""reader(teams, user, newest): team > its newest results that the user may read, the newest first."""

_readers: list[Reader] = []


def read_with(reader: Reader) -> None:
    """Registers how results are read; for the `ready` of an app."""
    _readers.append(reader)


def results_of(teams: Sequence, user, newest: int) -> dict[int, list[TeamResult]]:
    """team (core.Unit) > its newest results, the newest first; teams without any are left out."""
    found: dict[int, list[TeamResult]] = {}
    for reader in _readers:
        for team, results in reader(teams, user, newest).items():
            found.setdefault(team, []).extend(results)
    return {team: sorted(results, key=lambda one: one.on, reverse=True)[:newest] for team, results in found.items()}
