"""How much of the differences between units is the inspectors: scores as if the average inspector had seen every unit.

Pure: no database, no clock, no chance. The official score is the rule-book's and is not touched. The rule is that of the domain,
section 5: a shrunken additive model, share awarded = unit + inspector + item + round + error, in two steps.

1. Items: share = cell + item, least squares weighted by the maximum points; a cell is what one inspector scored in one unit in
   one round. What is left of a cell, its value, is free of which items were judged there.
2. Inspectors: value = unit + inspector + round + error, least squares weighted by visits, with a ridge towards 0 on the
   inspectors. Its weight is the ratio of the two variances that restricted maximum likelihood (REML; Patterson & Thompson 1971)
   finds in the data, over a grid; where the data show no difference between inspectors, it shrinks them all to 0. Visits, not
   single items, are what counts as a repetition: the items on one sheet are about the same place on the same day.

Nothing is adjusted where the data can't tell inspectors from what they saw (`Outcome`, `Reason`). No inspector's severity leaves
this module: places are ranked, people never.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from inspections.scoring import rounded

if TYPE_CHECKING:
    from numpy import ndarray

METHOD = "additive-reml-v1"

LEAST_VISITS = 5
"""So many visits each inspector must have made: with fewer, chance alone looks like severity."""

LEAST_SPARE = 5
"""So many cells there must be beyond the unknowns of step 2, or nothing says how much cells differ by chance."""

NOTHING = 1e-9
"""What is smaller than this part of the sum of weights is a float's slip."""


class Outcome(StrEnum):
    """Was it adjusted, and if not: one inspector saw everything; not enough is shared; there are no sheets by a known hand."""

    ADJUSTED = "adjusted"
    ONE_INSPECTOR = "one_inspector"
    NOT_CONNECTED = "not_connected"
    NO_SHEETS = "no_sheets"


class Reason(StrEnum):
    """Why NOT_CONNECTED. apart: units and inspectors fall into parts that share no visit. mixed_up: inspectors differ in the
    items or the rounds they had, so these can't be told from severity. few_visits: LEAST_VISITS or LEAST_SPARE isn't reached."""

    NONE = ""
    APART = "apart"
    MIXED_UP = "mixed_up"
    FEW_VISITS = "few_visits"


class Judged(NamedTuple):
    """One item over all the scores that one inspector gave it in one unit in one round; a database sums these up.

    times: how many, >= 1. awarded, maximum: points in all; rows with a maximum of 0 (bonuses) are left out, as are those
    without an inspector.
    """

    unit: Hashable
    inspector: Hashable | None
    item: Hashable
    round: Hashable
    times: int
    awarded: Decimal
    maximum: Decimal


@dataclass(frozen=True)
class Severity:
    """What came out. inspectors: how many. parts: units by part that shares no visit with another, more than one: `apart`.

    spread: standard deviation between inspectors, in points of 100, 2 places; 0: no difference shows. corrections: points to
    add to a unit's score, 2 places, for every unit seen. Both are empty unless ADJUSTED.
    """

    outcome: Outcome
    reason: Reason = Reason.NONE
    inspectors: int = 0
    parts: list[list] = field(default_factory=list)
    spread: Decimal | None = None
    corrections: dict[Hashable, Decimal] = field(default_factory=dict)

    def adjusted(self, unit: Hashable, score: Decimal) -> Decimal | None:
        """The score as the average inspector would have given it, 0..100 (or the score itself, where that is above 100)."""
        if unit not in self.corrections:
            return None
        return min(max(score, Decimal(100)), max(Decimal(0), score + self.corrections[unit]))


