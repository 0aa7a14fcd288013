"""Comparing honestly: means over rounds, differences in points, moves of rank, years over their same rounds.

Pure: no database, no clock; scores are Decimal of two places from 0 up, ranks whole numbers from 1, None is a gap and never
zero. The rules are those of the domain, sections 4 and 5.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from inspections.scoring import rounded


class Scored(NamedTuple):
    """A unit's stored score in one round, and what the round weighs in its year (more than 0)."""

    score: Decimal
    weight: Decimal


def weighted_mean(results: Iterable[Scored]) -> Decimal | None:
    """The year's score: the weighted mean of round scores, rounded once, half-up to two places; None of nothing."""
    results = list(results)
    if not results:
        return None
    total = sum(Fraction(result.score) * Fraction(result.weight) for result in results)
    return rounded(total / sum(Fraction(result.weight) for result in results))


def difference(this: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Points (分, not percent) by which `this` is above `base`; None where either is missing."""
    return None if this is None or base is None else this - base


def places_gained(rank: int | None, before: int | None) -> int | None:
    """How many places a unit went up (positive) or down; None where either rank is missing."""
    return None if rank is None or before is None else before - rank


@dataclass(frozen=True)
class Pair:
    """This year beside last year over the rounds that both have (同期). rounds: how many; 0 where bulletins give both whole years,
    and where nothing is compared."""

    this: Decimal | None
    last: Decimal | None
    rounds: int

    @property
    def difference(self) -> Decimal | None:
        return difference(self.this, self.last)


def over_same_rounds(this: Mapping[Hashable, Scored], last: Mapping[Hashable, Scored]) -> Pair:
    """The means of both years over the rounds in which a unit has a score in both; keys are (series, number)."""
    same = [key for key in this if key in last]
    return Pair(weighted_mean(this[key] for key in same), weighted_mean(last[key] for key in same), len(same))


@dataclass(frozen=True)
class Coverage:
    """Which rounds two years have: keys are (series, number). A part is never set against a whole without saying so."""

    this: frozenset
    last: frozenset

    @property
    def same(self) -> frozenset:
        return self.this & self.last

    @property
    def is_whole(self) -> bool:
        """Both years have exactly the same rounds, so the years themselves may be compared."""
        return self.this == self.last


class Sums(NamedTuple):
    """Points on an item over its observations: exact sums."""

    awarded: Decimal
    maximum: Decimal


def rate(sums: Iterable[Sums]) -> Decimal | None:
    """得分率 as points of 100: 100 x (sum awarded) / (sum of maxima), half-up to two places; None where nothing counted."""
    sums = list(sums)
    maximum = sum((each.maximum for each in sums), Decimal(0))
    if not maximum:
        return None
    return rounded(Fraction(100) * Fraction(sum(each.awarded for each in sums)) / Fraction(maximum))


def rate_pair(this: Mapping[str, Sums], last: Mapping[str, Sums], codes: Iterable[str] | None = None) -> Pair:
    """Both years' rates over the items with these codes (all of each year when None: the raw comparison)."""
    codes = None if codes is None else set(codes)

    def chosen(year):
        return (sums for code, sums in year.items() if codes is None or code in codes)

    return Pair(rate(chosen(this)), rate(chosen(last)), 0)


def axis_for(values: Iterable[Decimal | None], step: int = 2) -> tuple[int, int] | None:
    """Where a line's vertical axis starts and ends: multiples of `step` with room for a label below and above the values.

    None without values. Never below 0; a line may start higher than that, and the page says so.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    room = Fraction(step, 4)
    low = math.floor((Fraction(min(known)) - 2 * room) / step) * step
    high = math.ceil((Fraction(max(known)) + room) / step) * step
    return max(0, low), high
