"""How sure the ranks of a year are: from what its published rounds kept of their points, worked out at each publication.

The official year is the page's: weighted means of the rounds' stored scores, ranked within the groups. Nothing is said of a group
in which a score came without sheets, or is pooled from units that merged in the course of the year.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from core.models import Unit
from core.units.history import as_then
from inspections import uncertainty
from inspections.models import Basis, PointValues, Round, RoundResult, Standing, YearEstimate
from inspections.point_values import Sample
from inspections.ranking import listed_of
from inspections.scoring import rounded, weighted_year_score
from inspections.services.results import VETOED, differing, year_standing
from inspections.year_values import RoundPart, over_year

BASES = (Basis.TERRITORY, Basis.DEPARTMENT)
STEPS = 10_000
"""A point's value is kept in ten-thousandths."""


def keep_values(round: Round, samples: Mapping[RoundResult, Sample | None]) -> list[str]:
    """What each point said about the results of a round. Returns what differed from what was stored, in words."""
    wanted = {result: _kept(sample) for result, sample in samples.items() if sample}
    rows = {row.result_id: row for row in PointValues.objects.filter(result__round=round)}
    new = [PointValues(result=result, kinds=kinds) for result, kinds in wanted.items() if result.pk not in rows]
    changed, ids = [], {result.pk for result in wanted}
    for result, kinds in wanted.items():
        if result.pk in rows and rows[result.pk].kinds != kinds:
            rows[result.pk].kinds = kinds
            changed.append(rows[result.pk])
    PointValues.objects.filter(result__round=round).exclude(result__in=ids).delete()
    PointValues.objects.bulk_create(new)
    PointValues.objects.bulk_update(changed, ["kinds"])
    gone = len(rows.keys() - ids)
    return [f"values of points in round {round.pk}: {len(new) + len(changed) + gone} differed"] * bool(
        new or changed or gone
    )


def _kept(sample: Sample) -> list:
    """In a fixed order, so that the same sheets give the same text everywhere."""
    return [
        [cell.kind, round(cell.share, 6), [[point, round(STEPS * value)] for point, value in sorted(values.items())]]
        for cell in sample.cells
        for values in [sample.visited[cell.kind]]
    ]


@dataclass
class _Year:
    """A unit's year. unit: as it stood in its last round; by_sheets: all of its scores came from kept points."""

    unit: Unit
    scores: list[tuple[Decimal, Decimal]]
    standings: list[str]
    parts: list[RoundPart]
    above_100: bool = False
    by_sheets: bool = True

    @property
    def score(self) -> Decimal:
        return weighted_year_score(self.scores)

    @property
    def standing(self) -> str:
        return year_standing(self.score, self.standings)

    def entrant(self) -> uncertainty.Entrant:
        sample = over_year(self.parts)
        adjustment = self.score - rounded(sample.base) if sample else Decimal(0)
        standing = self.standing
        return uncertainty.Entrant(self.unit.path, sample, adjustment, standing == Standing.RANKED, standing in VETOED)


def rounds_of_year(of: Round) -> list[Round]:
    """The published rounds that make the year of this one's level and territory, in the order of their days."""
    rounds = Round.objects.published().filter(year=of.year, level=of.level, territory=of.territory_id)
    rounds = rounds.select_related("standard", "territory").order_by("starts_on", "pk")
    return [round for round in rounds if not round.covers_year]


def year_seed(rounds: Iterable[Round]) -> str:
    """Each publication has its own, and nobody chooses it: a digest of what names the year's rounds so far."""
    names = [f"{round.year}|{round.level}|{round.series}|{round.number}" for round in rounds]
    return sha256("\n".join([uncertainty.METHOD, *names]).encode()).hexdigest()


def has_values(round: Round) -> bool:
    return PointValues.objects.filter(result__round=round).exists()


def refresh_year(*, of: Round, rounds: list[Round], sure: Decimal) -> list[str]:
    """Works out the likely ranks of the year that a published round belongs to. rounds: `rounds_of_year`; sure: 0..1, as in
    uncertainty.assess_group. Call it in the transaction of the publication. Returns what differed, in words.
    """
    wanted: dict[tuple, dict] = {}
    for basis in BASES:
        years = _years(rounds, basis)
        for group in _groups(years, rounds):
            wanted |= {(basis, pk): values for pk, values in _assessed(rounds, basis, group, sure).items()}
    return _store(of, wanted)


