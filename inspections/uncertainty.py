"""How sure a rank is: a bootstrap over the points of each kind, for the units of one ranking group.

Pure: no database, no clock, no chance but the seed's. The official score is the rule-book's and is not touched; floats serve
the statistics only. The rule is that of the domain, section 5; what the intervals answer is: had other points like these been
visited, where would the unit stand? Ranks from replicates: Goldstein & Spiegelhalter 1996; Hall & Miller 2009.

A replicate gives every unit n new points of each kind of which it has n, works the score out by the rule-book (rounding,
adjustment, limits) and ranks the group. Small numbers of points are where a plain bootstrap is too sure; three rules help:

- A point's distance from the mean of its cell (the points of a kind in a unit) is stretched by sqrt(n / (n - 1)), so that the
  replicates have the variance s^2 / n without bias, as in the rescaled bootstrap (Rao & Wu 1988).
- A cell borrows: it counts its own n - 1 degrees of freedom and up to PRIOR (inspections/resampling.py) more from the points of
  this kind in the whole group, in whose shares a replicate draws its points (the shrunken variance of Smyth 2004, drawn instead
  of calculated). So a single point, or two that are equal by luck, are not taken for certainty. Where no other unit has two
  points of the kind, the points of all kinds are borrowed from; where nobody has two points of any kind, nothing is known and
  the outcome says so.
- Each replicate's distance is divided by the root of a chi-square over its degrees of freedom (Satterthwaite 1946), which makes
  Student's t of the normal: the spread itself is only estimated.

By simulation 90% intervals of scores hold the truth in 90 to 93 of 100 cases in groups of ten units, from 2 points a unit to 20,
whether the units' points vary alike or not; in 87 for a unit that is alone and has 2 points. Intervals of ranks do as well where
units differ. Among many units that are all but equal it is 86, because who is first today owes part of that to luck (Xie, Singh
& Zhang 2009): there the tiers are what to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from inspections import resampling
from inspections.point_values import Sample
from inspections.ranking import competition_ranks
from inspections.scoring import final_score, rounded

if TYPE_CHECKING:
    from numpy import ndarray

METHOD = "bootstrap-points-v1"
REPLICATES = 2000
LEVEL = Decimal("0.9")
"""The share of replicates that an interval holds at least."""

SURE = Decimal("0.8")
"""From this probability on a unit is certain to be on its list, and two units can be told apart."""

MOST_FOLD = 64
"""Where so many times the points wouldn't settle a place, no number is named."""


@dataclass(frozen=True)
class Entrant:
    """A unit of the group. key: a text that is the same everywhere (code or name). sample: None where it has no score.

    ranked: False for a unit under the minimum of points, which is listed only. vetoed: it stands last, whatever its score.
    """

    key: str
    sample: Sample | None
    adjustment: Decimal = Decimal(0)
    ranked: bool = True
    vetoed: bool = False

    @property
    def competes(self) -> bool:
        return self.ranked and not self.vetoed


@dataclass(frozen=True)
class Certainty:
    """What is known of one unit. Scores and error in points, 2 places; probabilities 0..1, 4 places; ranks from 1.

    rank, rank_low (best), rank_high (worst), tier: None where the unit isn't ranked. error: standard error of the score.
    in_top, in_bottom: probability of being on the red or the black list; None without lists. on_top, on_bottom: is it there.
    more_points: how many more points in this unit would make its place on the list certain, if all units were visited as many
    times more; None where it is on no list, is certain already, or no number (up to MOST_FOLD times) would.
    All of the intervals and probabilities are None where nothing is known (`GroupCertainty.known`).
    """

    key: str
    points: int
    score: Decimal
    rank: int | None = None
    error: Decimal | None = None
    score_low: Decimal | None = None
    score_high: Decimal | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    in_top: Decimal | None = None
    in_bottom: Decimal | None = None
    on_top: bool = False
    on_bottom: bool = False
    tier: int | None = None
    more_points: int | None = None

    def is_certain(self, sure: Decimal = SURE) -> bool | None:
        """Is its place on the red or black list likely enough? None where it is on neither, or nothing is known."""
        chance = self.in_top if self.on_top else self.in_bottom if self.on_bottom else None
        return None if chance is None else chance >= sure