def adjust_for_severity(rows: Iterable[Judged], about: Hashable | None = None) -> Severity:
    """Corrections of the units' scores, or why there are none. Cost after summing up: by cells x items, not by scores.

    about: the round whose scores are to be corrected, where the rows hold other rounds too, in which the same inspectors went to
    other units: these help to tell severity from what was seen. None: all rounds together.
    """
    known = (row for row in rows if row.inspector is not None and row.maximum > 0)
    rows = sorted(known, key=lambda row: [str(name) for name in row[:4]])
    if not rows:
        return Severity(Outcome.NO_SHEETS)
    parts = connected_parts((row.unit, row.inspector) for row in rows)
    count = len({row.inspector for row in rows})
    if count == 1:
        return Severity(Outcome.ONE_INSPECTOR, inspectors=1, parts=parts)
    refused = {"outcome": Outcome.NOT_CONNECTED, "inspectors": count, "parts": parts}
    if len(parts) > 1:
        return Severity(reason=Reason.APART, **refused)
    cells = _Cells(rows)
    if cells.fewest_visits() < LEAST_VISITS:
        return Severity(reason=Reason.FEW_VISITS, **refused)
    values = cells.values()
    normal = None if values is None else _Normal(cells, values)
    if normal is None or normal.mixed_up:
        return Severity(reason=Reason.MIXED_UP, **refused)
    if normal.spare < LEAST_SPARE:
        return Severity(reason=Reason.FEW_VISITS, **refused)
    effects, spread = normal.shrunken()
    return Severity(Outcome.ADJUSTED, Reason.NONE, count, parts, _points(spread), cells.corrections(effects, about))


def _points(share: float) -> Decimal:
    return rounded(Decimal(100 * share)) + 0


def connected_parts(pairs: Iterable[tuple[Hashable, Hashable]]) -> list[list]:
    """Units by the part they are in, of the graph that (unit, inspector) pairs make; parts and units in the order of
    their text."""
    parent: dict = {}

    def root(node):
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for unit, inspector in pairs:
        parent[root(("unit", unit))] = root(("inspector", inspector))
    parts = defaultdict(list)
    for side, name in list(parent):
        if side == "unit":
            parts[root((side, name))].append(name)
    return sorted((sorted(part, key=str) for part in parts.values()), key=lambda part: str(part[0]))


def _numbers(names: Iterable[Hashable]) -> tuple[list[int], int]:
    """Each name's number, from 0 in the order in which names first come, and how many names there are."""
    numbers: dict = {}
    return [numbers.setdefault(name, len(numbers)) for name in names], len(numbers)


class _Cells:
    """Rows by cell. unit, inspector, round: ints of shape (cells,). visits: the most often judged item's times, as an item stands
    once on a sheet; shape (cells,)."""

    def __init__(self, rows: list[Judged]):
        import numpy as np

        self.units = list(dict.fromkeys(row.unit for row in rows))
        self.of_row, self.count = _numbers((row.unit, row.inspector, row.round) for row in rows)
        self.item, self.items = _numbers(row.item for row in rows)
        first = dict(zip(reversed(self.of_row), reversed(rows), strict=True))
        cells = [first[number] for number in range(self.count)]
        (unit, _), (inspector, self.inspectors), (round, self.rounds) = (
            _numbers(getattr(cell, name) for cell in cells) for name in ("unit", "inspector", "round")
        )
        self.unit, self.inspector, self.round = np.array(unit), np.array(inspector), np.array(round)
        self.names_of_rounds = [cell.round for cell in cells]
        times = np.zeros((self.count, self.items))
        np.add.at(times, (self.of_row, self.item), [row.times for row in rows])
        self.visits = times.max(axis=1)
        self.weight = np.array([float(row.maximum) for row in rows])
        self.share = np.array([float(row.awarded / row.maximum) for row in rows])

    def fewest_visits(self) -> float:
        import numpy as np

        return np.bincount(self.inspector, self.visits).min()

    def values(self) -> ndarray | None:
        """Step 1: float64 of shape (cells,); None where the items fall into sets that no cell has in common."""
        import numpy as np

        weights = np.zeros((self.count, self.items))
        np.add.at(weights, (self.of_row, self.item), self.weight)
        totals = weights.sum(axis=1)
        means = np.bincount(self.of_row, self.weight * self.share) / totals
        normal = np.diag(weights.sum(axis=0)) - weights.T @ (weights / totals[:, None])
        right = np.bincount(self.item, self.weight * self.share) - weights.T @ means
        inverse, rank = _inverse(normal, float(totals.sum()))
        return means - weights @ (inverse @ right) / totals if rank == self.items - 1 else None

    def corrections(self, effects: ndarray, about: Hashable | None) -> dict[Hashable, Decimal]:
        """What the inspectors of each unit took from it, given back: less the mean of their effects, by visits."""
        import numpy as np

        meant = [about is None or round == about for round in self.names_of_rounds]
        visits = np.where(meant, self.visits, 0)
        sums, totals = np.bincount(self.unit, visits * effects[self.inspector]), np.bincount(self.unit, visits)
        return {unit: _points(-float(one / n)) for unit, one, n in zip(self.units, sums, totals, strict=True) if n}


