"""What units reached in a round or over a year: read from stored results, never from scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace

from django.db.models import Q

from core.models import Unit
from core.units.history import History
from dashboards.comparison import Scored, weighted_mean
from dashboards.selectors.lineage import Lineage, inherited, lineage_of, only_own_parts
from dashboards.selectors.outcome import FootingKind, Outcome, Outcomes, Sure
from dashboards.selectors.rounds import Key, key_of
from inspections.models import Basis, Round, RoundResult, Standing, YearEstimate
from inspections.ranking import competition_ranks
from inspections.services.results import give_ranks, year_standing

SURE_FIELDS = tuple(f"estimate__{one.name}" for one in fields(Sure))


@dataclass(frozen=True)
class ResultBook:
    """The outcomes of several rounds, by round id and basis. units: as they are now. home: the home town, if it is among them.

    year_sure: how sure the ranks of the year in view are, by basis and unit.
    """

    by_round: Mapping[tuple[int, str], Outcomes]
    lineage: Lineage = field(default_factory=Lineage)
    units: Mapping[int, Unit] = field(default_factory=dict)
    home: Unit | None = None
    year_sure: Mapping[tuple[str, int], YearEstimate] = field(default_factory=dict)

    def of(self, round: Round | None, basis: str = Basis.TERRITORY) -> Outcomes:
        return self.by_round.get((round.pk, basis), {}) if round else {}

    def carried_over(
        self, round: Round | None, basis: str = Basis.TERRITORY, lineage: Lineage | None = None
    ) -> Outcomes:
        """The same, with what units reached that have merged, were split or renamed since standing under their heirs too."""
        found = self.of(round, basis)
        return found | inherited(found, lineage or self.lineage, round.starts_on, self.units) if found else found

    def over_year(
        self,
        rounds: Iterable[Round],
        basis: str = Basis.TERRITORY,
        bulletin: Round | None = None,
        units: Iterable[int] | None = None,
    ) -> Outcomes:
        """Year scores and ranks over these rounds; what the bulletin for the whole year says stands before them.

        What had merged by the last of these rounds counts for its heir and is not listed alone: so the year stays as it was,
        whatever merges later. units: whose ids the year is to be set beside; their predecessors of these rounds stand under
        their names too.
        """
        held = [*rounds, *([bulletin] if bulletin else [])]
        so_far = self.lineage.until(max((round.starts_on for round in held), default=None))
        own = {pk for round in held for pk in self.of(round, basis)}
        gone = {old for pk, olds in so_far.predecessors.items() if pk in own for old in olds}
        year = ranked_over_year(*self._summed_up(held, basis, bulletin, so_far, own - gone))
        if units is None:
            return year
        now, then = self.lineage.predecessors, so_far.predecessors
        beside = {pk for pk in units if pk not in year or now.get(pk) != then.get(pk)}
        found, _official = self._summed_up(held, basis, bulletin, self.lineage, beside)
        return year | {pk: self._placed(pk, outcome, year) for pk, outcome in found.items() if outcome.footings}

    def _summed_up(
        self, held: list[Round], basis: str, bulletin: Round | None, lineage: Lineage, wanted: Iterable[int | None]
    ) -> tuple[Outcomes, Outcomes]:
        """The year of these units, not ranked yet, and what the bulletin says of them."""
        carried = {round: self.carried_over(round, basis, lineage) for round in held}
        official = carried.pop(bulletin) if bulletin else {}
        year = {}
        for pk in wanted:
            found = only_own_parts({round: outcomes[pk] for round, outcomes in carried.items() if pk in outcomes})
            if found or pk in official:
                year[pk] = summed_up(found, official.get(pk))
        return year, official

    def _placed(self, pk: int, outcome: Outcome, year: Outcomes) -> Outcome:
        """A year's outcome of a unit that was another one then: a rank only where that one had it."""
        olds = self.lineage.predecessors.get(pk, ())
        former = all(one.kind == FootingKind.FORMER for one in outcome.footings)
        then = next((year[old] for old in olds if old in year), None) if outcome.footings and former else None
        if then is None:
            return replace(outcome, rank=None, tied=False, rank_by_score=None)
        return replace(outcome, rank=then.rank, tied=then.tied, rank_by_score=then.rank_by_score)

    def of_unit(
        self, unit_id: int | None, rounds: Iterable[Round], basis: str = Basis.TERRITORY
    ) -> dict[Round, Outcome]:
        """A unit's outcomes by round, with those of its predecessors; a round without one is left out."""
        found = ((round, self.carried_over(round, basis).get(unit_id)) for round in rounds)
        return only_own_parts({round: outcome for round, outcome in found if outcome})

    def scores_of(self, unit_id: int, rounds: Iterable[Round], basis: str = Basis.TERRITORY) -> dict[Key, Scored]:
        """A unit's scores by round; a round without one is a gap and stays out."""
        found = self.of_unit(unit_id, rounds, basis)
        return {
            key_of(round): Scored(outcome.score, round.weight)
            for round, outcome in found.items()
            if outcome.score is not None
        }


