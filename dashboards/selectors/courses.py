"""One unit's course through the rounds of a year, beside last year's same rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboards.comparison import difference
from dashboards.selectors.outcomes import Outcome, ResultBook
from dashboards.selectors.rounds import RoundBook, key_of
from inspections.models import Basis, Round


@dataclass(frozen=True)
class Stop:
    """A round of either year: this year's, last year's, or both. An outcome is None where there is a gap."""

    this_round: Round | None
    last_round: Round | None
    this: Outcome | None
    last: Outcome | None

    @property
    def round(self) -> Round:
        return self.this_round or self.last_round

    @property
    def this_score(self) -> Decimal | None:
        return self.this.score if self.this else None

    @property
    def last_score(self) -> Decimal | None:
        return self.last.score if self.last else None

    @property
    def difference(self) -> Decimal | None:
        return difference(self.this_score, self.last_score)


def course_of(unit_id: int, book: RoundBook, results: ResultBook, basis: str = Basis.TERRITORY) -> list[Stop]:
    """All published rounds of both years in their order; a unit's total stands for the ground it is responsible for."""
    this = {key_of(round): round for round in book.published}
    last = {key_of(round): round for round in book.last_published}
    this_year, last_year = (_outcomes_in(unit_id, rounds.values(), results, basis) for rounds in (this, last))
    stops = [
        Stop(
            this_round=this.get(key),
            last_round=last.get(key),
            this=this_year.get(this.get(key)),
            last=last_year.get(last.get(key)),
        )
        for key in this | last
    ]
    return sorted(stops, key=lambda stop: (stop.round.starts_on.month, stop.round.starts_on.day))


def _outcomes_in(unit_id: int, rounds: Iterable[Round], results: ResultBook, basis: str) -> dict[Round, Outcome]:
    """What the unit reached in each round; for the territory itself the total, with what has no unit."""
    found = results.of_unit(unit_id, rounds, basis)
    for round in rounds:
        if round.territory_id == unit_id and (total := results.of(round, Basis.TOTAL).get(unit_id)):
            found[round] = replace(total, rank=None)  # alone in its group: a rank would say nothing
    return found