def _years(rounds: list[Round], basis: str) -> dict[int, _Year]:
    """Unit > its year. Rounds whose standard is not ours gave scores without points."""
    by_id = {round.pk: round for round in rounds}
    results = RoundResult.objects.filter(round__in=rounds, basis=basis, unit__isnull=False, score__isnull=False)
    results = list(results.select_related("unit").order_by("round__starts_on", "round", "pk"))
    kept = dict(PointValues.objects.filter(result__in=results).values_list("result", "kinds"))
    for round in rounds:
        as_then([result for result in results if result.round_id == round.pk], round.starts_on)
    years: dict[int, _Year] = {}
    for result in results:
        round = by_id[result.round_id]
        year = years.setdefault(result.unit_id, _Year(result.unit, [], [], []))
        year.unit = result.unit
        year.scores.append((result.score, round.weight))
        year.standings.append(result.standing)
        kinds = kept.get(result.pk)
        year.by_sheets = year.by_sheets and bool(kinds) and result.base is not None
        if year.by_sheets:
            year.above_100 = year.above_100 or round.standard.above_100
            year.parts.append(RoundPart(round.weight, result.base, _read(kinds)))
    return years


def _read(kinds: list) -> dict:
    return {kind: (share, {point: value / STEPS for point, value in points}) for kind, share, points in kinds}


def _groups(years: Mapping[int, _Year], rounds: list[Round]) -> list[dict[int, _Year]]:
    """Units that are ranked against one another over the year, where each score rests on points of its own."""
    merged = Unit.objects.exclude(successor=None).exclude(ends_on__gte=rounds[-1].starts_on) if years else ()
    into = dict(merged.values_list("pk", "successor")) if years else {}
    pooled, groups = set(), defaultdict(dict)
    for pk, year in years.items():
        heir = into.get(pk)
        if heir is None:
            groups[year.unit.ranked_with][pk] = year
        while heir and heir not in pooled:
            pooled.add(heir)
            heir = into.get(heir)
    own = (group for group in groups.values() if pooled.isdisjoint(group))
    return [group for group in own if all(year.by_sheets for year in group.values())]


def _assessed(rounds: list[Round], basis: str, group: Mapping[int, _Year], sure: Decimal) -> dict[int, dict]:
    by_key = {year.unit.path: pk for pk, year in group.items()}
    entrants = [year.entrant() for year in group.values()]
    outcome = uncertainty.assess_group(
        entrants,
        seed=f"{year_seed(rounds)}|{basis}",
        listed=listed_of(sum(one.competes for one in entrants)),
        above_100=any(year.above_100 for year in group.values()),
        sure=sure,
    )
    return {by_key[key]: _values(one, sure) for key, one in outcome.units.items()} if outcome.known else {}


def _values(one: uncertainty.Certainty, sure: Decimal) -> dict:
    names = (
        "score", "rank", "points", "rank_low", "rank_high", "score_low", "score_high", "in_top", "in_bottom", "tier",
        "more_points",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names} | {"is_certain": one.is_certain(sure)}


def _store(of: Round, wanted: dict[tuple, dict]) -> list[str]:
    """Makes the stored year equal to the wanted one, writing only what differs."""
    scope = {"year": of.year, "level": of.level, "territory": of.territory}
    rows = {(row.basis, row.unit_id): row for row in YearEstimate.objects.filter(**scope)}
    new, changed, found = [], [], []
    for (basis, unit), values in wanted.items():
        row = rows.pop((basis, unit), None)
        if row is None:
            new.append(YearEstimate(**scope, basis=basis, unit_id=unit, **values))
        elif wrong := differing(row, values):
            changed.append(row)
            found.append(f"estimate of {of.year}, unit {unit}: {', '.join(wrong)} differed")
    found += [f"estimate of {of.year}, unit {row.unit_id}: was missing" for row in new]
    found += [f"estimate of {of.year}, unit {unit}: nothing is known" for _basis, unit in rows]
    YearEstimate.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    YearEstimate.objects.bulk_create(new)
    YearEstimate.objects.bulk_update(changed, [*_FIELDS])
    return found


_FIELDS = (
    "score", "rank", "points", "rank_low", "rank_high", "score_low", "score_high", "in_top", "in_bottom", "tier",
    "more_points", "is_certain",
)  # fmt: skip
