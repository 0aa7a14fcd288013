"""What an earlier result stands on that is set beside a unit's, where units were merged, split or renamed since: ONE room for all
comparisons.

A merged unit is set beside the pooled result of those that it is made of, a part beside the unit that was split, a unit that has
the records of another one beside that one; through any number of such steps. Each says so (`Footing`); a rank is compared only where
the same unit had it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from core.models import ChangeKind, StepPart, Unit, UnitStep
from dashboards.comparison import Scored, weighted_mean
from dashboards.selectors.outcome import Footing, FootingKind, Outcome, Outcomes
from inspections.models import Round
from inspections.scoring import rounded


class Member(NamedTuple):
    """A unit that took over or was taken over. Days are None where nobody noted them."""

    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Lineage:
    """predecessors: unit > all units that went into it, however many steps ago. origins: part > the unit that was split."""

    predecessors: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    origins: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, Member] = field(default_factory=dict)

    def until(self, day: date | None) -> "Lineage":
        """Only what had been merged before this day: a page of a past year stays as it was."""
        if day is None or not self.predecessors:
            return self

        def merged(old: int) -> bool:
            ended = self.members[old].ends_on
            return ended is None or ended < day

        kept = {pk: tuple(old for old in olds if merged(old)) for pk, olds in self.predecessors.items()}
        return Lineage({pk: olds for pk, olds in kept.items() if olds}, {}, self.members)

    def went_into(self, units: Iterable[int | None]) -> set[int]:
        """All that these units are made of, or were split from, however many steps ago."""
        found: list[int | None] = list(units)
        shown = set(found)
        for pk in found:  # grows while it is gone through
            olds = (*self.predecessors.get(pk, ()), *filter(None, [self.origins.get(pk)]))
            found += [old for old in dict.fromkeys(olds) if old not in found]
        return set(found) - shown

    def standing(self, pk: int, day: date) -> list[int]:
        """Of the unit and those that went into it: which existed on this day."""
        return [one for one in (pk, *self.predecessors.get(pk, ())) if self._existed(one, day)]

    def missing(self, pk: int, day: date, found: Iterable[int]) -> list[int]:
        """Of those: which have no record among these."""
        return [one for one in self.standing(pk, day) if one not in found] if pk in self.members else []

    def wholes(self, pk: int, day: date, found: Iterable[int]) -> list[int]:
        """Of those with a record of this day: which were split later, or merged and then split, and a part went into the unit."""
        wholes: list[int] = []
        parts = [pk, *self.predecessors.get(pk, ())]
        for part in parts:  # grows while it is gone through
            if part in found or self._existed(part, day) or part not in self.origins:
                continue
            olds = (self.origins[part], *self.predecessors.get(self.origins[part], ()))
            there = [old for old in olds if old in found]
            wholes += [old for old in there if old not in wholes]
            parts += [] if there else [old for old in olds if old not in parts]
        return wholes

    def _existed(self, pk: int, day: date) -> bool:
        """As far as is known: of one that neither took over nor was taken over nothing is."""
        if pk not in self.members:
            return False
        member = self.members[pk]
        if member.ends_on and member.ends_on < day:
            return False
        if member.starts_on:
            return member.starts_on <= day
        olds = self.predecessors.get(pk, ())
        return not olds or any(self.members[old].ends_on for old in olds)


def lineage_of(units: Mapping[int, Unit]) -> Lineage:
    """Of these units. Two queries, and none where no unit among them has ended."""
    if not any(unit.successor_id or unit.ends_on for unit in units.values()):
        return Lineage()
    names = (
        "pk",
        "name",
        "starts_on",
        "ends_on",
        "successor",
        "successor__name",
        "successor__starts_on",
        "successor__ends_on",
    )
    into, members = {}, {}
    for pk, name, start, end, heir, *of_heir in Unit.objects.exclude(successor=None).values_list(*names):
        into[pk], members[pk] = heir, Member(name, start, end)
        members.setdefault(heir, Member(*of_heir))
    return Lineage(_predecessors(into), _origins(), members)


def _predecessors(into: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    found = defaultdict(list)
    for old in into:
        current, seen = old, {old}
        while (current := into.get(current)) and current not in seen:
            seen.add(current)
            found[current].append(old)
    return {pk: tuple(olds) for pk, olds in found.items()}


def _origins() -> dict[int, int]:
    old, parts = {}, []
    steps = UnitStep.objects.filter(change__kind=ChangeKind.SPLIT).exclude(part=StepPart.CARRIED)
    for change, unit, part in steps.values_list("change", "unit", "part"):
        if part == StepPart.ENDED:
            old[change] = unit
        elif part == StepPart.BEGUN:
            parts.append((change, unit))
    return {unit: old[change] for change, unit in parts if change in old}


def pooled_score(sums: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """100 x (sum awarded) / (sum of maxima), half-up to two places; None where one of them is not known, or nothing counted."""
    sums = list(sums)
    if any(awarded is None or maximum is None for awarded, maximum in sums):
        return None
    possible = sum((maximum for _awarded, maximum in sums), Decimal(0))
    if not possible:
        return None
    return rounded(Fraction(100) * Fraction(sum(awarded for awarded, _maximum in sums)) / Fraction(possible))


def earlier_of(pk: int, found: Mapping[int, str], lineage: Lineage, day: date) -> tuple[list[int], Footing | None]:
    """Whose earlier records stand beside a unit's, and on what footing; None: its own alone. ([], None): nobody's.

    found: those that have such records of this day, with their names then. All that went into the unit count, and what a part of
    which went into it: nobody knows what the part alone would have had.
    """
    there = [one for one in (pk, *lineage.predecessors.get(pk, ())) if one in found]
    wholes = [one for one in lineage.wholes(pk, day, found) if one not in there]
    missing = tuple(lineage.members[one].name for one in lineage.missing(pk, day, found))
    names, whole = (tuple(found[one] for one in olds) for olds in (there, wholes))
    if not there:
        return (wholes, Footing(FootingKind.BEFORE_SPLIT, whole, missing)) if wholes else ([], None)
    if there == [pk] and not missing and not wholes:
        return there, None
    if len(there) == 1 and there != [pk] and not missing and not wholes:
        return there, Footing(FootingKind.FORMER, names)
    return [*there, *wholes], Footing(FootingKind.POOLED, names, missing, whole)


def inherited(found: Outcomes, lineage: Lineage, day: date, units: Mapping[int, Unit]) -> Outcomes:
    """Outcomes of a round on this day, of units that were others then.

    What has the records of one other unit alone has its score and rank. What several went into has their pooled score and no
    rank: the place of a unit that did not exist is not known. A part has the score of the whole before the split, and no rank.
    """
    carried, names = {}, {pk: outcome.unit.name for pk, outcome in found.items() if outcome.unit}
    for pk in {**lineage.predecessors, **lineage.origins}:
        olds, footing = earlier_of(pk, names, lineage, day)
        if footing is None:
            continue
        if footing.kind == FootingKind.POOLED or len(olds) > 1:
            carried[pk] = pooled(units.get(pk), [found[old] for old in olds], footing)
            continue
        carried[pk] = replace(found[olds[0]], footings=(footing,))
        if footing.kind == FootingKind.BEFORE_SPLIT:
            carried[pk] = replace(carried[pk], rank=None, tied=False, rank_by_score=None, sure=None)
    return carried


def pooled(unit: Unit | None, parts: list[Outcome], footing: Footing) -> Outcome:
    """Several units' outcomes in a round as one: over their exact points, or where a bulletin gave scores alone their mean."""
    score = pooled_score((part.awarded, part.maximum) for part in parts)
    exact = score is not None
    if not exact:
        footing = footing._replace(kind=FootingKind.MEAN) if footing.kind == FootingKind.POOLED else footing
        score = weighted_mean(Scored(part.score, Decimal(1)) for part in parts if part.score is not None)
    return Outcome(
        unit or parts[0].unit,
        score,
        points=sum(part.points for part in parts),
        awarded=sum((part.awarded for part in parts), Decimal(0)) if exact else None,
        maximum=sum((part.maximum for part in parts), Decimal(0)) if exact else None,
        footings=(footing,),
    )


def only_own_parts(found: dict[Round, Outcome]) -> dict[Round, Outcome]:
    """Where a part has results of its own among these rounds, those of the whole before the split are left out: half a year of
    the one and half a year of the other would be nobody's."""
    own = {round: outcome for round, outcome in found.items() if not _is_before_split(outcome)}
    return own or found


def _is_before_split(outcome: Outcome) -> bool:
    return any(one.kind == FootingKind.BEFORE_SPLIT for one in outcome.footings)