def _inverse(matrix: ndarray, scale: float) -> tuple[ndarray, int]:
    """(generalised inverse, rank) of a symmetric matrix made of sums that together are `scale`."""
    import numpy as np

    roots, axes = np.linalg.eigh(matrix)
    kept = roots > NOTHING * scale
    return (axes[:, kept] / roots[kept]) @ axes[:, kept].T, int(kept.sum())


class _Normal:
    """Step 2 with units and rounds eliminated: what is left of the normal equations are as many as there are inspectors."""

    def __init__(self, cells: _Cells, values: ndarray):
        import numpy as np

        rounds, people = np.eye(cells.rounds)[cells.round], np.eye(cells.inspectors)[cells.inspector]
        design = np.hstack([rounds, people, values[:, None]])
        weighted = design * cells.visits[:, None]
        by_unit = np.zeros((len(cells.units), design.shape[1]))
        np.add.at(by_unit, cells.unit, weighted)
        visits = np.bincount(cells.unit, cells.visits)
        within = design.T @ weighted - by_unit.T @ (by_unit / visits[:, None])
        first = cells.rounds
        over_rounds, rank = _inverse(within[:first, :first], float(visits.sum()))
        left = within[first:, first:] - within[first:, :first] @ over_rounds @ within[:first, first:]
        self.roots, self.axes = np.linalg.eigh(left[:-1, :-1])
        self.right = self.axes.T @ left[:-1, -1]
        self.rest = max(float(left[-1, -1]), 0.0)
        self.degrees = cells.count - len(cells.units) - rank
        self.told_apart = int((self.roots > NOTHING * visits.sum()).sum())
        self.mixed_up = self.told_apart < cells.inspectors - 1
        self.spare = self.degrees - self.told_apart

    def shrunken(self) -> tuple[ndarray, float]:
        """(each inspector's effect, their standard deviation), as shares; the effects sum to 0."""
        import numpy as np

        typical = self.roots.sum() / self.told_apart
        ridge = min([inf, *(typical * np.logspace(-3, 3, 121))], key=self._unlikeliness)
        if ridge == inf:
            return np.zeros(len(self.roots)), 0.0
        effects = self.axes @ (self.right / (self.roots + ridge))
        # The variance is that of the effects and of what is not known of them (a step of EM, which stands still at the optimum).
        unknown = self._variance(ridge) / (np.sort(self.roots)[-self.told_apart :] + ridge)
        return effects, float((effects @ effects + unknown.sum()) / self.told_apart) ** 0.5

    def _variance(self, ridge: float) -> float:
        """Of a visit's error, were the ridge the ratio of variances; >= a millionth of a millionth."""
        return max(self.rest - float((self.right**2 / (self.roots + ridge)).sum()), 1e-12) / self.degrees

    def _unlikeliness(self, ridge: float) -> float:
        """-2 x the logarithm of the restricted likelihood, but for a constant."""
        import numpy as np

        return self.degrees * log(self._variance(ridge)) + float(np.log1p(self.roots.clip(0) / ridge).sum())
