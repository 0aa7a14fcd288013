"""Losses by unit beside last year's: who lay right below the territory then, and what a unit that changed since is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from core.models import Unit
from dashboards.comparison import Pair, Sums, rate
from dashboards.selectors.outcome import Footing, Outcome
from dashboards.selectors.outcomes import ResultBook, read_results
from inspections.models import Basis, Round


@dataclass(frozen=True)
class BothYears:
    """Rates (得分率) over the same rounds of both years; last: what last year's side is made of, where not of the unit's own."""

    rate: Pair
    last: tuple[Footing, ...] = ()


@dataclass(frozen=True)
class UnitBook:
    """rounds: those in view; pairs: each with last year's same one, where there is one."""

    rounds: list[Round]
    pairs: list[tuple[Round, Round]]
    results: ResultBook
    below: frozenset[int] = field(default_factory=frozenset)

    def both_years(self, pk: int | None, basis: str) -> BothYears | None:
        """Over the rounds in which the unit, or who it is made of, was seen in both years; None without any."""
        this = self.results.of_unit(pk, [round for round, _last in self.pairs], basis)
        last = self.results.of_unit(pk, [last for _round, last in self.pairs], basis)
        both = [
            (this[one], last[other]) for one, other in self.pairs if _known(this.get(one)) and _known(last.get(other))
        ]
        if not both:
            return None
        pair = Pair(
            rate(map(_sums, (one for one, _ in both))), rate(map(_sums, (other for _, other in both))), len(both)
        )
        return BothYears(pair, tuple(dict.fromkeys(footing for _, other in both for footing in other.footings)))

    def name_of(self, pk: int | None, basis: str) -> str:
        """What the unit was called in the last round in view that has it; '' for none given."""
        named = (self.results.of(round, basis).get(pk) for round in reversed(self.rounds))
        return next((outcome.unit.name for outcome in named if outcome and outcome.unit), "")


def _known(outcome: Outcome | None) -> bool:
    """Its sheets are known: no bulletin gave the score alone."""
    return outcome is not None and bool(outcome.maximum)


def _sums(outcome: Outcome) -> Sums:
    return Sums(outcome.awarded, outcome.maximum)


def read_units(user, rounds: list[Round], before: Iterable[Round | None], territory: Unit) -> UnitBook:
    """before: last year's same round of each, or None. Two queries; up to three more where units have changed."""
    pairs = [(round, last) for round, last in zip(rounds, before, strict=True) if last]
    alike = Q(unit=None) | Q(unit__depth=territory.depth + 1) | Q(basis=Basis.DEPARTMENT)
    others = [*rounds, *(last for _round, last in pairs)]
    results = read_results(user, [], (Basis.TERRITORY, Basis.DEPARTMENT), others, alike)
    below = {
        pk
        for round in rounds
        for pk, outcome in results.of(round).items()
        if outcome.unit and _is_right_below(outcome.unit, territory)
    }
    return UnitBook(rounds, pairs, results, frozenset(below))


def _is_right_below(unit: Unit, territory: Unit) -> bool:
    """unit: as it stood in its round."""
    return unit.depth == territory.depth + 1 and unit.path.startswith(territory.path)
