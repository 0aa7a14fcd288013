"""The gap between announced and unannounced visits to the same points, kept for each year: it follows every publication."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from inspections.lasting import gap_of
from inspections.models import PointResult, Round, RoundState, VisitGap
from inspections.services.tallies import Ground

Scores = Mapping[bool, list[Decimal]]
"""Of one point in a year: its scores by whether the round was announced."""


def refresh_gaps(*, year: int, of: Round) -> list[str]:
    """Works out the gaps of a year for the territory of a round, from the published rounds of that territory alone.

    A point counts once, by the means of its announced and of its unannounced visits. Returns what differed, in words.
    """
    ground = Ground(_last_of_year(year, of))
    wanted = {unit: gap_of(pairs) for unit, pairs in _pairs_by_unit(ground, _scores(year, of.territory_id)).items()}
    stored = {row.unit_id: row for row in VisitGap.objects.filter(year=year, territory=of.territory)}
    found = []
    for unit_id, gap in wanted.items():
        values = {
            "points": gap.points, "announced_score": gap.announced, "unannounced_score": gap.unannounced,
            "gap": gap.gap, "low": gap.low, "high": gap.high,
        }  # fmt: skip
        row = stored.pop(unit_id, None)
        if row and all(getattr(row, name) == value for name, value in values.items()):
            continue
        found.append(f"gap of {year}, unit {unit_id}: {'differed' if row else 'was missing'}")
        VisitGap.objects.update_or_create(year=year, territory=of.territory, unit_id=unit_id, defaults=values)
    found += [f"gap of {year}, unit {unit_id}: no visits stand behind it" for unit_id in stored]
    VisitGap.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    return found


def _last_of_year(year: int, of: Round) -> Round:
    """A year's gaps lie in the tree of its last round: it is the same whichever round they are worked out for."""
    rounds = Round.objects.published().filter(year=year, territory=of.territory_id, standard__isnull=False)
    return rounds.select_related("territory").order_by("-starts_on", "-pk").first() or of


def _scores(year: int, territory_id: int) -> dict[tuple[int, int | None], Scores]:
    """(point, the unit it was in at its last visit of the year) > scores in published rounds. A point that came to another unit
    since then changes no past year."""
    rows = PointResult.objects.filter(
        round__year=year, round__territory=territory_id, round__state=RoundState.PUBLISHED, score__isnull=False
    ).order_by("round__starts_on", "round")
    rows = list(rows.values_list("point", "unit", "round__announced", "score"))
    unit_of = {point: unit for point, unit, _announced, _score in rows}
    scores: dict = defaultdict(lambda: {True: [], False: []})
    for point, _unit, announced, score in rows:
        scores[point, unit_of[point]][announced].append(score)
    return scores


def _pairs_by_unit(ground: Ground, scores: Mapping[tuple, Scores]) -> dict[int | None, list[tuple[Decimal, Decimal]]]:
    """For the whole (None) and each unit below the territory: the points that were visited in both ways."""
    pairs = defaultdict(list)
    for (_point, unit_id), both in scores.items():
        if both[True] and both[False]:
            pair = (_mean(both[True]), _mean(both[False]))
            pairs[None].append(pair)
            for above in ground.upwards(unit_id):
                if above not in (None, ground.territory_id):
                    pairs[above].append(pair)
    return pairs


def _mean(values: Iterable[Decimal]) -> Decimal:
    values = list(values)
    return sum(values, Decimal(0)) / len(values)
