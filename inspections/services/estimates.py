"""How sure the ranks of a round are: intervals, tiers and severity, worked out from its sheets when it is closed, and kept.

The statistics are those of inspections/uncertainty.py and severity.py; here their material is read and what comes out is stored.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db.models import Count, Sum

from core.models import TrailEntry, Unit
from core.units.history import as_then
from facilities.models import PointKind
from inspections import severity, uncertainty
from inspections.models import (
    Aggregation,
    Basis,
    ResultEstimate,
    Round,
    RoundEstimate,
    RoundResult,
    Score,
    Standing,
)
from inspections.point_values import Observed, Sample, by_item, by_point
from inspections.ranking import listed_of
from inspections.scoring import Visit
from inspections.services.results import VETOED, caps_of, differing
from inspections.services.tallies import Ground, RoundTally
from inspections.services.year_estimates import BASES, keep_values
from inspections.thresholds import SURE

ROUNDS_TOGETHER = 6
"""So many rounds, the latest, tell inspectors apart: half a year of monthly ones."""
FIELDS = (
    "rank_low", "rank_high", "score_low", "score_high", "in_top", "in_bottom", "is_certain", "tier", "more_points",
)  # fmt: skip


def seed_of(round: Round) -> str:
    """The same whenever and wherever this round is worked out, and nobody's choice: a digest of what names the round."""
    name = f"{uncertainty.METHOD}|{round.year}|{round.level}|{round.series}|{round.number}"
    return sha256(name.encode()).hexdigest()


def refresh_estimates(*, round: Round, now: datetime) -> list[str]:
    """Works out what stands beside the results of a round. Call it in the transaction that made these final.

    Results that came without sheets, and groups of which nothing is known, get no estimate. Returns what differed, in words.
    """
    results = list(
        RoundResult.objects.worked_out()
        .filter(round=round, basis__in=BASES, unit__isnull=False, score__isnull=False)
        .select_related("unit")
    )
    as_then(results, round.starts_on)
    material = _Material(round)
    samples = {result: material.sample(result) for result in results}
    sure, wanted = sure_in(round, now), {}
    for group in _groups(results):
        wanted |= _assessed(round, group, samples, sure)
    return keep_values(round, samples) + _store(round, wanted) + refresh_severity(round=round, now=now)


def sure_in(round: Round, now: datetime) -> Decimal:
    """From which probability on something counted as certain when the round was closed, 0..1."""
    return Decimal(SURE.value_at(_closing(round) or now)) / 100


def _closing(round: Round) -> datetime | None:
    """When the round was closed the last time; None where it was never closed here. Another figure set since doesn't count."""
    entries = TrailEntry.objects.about(round).filter(verb="close")
    return entries.values_list("at", flat=True).first()


def refresh_severity(*, round: Round, now: datetime) -> list[str]:
    """Frees the scores of a round from how strict its inspectors are, where that can be said. Needs the round's estimates.

    Other rounds help to tell inspectors apart, so it is worked out again for `rounds_after` one that changed.
    """
    ground = Ground(round)
    found = severity.adjust_for_severity(judged_lately(round, ground), about=round.pk)
    rows = ResultEstimate.objects.filter(result__round=round, result__basis=Basis.TERRITORY).select_related(
        "result__unit"
    )
    changed = []
    for row in rows:
        path = ground.paths.get(row.result.unit_id, row.result.unit.path)
        if differing(row, {"adjusted": found.adjusted(path, row.result.score)}):
            changed.append(row)
    ResultEstimate.objects.bulk_update(changed, ["adjusted"])
    words = [f"estimate of result {row.result_id}: adjusted differed" for row in changed]
    return _store_round(round, found, now) + words


def rounds_after(round: Round) -> Iterable[Round]:
    """The final rounds of its level and territory whose severity this one helped to tell."""
    later = _alike(round).filter(starts_on__gte=round.starts_on).order_by("starts_on", "pk")
    return later.select_related("territory", "standard")[: ROUNDS_TOGETHER - 1]


def _alike(round: Round):
    return (
        Round.objects.final()
        .filter(level=round.level, territory=round.territory, standard__isnull=False)
        .exclude(pk=round.pk)
    )


def _groups(results: Iterable[RoundResult]) -> Iterator[list[RoundResult]]:
    """Units that are ranked against one another."""
    groups = defaultdict(list)
    for result in results:
        groups[result.basis, result.unit.ranked_with].append(result)
    return iter(groups.values())


def _assessed(
    round: Round, group: list[RoundResult], samples: Mapping[RoundResult, Sample | None], sure: Decimal
) -> dict[RoundResult, dict]:
    by_key = {result.unit.path: result for result in group}
    entrants = [
        uncertainty.Entrant(
            key,
            samples[result],
            result.adjustment,
            result.standing == Standing.RANKED,
            result.standing in VETOED,
        )
        for key, result in by_key.items()
    ]
    outcome = uncertainty.assess_group(
        entrants,
        seed=f"{seed_of(round)}|{group[0].basis}",
        listed=listed_of(sum(one.competes for one in entrants)),
        above_100=round.standard.above_100,
        sure=sure,
    )
    if not outcome.known:
        return {}
    return {by_key[key]: _values(one, sure) for key, one in outcome.units.items()}