FIELDS = (
    "pk",
    "round_id",
    "basis",
    "unit_id",
    "score",
    "rank",
    "tied",
    "rank_by_score",
    "standing",
    "points",
    "imported",
    "awarded",
    "maximum",
)


def read_results(
    user,
    rounds: Iterable[Round | None],
    bases: Iterable[str],
    others: Iterable[Round | None] = (),
    alike: Q | None = None,
    course: Iterable[Round | None] = (),
) -> ResultBook:
    """All outcomes of `rounds`; those that are `alike` in the `others`; the home town's in the rounds of its `course`.

    Two queries, whatever their number; up to three more where units have changed: how they stood then, and what became of them.
    Ranks that aren't stored yet are worked out here.
    """
    by_id = {round.pk: round for round in [*rounds, *others, *course] if round}
    wanted = Q(round__in=ids_of(rounds))
    if alike is not None:
        changed = Q(unit__successor__isnull=False) | Q(unit__changed_on__isnull=False)
        wanted |= Q(round__in=ids_of(others)) & (alike | changed)
    if course:
        wanted |= Q(round__in=ids_of(course), unit__is_home=True)
    rows = (
        RoundResult.objects.visible_to(user)
        .filter(wanted, basis__in=bases)
        .values_list(*FIELDS, *SURE_FIELDS, named=True)
    )
    rows = list(rows)
    units = (
        Unit.objects.visible_to(user).select_related("ranking_group").in_bulk({row.unit_id for row in rows} - {None})
    )
    history = History.of(units.values())
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.round_id, row.basis].append(row)
    by_round = {}
    for (round_id, basis), found in grouped.items():
        round = by_id[round_id]
        then = {row.unit_id: history.on(units[row.unit_id], round.starts_on) for row in found if row.unit_id}
        if not round.is_published:
            found = ranked_now(found, then)
        by_round[round_id, basis] = {row.unit_id: outcome_of(row, then) for row in found}
    home = next((unit for unit in units.values() if unit.is_home), None)
    return ResultBook(by_round, lineage_of(units), units, home)


def ids_of(rounds: Iterable[Round | None]) -> set[int]:
    return {round.pk for round in rounds if round}


def ranked_now(rows: list, units: Mapping[int, Unit]) -> list[RoundResult]:
    """Results of a round that isn't published, with the ranks they would have."""
    results = []
    for row in rows:
        result = RoundResult(**{name: getattr(row, name) for name in FIELDS})
        result.unit, result.sure = units.get(result.unit_id), sure_of(row)
        results.append(result)
    give_ranks(results)
    return results


def outcome_of(row, units: Mapping[int, Unit]) -> Outcome:
    """row: what was read, or one of `ranked_now`."""
    sure = row.sure if isinstance(row, RoundResult) else sure_of(row)
    return Outcome(
        units.get(row.unit_id), row.score, row.rank, row.tied, row.rank_by_score, row.standing, row.points,
        sure=sure, awarded=row.awarded, maximum=row.maximum,
    )  # fmt: skip


def sure_of(row) -> Sure | None:
    """None where nothing is known: a bulletin's results, an open round, too few points in the whole group."""
    if row.estimate__score_low is None:
        return None
    return Sure(*(getattr(row, name) for name in SURE_FIELDS))


def summed_up(found: dict[Round, Outcome], official: Outcome | None) -> Outcome:
    """One unit's year, not ranked yet: the bulletin's score if it gives one, else the weighted mean of the rounds."""
    scored = [(round, outcome) for round, outcome in found.items() if outcome.score is not None]
    mean = weighted_mean(Scored(outcome.score, round.weight) for round, outcome in scored)
    score = official.score if official and official.score is not None else mean
    of = [official] if official and official.score is not None else [outcome for _round, outcome in scored]
    return Outcome(
        unit=(official or list(found.values())[-1]).unit,
        score=score,
        standing=year_standing(score, [outcome.standing for _round, outcome in scored]),
        points=sum(outcome.points for outcome in found.values()),
        rounds=len(scored),
        footings=tuple(dict.fromkeys(footing for outcome in of for footing in outcome.footings)),
    )


def ranked_over_year(year: Outcomes, official: Outcomes) -> Outcomes:
    """Competition ranks within each group on the year's scores, vetoed units last; a rank that the bulletin gives stands."""
    groups, vetoed = defaultdict(dict), defaultdict(list)
    for pk, outcome in year.items():
        if outcome.unit and outcome.standing == Standing.RANKED:
            groups[outcome.unit.ranked_with][pk] = outcome.score
        if outcome.unit and outcome.standing == Standing.VETOED_YEAR:
            vetoed[outcome.unit.ranked_with].append(pk)
    places = {}
    for group in groups | vetoed:
        places |= competition_ranks(groups[group], last=vetoed[group])
    ranked = {}
    for pk, outcome in year.items():
        place = places.get(pk)
        by_score = place.rank if place else None
        given = official[pk].rank if pk in official else None
        tied = official[pk].tied if given else bool(place and place.tied)
        ranked[pk] = replace(outcome, rank=given or by_score, rank_by_score=by_score, tied=tied)
    return ranked
