"""What units reached in a round or over a year: read from stored results, never from scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from django.db.models import Q

from core.models import Unit
from dashboards.comparison import Scored, weighted_mean
from dashboards.selectors.rounds import Key, key_of
from inspections.models import Basis, Round, RoundResult, Standing
from inspections.ranking import competition_ranks
from inspections.services.results import give_ranks


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a unit's place in a round is (inspections.models.ResultEstimate): likely ranks and scores, 9 times in 10.

    rank_low None: not ranked. is_certain None: on neither list. more_points: how many more visits would settle its list.
    """

    rank_low: int | None
    rank_high: int | None
    score_low: Decimal
    score_high: Decimal
    in_top: Decimal | None
    in_bottom: Decimal | None
    is_certain: bool | None
    tier: int | None
    more_points: int | None
    adjusted: Decimal | None


SURE_FIELDS = tuple(f"estimate__{field.name}" for field in fields(Sure))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A unit's score (0 and up, two places) and rank in a round or over a year. unit None: none given (未注明)."""

    unit: Unit | None
    score: Decimal | None
    rank: int | None = None
    tied: bool = False
    rank_by_score: int | None = None
    standing: str = Standing.RANKED
    points: int = 0
    rounds: int = 1
    sure: Sure | None = None

    @property
    def rank_differs(self) -> bool:
        """The rank that was given is not the one that the scores give."""
        return None not in (self.rank, self.rank_by_score) and self.rank != self.rank_by_score


Outcomes = dict[int | None, Outcome]
"""By the unit's id."""


@dataclass(frozen=True)
class ResultBook:
    """The outcomes of several rounds, by round id and basis. home: the home town, if it has a result among them."""

    by_round: Mapping[tuple[int, str], Outcomes]
    predecessors: Mapping[int, list[int]] = field(default_factory=dict)
    home: Unit | None = None

    def of(self, round: Round | None, basis: str = Basis.TERRITORY) -> Outcomes:
        return self.by_round.get((round.pk, basis), {}) if round else {}

    def carried_over(self, round: Round | None, basis: str = Basis.TERRITORY) -> Outcomes:
        """The same, with what units that have merged or were renamed since reached standing under their successor too."""
        found = self.of(round, basis)
        return found | inherited(found, self.predecessors)

    def over_year(
        self,
        rounds: Iterable[Round],
        basis: str = Basis.TERRITORY,
        bulletin: Round | None = None,
        units: Iterable[int] | None = None,
    ) -> Outcomes:
        """Year scores and ranks over these rounds; what the bulletin for the whole year says stands before them.

        units: whose ids the year is to be set beside. What merged into one of these counts for it and is not listed alone;
        without them, what merged into a unit that has results in these rounds itself.
        """
        by_round = {round: self.carried_over(round, basis) for round in rounds}
        official = self.carried_over(bulletin, basis)
        own = {pk for round in [*by_round, bulletin] for pk in self.of(round, basis)}
        kept = own if units is None else own | set(units)
        gone = {old for pk, olds in self.predecessors.items() if pk in kept for old in olds}
        there = {pk for found in [*by_round.values(), official] for pk in found}
        year = {pk: summed_up(pk, by_round, official.get(pk)) for pk in (there & kept) - gone}
        return ranked_over_year(year, official)

    def scores_of(self, unit_id: int, rounds: Iterable[Round], basis: str = Basis.TERRITORY) -> dict[Key, Scored]:
        """A unit's scores by round; a round without one is a gap and stays out."""
        found = ((round, self.carried_over(round, basis).get(unit_id)) for round in rounds)
        return {
            key_of(round): Scored(outcome.score, round.weight)
            for round, outcome in found
            if outcome and outcome.score is not None
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

    Two queries, whatever their number; a third where units were renamed or merged. Ranks that aren't stored yet are worked
    out here.
    """
    by_id = {round.pk: round for round in [*rounds, *others, *course] if round}
    wanted = Q(round__in=ids_of(rounds))
    if alike is not None:
        wanted |= Q(round__in=ids_of(others)) & (alike | Q(unit__successor__isnull=False))
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
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.round_id, row.basis].append(row)
    for key, found in grouped.items():
        if not by_id[key[0]].is_published:
            grouped[key] = ranked_now(found, units)
    return ResultBook(
        {key: {row.unit_id: outcome_of(row, units) for row in found} for key, found in grouped.items()},
        predecessors_of(units),
        next((unit for unit in units.values() if unit.is_home), None),
    )


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
        units.get(row.unit_id), row.score, row.rank, row.tied, row.rank_by_score, row.standing, row.points, sure=sure
    )


def sure_of(row) -> Sure | None:
    """None where nothing is known: a bulletin's results, an open round, too few points in the whole group."""
    if row.estimate__score_low is None:
        return None
    return Sure(*(getattr(row, name) for name in SURE_FIELDS))


def predecessors_of(units: Mapping[int, Unit]) -> dict[int, list[int]]:
    """Units in force -> those among `units` that they came from, however many steps ago. A query only where there are any."""
    olds = [pk for pk, unit in units.items() if unit.successor_id]
    steps = dict(Unit.objects.exclude(successor=None).values_list("pk", "successor_id")) if olds else {}
    found = defaultdict(list)
    for old in olds:
        current, seen = old, set()
        while current in steps and current not in seen:
            seen.add(current)
            current = steps[current]
        if current != old:
            found[current].append(old)
    return dict(found)


def inherited(outcomes: Outcomes, predecessors: Mapping[int, list[int]]) -> Outcomes:
    """Outcomes of units that had no result of their own then, from their predecessors'.

    A renamed unit takes over score and rank. One that several merged into takes over the mean of their scores and no rank:
    the place of a unit that did not exist is not known.
    """
    found = {}
    for pk, olds in predecessors.items():
        there = [outcomes[old] for old in olds if old in outcomes]
        if pk in outcomes or not there:
            continue
        if len(there) == 1:
            found[pk] = there[0]
        else:
            scores = [Scored(outcome.score, Decimal(1)) for outcome in there if outcome.score is not None]
            found[pk] = Outcome(there[0].unit, weighted_mean(scores))
    return found


def summed_up(unit_id: int | None, by_round: Mapping[Round, Outcomes], official: Outcome | None) -> Outcome:
    """One unit's year, not ranked yet: the bulletin's score if it gives one, else the weighted mean of the rounds."""
    found = [(round, outcomes[unit_id]) for round, outcomes in by_round.items() if unit_id in outcomes]
    scored = [(round, outcome) for round, outcome in found if outcome.score is not None]
    mean = weighted_mean(Scored(outcome.score, round.weight) for round, outcome in scored)
    score = official.score if official and official.score is not None else mean
    return Outcome(
        unit=(official or found[-1][1]).unit,
        score=score,
        standing=standing_over_year(score, [outcome for _, outcome in scored]),
        points=sum(outcome.points for _, outcome in found),
        rounds=len(scored),
    )


def standing_over_year(score: Decimal | None, scored: list[Outcome]) -> str:
    """A unit that had too few points in every round is not ranked over the year either; one that was vetoed for the year is
    ranked last."""
    if score is None:
        return Standing.NO_SCORE
    if any(outcome.standing == Standing.VETOED_YEAR for outcome in scored):
        return Standing.VETOED_YEAR
    too_few = scored and all(outcome.standing == Standing.TOO_FEW for outcome in scored)
    return Standing.TOO_FEW if too_few else Standing.RANKED


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