@dataclass(frozen=True)
class GroupCertainty:
    """known: False where no unit has two points of a kind, so nothing says how much points differ. units by key, best first.

    tiers: keys of ranked units that can't be told apart. From the best down, a new tier begins with the first unit of which the
    probability that it is really worse than the tier's first is at least `sure`: the same odds as for the lists, so that one
    sentence explains both. Units with a veto come last, as a tier by rule.
    """

    known: bool
    units: dict[str, Certainty] = field(default_factory=dict)
    tiers: list[list[str]] = field(default_factory=list)


def assess_group(
    entrants: Iterable[Entrant],
    *,
    seed: str,
    listed: int = 0,
    above_100: bool = False,
    replicates: int = REPLICATES,
    level: Decimal = LEVEL,
    sure: Decimal = SURE,
) -> GroupCertainty:
    """Intervals, probabilities and tiers of one ranking group; units without a score are left out.

    seed: any text; the same one gives the same outcome in whatever order units and points come. listed: how many units the red
    and the black list name each (ties stand together, a vetoed unit is always on the black one), 0: no lists. replicates >= 1;
    level and sure within 0..1.
    """
    scored = sorted((one for one in entrants if one.sample), key=lambda one: one.key)
    units = official(scored, listed, above_100)
    pools = resampling.Pools(one.sample for one in scored)
    tiers: list[list[str]] = []
    if pools.known:
        replicated = Replicates(scored, pools, seed, above_100, replicates, listed)
        units = [replicated.assessed(unit, float(level)) for unit in units]
        units = replicated.settled(replicated.placed(units, float(level)), sure)
        tiers = replicated.tiers(units, float(sure))
    tier_of = {key: number for number, tier in enumerate(tiers, 1) for key in tier}
    units.sort(key=lambda unit: (unit.rank is None, unit.rank or 0, -unit.score, unit.key))
    return GroupCertainty(pools.known, {unit.key: replace(unit, tier=tier_of.get(unit.key)) for unit in units}, tiers)


def official(scored: list[Entrant], listed: int, above_100: bool) -> list[Certainty]:
    """Scores, ranks and lists by the rule-book, with nothing of chance yet; in the order given."""
    scores = {one.key: final_score(rounded(one.sample.base), one.adjustment, above_100) for one in scored}
    competing = {one.key: scores[one.key] for one in scored if one.competes}
    places = competition_ranks(competing, last=[one.key for one in scored if one.vetoed])
    order, listed = sorted(competing.values()), min(listed, len(competing))
    units = []
    for one in scored:
        score, place = scores[one.key], places.get(one.key)
        top = bool(listed) and one.competes and score >= order[-listed]
        bottom = one.vetoed or (bool(listed) and one.competes and score <= order[listed - 1] and not top)
        rank = place.rank if place else None
        units.append(Certainty(one.key, one.sample.points, score, rank, on_top=top, on_bottom=bottom))
    return units


