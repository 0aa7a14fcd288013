"""The draw (抽签): which points are visited, by whom, and which of them twice. Pure: no database, no clock, no chance.

Everything hangs on one seed, and on nothing that could be chosen afterwards. Anybody can repeat it by hand:

    ticket(words) = HMAC-SHA256, key: the seed as UTF-8, message: the words as UTF-8 with a line feed between them; in hex.

Smaller tickets come first. A point's words are its purpose, "point" and its code; a unit's: purpose, "unit", name; a kind's
in a unit: purpose, "kind", unit, kind. The order in which points are listed plays no part. The next point is always one

    1. of a unit that has the fewest drawn so far, the smallest ticket of a unit deciding between equals;
    2. of the kind that has the fewest drawn so far in this unit, then the kind's smallest ticket;
    3. with the smallest ticket of its own.

First every stratum (in the order of its name) gets its least number, or all that it has; then the lot goes on to the wanted
size. So units differ by more than 1 only where a least number asks for it or a unit has no more points.
"""

import hmac
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

METHOD = "hmac-sha256-v1"
SOONEST, LATEST = timedelta(days=7), timedelta(days=21)
"""Between a visit and its blind revisit (the domain rules, section 5)."""


class Stratum(StrEnum):
    """What has a least number of its own: each kind of point, or each kind within each unit."""

    KIND = "kind"
    UNIT_AND_KIND = "unit_kind"


@dataclass(frozen=True)
class Place:
    """A point that may be drawn. code: once in a lot. barred: numbers of the inspectors who may not visit it."""

    code: str
    unit: str
    kind: str
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Terms:
    """least: points of each stratum, 0 or more. size: points in all. twice: percent of them that are scored twice, 0 to 100.
    inspectors: how many there are; they have the numbers 1 to that."""

    stratum: Stratum
    least: int
    size: int
    twice: int
    inspectors: int


@dataclass(frozen=True)
class Drawn:
    """A point of the lot with the number of its inspector, and of the second one where it is scored twice."""

    place: Place
    first: int | None
    second: int | None = None


def hash_of(seed: str) -> str:
    """What is published before: the SHA-256 of the seed's UTF-8 text, in hex."""
    return sha256(seed.encode()).hexdigest()


def ticket(seed: str, *words: str) -> str:
    """64 hex digits that nobody can foresee without the seed and everybody finds again with it."""
    return hmac.new(seed.encode(), "\n".join(words).encode(), sha256).hexdigest()


def draw_points(
    seed: str, places: Iterable[Place], *, stratum: Stratum, least: int, size: int, purpose: str = "visit"
) -> list[Place]:
    """The lot, in the order drawn. It has `size` points, more where the least numbers ask for it, fewer where there are fewer."""
    left, rank = set(places), _Rank(seed, purpose)
    drawn: list[Place] = []

    def take(candidates: set[Place]) -> None:
        chosen = min(candidates, key=rank.of)
        rank.count(chosen)
        left.remove(chosen)
        drawn.append(chosen)

    strata = _strata(left, stratum)
    for name in sorted(strata):
        have = sum(place in strata[name] for place in drawn)
        for _one in range(min(least, len(strata[name])) - have):
            take(strata[name] & left)
    while left and len(drawn) < size:
        take(left)
    return drawn


def _strata(places: Iterable[Place], stratum: Stratum) -> dict[tuple[str, ...], set[Place]]:
    strata: dict[tuple[str, ...], set[Place]] = {}
    for place in places:
        name = (place.unit, place.kind) if stratum == Stratum.UNIT_AND_KIND else (place.kind,)
        strata.setdefault(name, set()).add(place)
    return strata


class _Rank:
    """Whose turn it is: the order of the three rules at the top of this file. Tickets are worked out once."""

    def __init__(self, seed: str, purpose: str):
        self.seed, self.purpose = seed, purpose
        self.units: Counter[str] = Counter()
        self.cells: Counter[tuple[str, str]] = Counter()
        self.tickets: dict[tuple[str, ...], str] = {}

    def of(self, place: Place) -> tuple:
        unit = (self.units[place.unit], self._ticket("unit", place.unit))
        kind = (self.cells[place.unit, place.kind], self._ticket("kind", place.unit, place.kind))
        return *unit, *kind, self._ticket("point", place.code), place.code

    def count(self, place: Place) -> None:
        self.units[place.unit] += 1
        self.cells[place.unit, place.kind] += 1

    def _ticket(self, *words: str) -> str:
        if words not in self.tickets:
            self.tickets[words] = ticket(self.seed, self.purpose, *words)
        return self.tickets[words]


def revisit_window(visited: date, first: date, last: date) -> tuple[date, date] | None:
    """The days of a round from `first` to `last` that are 7 to 21 days after a visit; None where there is no such day."""
    start, end = max(first, visited + SOONEST), min(last, visited + LATEST)
    return (start, end) if start <= end else None


def share_out(
    jobs: Iterable[tuple[Hashable, Callable[[Hashable], bool]]],
    people: Sequence[Hashable],
    load: Mapping[Hashable, int],
) -> dict[Hashable, Hashable | None]:
    """{job: person}, each job to whoever may do it and has the fewest so far, the first in `people` among equals.

    jobs: each with a question whether a person may do it, in the order in which they are given out. None: nobody may.
    load: how many each person has already.
    """
    count, chosen = Counter(load), {}
    for job, may_do in jobs:
        free = [person for person in people if may_do(person)]
        chosen[job] = min(free, key=lambda person: count[person]) if free else None
        if free:
            count[chosen[job]] += 1
    return chosen


def hold_draw(seed: str, places: Iterable[Place], terms: Terms) -> list[Drawn]:
    """The whole draw: the lot, its inspectors evenly, and the share that is scored twice; in the order drawn.

    Points that few inspectors may visit are given out first. Who is first among inspectors with equally many is drawn too.
    The points scored twice are a lot within the lot, evenly over units, as many as the percentage asks for, rounded up.
    """
    lot = draw_points(seed, places, stratum=terms.stratum, least=terms.least, size=terms.size)
    people = sorted(range(1, terms.inspectors + 1), key=lambda one: ticket(seed, "inspector", str(one)))
    first = _given_out(lot, people, {})
    wanted = -(-len(lot) * terms.twice // 100)
    again = [place for place in lot if terms.inspectors - len(place.barred) >= 2] if wanted else []
    twice = draw_points(seed, again, stratum=terms.stratum, least=0, size=wanted, purpose="twice")
    second = _given_out(twice, people, first)
    return [Drawn(place, first[place.code], second.get(place.code)) for place in lot]


def _given_out(lot: list[Place], people: list[int], first: Mapping[str, int | None]) -> dict[str, int | None]:
    """{code: number of the inspector}, never who has the point already by `first`."""

    def may_visit(place: Place) -> Callable[[int], bool]:
        return lambda one: one not in place.barred and first.get(place.code) != one

    hardest = sorted(lot, key=lambda place: -len(place.barred))
    return share_out(((place.code, may_visit(place)) for place in hardest), people, Counter(first.values()))
