"""Published rounds with results, as a bulletin or a publication leaves them."""

from datetime import date
from decimal import Decimal

from inspections.models import Basis, Level, Round, RoundResult, RoundState, Standing
from inspections.services.results import give_ranks
from tests.factories import NOW, RoundFactory

PUBLISHED = RoundState.PUBLISHED


def make_round(territory, scores: dict, *, level=Level.CITY, year=2026, number: int | None = 1, **fields) -> Round:
    """A round with a result for each unit of `scores`: {unit: '90.00'}; None is a result without a score.

    ranks: {unit: rank} as a bulletin gives them. standings: {unit: Standing}. basis, state, weight … as in the models.
    """
    ranks, standings = fields.pop("ranks", {}), fields.pop("standings", {})
    basis, points = fields.pop("basis", Basis.TERRITORY), fields.pop("points", 5)
    state = fields.pop("state", PUBLISHED)
    month = 2 * (number or 6) % 12 or 12
    found = RoundFactory(
        **{"name": f"{year}年第{number}次检查", "standard": None}
        | fields
        | {"territory": territory, "level": level, "year": year, "number": number, "state": state},
        starts_on=date(year, month, 1),
        ends_on=date(year, month, 2),
        published_at=NOW if state == PUBLISHED else None,
    )
    add_results(found, scores, basis=basis, points=points, ranks=ranks, standings=standings)
    return found


def add_results(round: Round, scores: dict, *, basis=Basis.TERRITORY, points=5, ranks=None, standings=None) -> None:
    results = []
    for unit, score in scores.items():
        score = None if score is None else Decimal(score)
        results.append(
            RoundResult.objects.create(
                round=round,
                basis=basis,
                unit=unit,
                base=score and min(score, Decimal(100)),
                score=score,
                points=points,
                standing=(standings or {}).get(unit, Standing.NO_SCORE if score is None else Standing.RANKED),
                imported=bool(ranks),
            )
        )
    if not round.is_published:
        return
    give_ranks(results)
    for result in results:
        if ranks:
            result.rank = ranks.get(result.unit)
        result.save()