def _values(one: uncertainty.Certainty, sure: Decimal) -> dict:
    own = {name: getattr(one, name) for name in FIELDS if hasattr(one, name) and name != "is_certain"}
    return own | {"is_certain": one.is_certain(sure)}


class _Material:
    """What the sheets of a round say about each result: its points with their values, and who judged what."""

    def __init__(self, round: Round):
        self.round, self.standard, self.tally = round, round.standard, RoundTally(round)
        self.kinds = dict(PointKind.objects.values_list("pk", "name"))
        self.weights = {
            self.kinds[pk]: weight for pk, weight in self.standard.kind_weights.values_list("kind_id", "weight")
        }
        self.caps = caps_of(self.standard)
        self.counted = Score.objects.counted_in(round).order_by()
        self.observed = None if self.standard.aggregation == Aggregation.BY_POINT else self._observed_by_unit()
        self.pooled = self._pooled_by_department()

    def sample(self, result: RoundResult) -> Sample | None:
        if result.basis == Basis.DEPARTMENT:
            return by_item(self.pooled.get(result.unit_id, ()))
        if self.observed is not None:
            return by_item(self.observed.get(result.unit_id, ()), self.caps)
        visits = self.tally.tallies[result.basis, result.unit_id].visits
        return by_point((Visit(self.kinds[visit.kind], visit.point, visit.score) for visit in visits), self.weights)

    def _observed_by_unit(self) -> Mapping[int, list[Observed]]:
        """Unit > its points' sums by item, with what lies below it."""
        found = defaultdict(list)
        names = ("sheet__unit", "sheet__point__kind", "sheet__point", "item", "item__section")
        rows = self.counted.values_list(*names).annotate(Sum("awarded"), Sum("maximum"), Count("pk"))
        for unit, kind, *observed in rows:
            for above in self.tally.ground.upwards(unit):
                found[above].append(Observed(self.kinds[kind], *observed))
        return found

    def _pooled_by_department(self) -> Mapping[int, list[Observed]]:
        """Responsible unit > its points, each with all its sums as if they were one item."""
        found = defaultdict(list)
        rows = self.counted.filter(sheet__departments__isnull=False)
        rows = rows.values_list("sheet__departments", "sheet__point__kind", "sheet__point")
        for unit, kind, point, awarded, maximum, n in rows.annotate(Sum("awarded"), Sum("maximum"), Count("pk")):
            found[unit].append(Observed(self.kinds[kind], point, "", "", awarded, maximum, n))
        return found


def judged_lately(round: Round, ground: Ground) -> Iterator[severity.Judged]:
    """Who judged what in this round and the last ones of its level before it, by the unit right below the territory.

    In one round an inspector sees few units; over several, the same ones meet elsewhere. Tree paths and codes are keys, the same
    on every database.
    """
    rounds = _alike(round).filter(starts_on__lte=round.starts_on)
    lately = [round, *rounds.order_by("-starts_on", "-pk")[: ROUNDS_TOGETHER - 1]]
    rows = Score.objects.counted_in(*lately).filter(sheet__imported_by=None).order_by()
    rows = rows.values_list("sheet__unit", "sheet__inspector", "item__code", "sheet__round")
    depth = len(round.territory.path) + Unit.steplen
    for unit, inspector, code, of_round, n, won, possible in rows.annotate(Count("pk"), Sum("awarded"), Sum("maximum")):
        path = ground.paths.get(unit)
        if path and len(path) >= depth:
            yield severity.Judged(path[:depth], inspector, code, of_round, n, won, possible)


def _store_round(round: Round, severe: severity.Severity, now: datetime) -> list[str]:
    values = {
        "seed": seed_of(round),
        "replicates": uncertainty.REPLICATES,
        "confidence": uncertainty.LEVEL,
        "severity": severe.outcome.value,
        "inspectors": severe.inspectors,
        "components": len(severe.parts),
        "spread": severe.spread,
    }
    row = RoundEstimate.objects.filter(round=round).first()
    if row is None:
        RoundEstimate.objects.create(round=round, made_at=now, **values)
        return [f"estimate of round {round.pk}: was missing"]
    if wrong := differing(row, values):
        row.made_at = now
        row.save()
        return [f"estimate of round {round.pk}: {', '.join(wrong)} differed"]
    return []


def _store(round: Round, wanted: dict[RoundResult, dict]) -> list[str]:
    """Makes the stored estimates equal to the wanted ones, writing only what differs. Returns the differences in words."""
    rows = {row.result_id: row for row in ResultEstimate.objects.filter(result__round=round)}
    new, changed, found = [], [], []
    for result, values in wanted.items():
        row = rows.pop(result.pk, None)
        if row is None:
            new.append(ResultEstimate(result=result, **values))
            found.append(f"estimate of result {result.pk}: was missing")
        elif wrong := differing(row, values):
            changed.append(row)
            found.append(f"estimate of result {result.pk}: {', '.join(wrong)} differed")
    found += [f"estimate of result {pk}: nothing is known" for pk in rows]
    ResultEstimate.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    ResultEstimate.objects.bulk_create(new)
    ResultEstimate.objects.bulk_update(changed, FIELDS)
    return found
