"""Points drawn again: how far a unit's score would lie from where it is, had other points like its own been visited.

The second half reads tables of replicates: a row a unit, a column a replicate, scores in whole hundredths.

Pure: no database, no clock, no chance but the seed's. numpy is imported where it is used, so that only who works intervals out
holds it in memory. Why it is done so stands at the top of inspections/uncertainty.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from inspections.point_values import Cell, Sample

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.random import Generator

PRIOR = 4
"""Degrees of freedom that a cell borrows from the points of its kind in the whole group."""

AT_ONCE = 1 << 20
"""Numbers that are held in memory at once while points are drawn and columns are ranked."""


def stretched(values: tuple[float, ...]) -> list[float]:
    """Distances from the mean of n >= 2 values, times sqrt(n / (n - 1)): their mean square is the unbiased variance."""
    count, mean = len(values), sum(values) / len(values)
    return [(value - mean) * sqrt(count / (count - 1)) for value in values]


class Pool(NamedTuple):
    """Distances of points from the mean of their cell, ascending; their mean square (points squared); degrees of freedom."""

    distances: ndarray
    square: float
    degrees: int


def pool_of(cells: Iterable[Cell]) -> Pool:
    import numpy as np

    cells = [cell for cell in cells if cell.degrees]
    distances = np.array(sorted(distance for cell in cells for distance in stretched(cell.values)))
    square = float((distances**2).mean()) if len(distances) else 0.0
    return Pool(distances, square, sum(cell.degrees for cell in cells))


class Pools:
    """The distances of all points of a ranking group, by kind and over all kinds."""

    def __init__(self, samples: Iterable[Sample]):
        cells = [cell for sample in samples for cell in sample.cells]
        by_kind = defaultdict(list)
        for cell in cells:
            by_kind[cell.kind].append(cell)
        self.of_kind = {kind: pool_of(own) for kind, own in by_kind.items()}
        self.of_all = pool_of(cells)

    @property
    def known(self) -> bool:
        """Has any unit two points of one kind? Else nothing says how much points differ."""
        return self.of_all.degrees > 0

    def lent_to(self, cell: Cell) -> Pool:
        """From the points of its kind in other units, or of all kinds where there are none; with at most PRIOR degrees."""
        own, pool = cell.degrees, self.of_kind[cell.kind]
        if pool.degrees == own:
            pool = self.of_all
        return pool._replace(degrees=min(PRIOR, pool.degrees - own))


class Spread(NamedTuple):
    """A cell's part in the score's variance (points squared), and the degrees of freedom that stand behind it (>= 1)."""

    variance: float
    degrees: int


def spread_of(cell: Cell, pools: Pools) -> Spread:
    """Its own variance and the borrowed one, weighted by their degrees of freedom; pools.known is true."""
    count, lent = len(cell.values), pools.lent_to(cell)
    squares = lent.degrees * lent.square
    if cell.degrees:
        squares += cell.degrees / count * sum(distance**2 for distance in stretched(cell.values))
    degrees = cell.degrees + lent.degrees
    return Spread(cell.share**2 * squares / degrees / count, degrees)


def standard_error(sample: Sample, pools: Pools) -> float:
    """Of the unit's score, in points, >= 0."""
    return sqrt(sum(spread_of(cell, pools).variance for cell in sample.cells))


def degrees_of_freedom(spreads: list[Spread]) -> float:
    """Of the whole unit (Satterthwaite 1946), >= 1; cells that don't vary count by their number of points."""
    total = sum(spread.variance for spread in spreads)
    if total == 0:
        return float(sum(spread.degrees for spread in spreads))
    return 1 / sum((spread.variance / total) ** 2 / spread.degrees for spread in spreads)


def distances(sample: Sample, pools: Pools, replicates: int, seed: str) -> ndarray:
    """float32 of shape (replicates,): replicate scores less the score, in points, before limits and rounding.

    They have Student's distribution about: sums of drawn distances, over the root of a chi-square per degree of freedom. The
    generator is PCG64, its state the SHA-256 of the seed's UTF-8 text.
    """
    import numpy as np

    chance = np.random.Generator(np.random.PCG64(int.from_bytes(sha256(seed.encode()).digest())))
    degrees = degrees_of_freedom([spread_of(cell, pools) for cell in sample.cells])
    away = np.zeros(replicates)
    for cell in sample.cells:
        away += cell.share * _drawn(cell, pools.lent_to(cell), replicates, chance)
    return (away / np.sqrt(chance.chisquare(degrees, replicates) / degrees)).astype(np.float32)


def _drawn(cell: Cell, lent: Pool, replicates: int, chance: Generator) -> ndarray:
    """Means of as many drawn distances as the cell has points, one a replicate: float64 of shape (replicates,)."""
    import numpy as np

    count = len(cell.values)
    own = np.array(stretched(cell.values) if cell.degrees else [])
    both = np.concatenate([own, lent.distances]) if lent.degrees else own
    share = cell.degrees / (cell.degrees + lent.degrees)
    means, step = np.empty(replicates), max(1, AT_ONCE // count)
    for start in range(0, replicates, step):
        draws = chance.random((count, min(step, replicates - start)))
        # The first `share` of the unit interval falls on the cell's own points, the rest on the borrowed ones.
        mine = draws * (len(own) / share) if cell.degrees else 0
        theirs = len(own) + (draws - share) * (len(lent.distances) / (1 - share)) if lent.degrees else 0
        places = np.where(draws < share, mine, theirs).astype(np.int32)
        means[start : start + step] = both[np.minimum(places, len(both) - 1)].sum(axis=0) / count
    return means


def row_interval(table: ndarray, level: float) -> tuple[ndarray, ndarray]:
    """Lowest and highest value of each row, between which at least `level` of its replicates lie."""
    import numpy as np

    tail = (1 - level) / 2
    low, high = np.quantile(table, [tail, 1 - tail], axis=1, method="inverted_cdf")
    return low, high


def column_ranks(table: ndarray) -> ndarray:
    """Competition ranks within each column of scores, the highest first: what ranking.competition_ranks does, column by column."""
    import numpy as np

    units, replicates = table.shape
    ranks, width = np.empty(table.shape, np.int32), max(1, AT_ONCE // units)
    positions = np.arange(units, dtype=np.int32)[:, None]
    for start in range(0, replicates, width):
        part = -table[:, start : start + width]
        order = np.argsort(part, axis=0)
        ordered = np.take_along_axis(part, order, axis=0)
        opens = np.vstack([np.ones((1, part.shape[1]), bool), ordered[1:] != ordered[:-1]])
        places = np.maximum.accumulate(np.where(opens, positions, 0), axis=0) + 1
        np.put_along_axis(ranks[:, start : start + width], order, places.astype(np.int32), axis=0)
    return ranks


def list_chances(table: ndarray, listed: int) -> tuple[ndarray, ndarray]:
    """How often each row is on the red and on the black list; 1 <= listed <= rows. Who is on both is on the red one."""
    import numpy as np

    highest = np.partition(table, -listed, axis=0)[-listed]
    lowest = np.partition(table, listed - 1, axis=0)[listed - 1]
    top = table >= highest
    return top.mean(axis=1), ((table <= lowest) & ~top).mean(axis=1)