class Replicates:
    """The group over all replicates. Scores are whole hundredths of a point; memory: 8 bytes a unit and replicate, and as much
    again while ranks are worked out."""

    def __init__(
        self,
        scored: list[Entrant],
        pools: resampling.Pools,
        seed: str,
        above_100: bool,
        replicates: int,
        listed: int,
    ):
        self.pools, self.above_100 = pools, above_100
        self.entrants = {one.key: one for one in scored}
        self.competing = [one for one in scored if one.competes]
        self.rows = {one.key: row for row, one in enumerate(self.competing)}
        self.listed = min(listed, len(self.competing))
        self.away = {
            one.key: resampling.distances(one.sample, pools, replicates, f"{seed}\n{one.key}") for one in scored
        }
        self.table = self.scores_of(self.competing) if self.competing else None

    def scores_of(self, entrants: list[Entrant], fold: float = 1) -> ndarray:
        """int32 of shape (units, replicates): final scores by the rule-book, with `fold` times as many points (>= 1)."""
        import numpy as np

        highest = np.inf if self.above_100 else 10_000
        table = np.empty((len(entrants), len(self.away[entrants[0].key])), np.int32)
        for row, one in zip(table, entrants, strict=True):
            base = np.clip(one.sample.centre + self.away[one.key] / fold**0.5, 0, 100)
            # Half-up, as scoring.rounded does; the millionth is the float's slip on an exact half.
            base = np.floor(100 * base + 0.500001)
            row[:] = np.clip(base + round(100 * one.adjustment), 0, highest)
        return table

    def assessed(self, unit: Certainty, level: float) -> Certainty:
        """With the score's standard error and interval; a vetoed unit also with its place, which is sure by rule."""
        entrant = self.entrants[unit.key]
        row = self.scores_of([entrant]) if unit.key not in self.rows else self.table[[self.rows[unit.key]]]
        low, high = (Decimal(int(edge[0])).scaleb(-2) for edge in resampling.row_interval(row, level))
        unit = replace(
            unit,
            error=rounded(Decimal(resampling.standard_error(entrant.sample, self.pools))),
            score_low=min(low, unit.score),
            score_high=max(high, unit.score),
        )
        if entrant.vetoed:
            return replace(unit, rank_low=unit.rank, rank_high=unit.rank, in_top=Decimal(0), in_bottom=Decimal(1))
        return unit

    def placed(self, units: list[Certainty], level: float) -> list[Certainty]:
        """With intervals of rank and the chances of the lists, for the units that compete."""
        if not self.competing:
            return units
        low, high = resampling.row_interval(resampling.column_ranks(self.table), level)
        chances = resampling.list_chances(self.table, self.listed) if self.listed else None
        placed = []
        for unit in units:
            if (row := self.rows.get(unit.key)) is not None:
                unit = replace(unit, rank_low=min(int(low[row]), unit.rank), rank_high=max(int(high[row]), unit.rank))
                if chances:
                    top, bottom = (_probability(chance[row]) for chance in chances)
                    unit = replace(unit, in_top=top, in_bottom=bottom)
            placed.append(unit)
        return placed

    def settled(self, units: list[Certainty], sure: Decimal) -> list[Certainty]:
        """With the number of points that would make a place on a list certain.

        Assumed: further points are like those visited, of the same kinds in the same shares, and the scores stay as they are;
        then all distances shrink with the root of the number of points. Between two trials (each twice the root of the one
        before) the chance is taken to grow evenly with the logarithm of the number.
        """
        open_ones = {unit.key: unit for unit in units if unit.key in self.rows and unit.is_certain(sure) is False}
        before = {key: float(unit.in_top if unit.on_top else unit.in_bottom) for key, unit in open_ones.items()}
        more: dict[str, int] = {}
        step, fold, wanted = 2**0.5, 1.0, float(sure)
        while len(more) < len(open_ones) and fold < MOST_FOLD:
            fold *= step
            top, bottom = resampling.list_chances(self.scores_of(self.competing, fold), self.listed)
            for key in open_ones.keys() - more.keys():
                chance = float((top if open_ones[key].on_top else bottom)[self.rows[key]])
                if chance >= wanted:
                    reached = fold / step * step ** ((wanted - before[key]) / (chance - before[key]))
                    more[key] = max(1, ceil((reached - 1) * open_ones[key].points))
                before[key] = chance
        return [replace(unit, more_points=more.get(unit.key)) for unit in units]

    def tiers(self, units: list[Certainty], sure: float) -> list[list[str]]:
        """Keys by tier, as GroupCertainty says."""
        tiers: list[list[str]] = []
        for unit in sorted((unit for unit in units if unit.key in self.rows), key=lambda unit: (unit.rank, unit.key)):
            row = self.table[self.rows[unit.key]]
            if not tiers or (self.table[self.rows[tiers[-1][0]]] > row).mean() >= sure:
                tiers.append([])
            tiers[-1].append(unit.key)
        vetoed = [unit.key for unit in units if self.entrants[unit.key].vetoed]
        return [*tiers, vetoed] if vetoed else tiers


def _probability(share: float) -> Decimal:
    return rounded(Decimal(float(share)), 4)
