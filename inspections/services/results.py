"""Results worked out from sheets. Everything that changes a sheet calls `refresh_results` in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, Sum

from core.bulk import insert_rows, write_again
from core.units.history import as_then
from inspections import scoring
from inspections.models import Adjustment, Basis, ItemResult, Round, RoundResult, Sheet, Standing
from inspections.ranking import competition_ranks
from inspections.services.tallies import Key, RoundTally, StoredObservations, Tally

STANDING_OF_VETO = {"round": Standing.VETOED, "year": Standing.VETOED_YEAR}
VETOED = tuple(STANDING_OF_VETO.values())


def year_standing(score: Decimal | None, standings: Iterable[str]) -> str:
    """How a unit takes part in a year's ranking, by its standing in the rounds that gave it a score: with too few points in every
    round it is not ranked over the year either; vetoed for the year it is ranked last."""
    if score is None:
        return Standing.NO_SCORE
    standings = set(standings)
    if Standing.VETOED_YEAR in standings:
        return Standing.VETOED_YEAR
    return Standing.TOO_FEW if standings == {Standing.TOO_FEW} else Standing.RANKED


class RoundScorer:
    """Turns the tallies of a round into its stored results, by the standard's rules."""

    def __init__(self, tally: RoundTally):
        self.tally = tally
        self.standard = tally.standard
        self.section_of = dict(self.standard.items.values_list("pk", "section_id"))
        self.weights = dict(self.standard.kind_weights.values_list("kind_id", "weight"))
        self.caps = caps_of(self.standard)
        self.adjustments = dict(
            Adjustment.objects.filter(round=tally.round).values_list("unit").annotate(Sum("points")).order_by()
        )

    def base(self, basis: str, tally: Tally):
        if basis == Basis.DEPARTMENT:
            won = sum((sums[0] for sums in tally.items.values()), Decimal(0))
            possible = sum((sums[1] for sums in tally.items.values()), Decimal(0))
            return scoring.share_of_100(scoring.Award(won, possible)) if possible else None
        if self.standard.aggregation == "by_item":
            return scoring.score_by_item(
                (scoring.ItemSum(self.section_of[item_id], *sums) for item_id, sums in tally.items.items()), self.caps
            )
        return scoring.score_by_point(tally.visits, self.weights)

    def standing(self, base, tally: Tally) -> str:
        if base is None:
            return Standing.NO_SCORE
        if tally.veto in STANDING_OF_VETO:
            return STANDING_OF_VETO[tally.veto]
        return Standing.TOO_FEW if tally.points < self.standard.minimum_points else Standing.RANKED

    def values(self, key: Key, tally: Tally) -> dict:
        basis, unit_id = key
        base = scoring.rounded(self.base(basis, tally))
        adjustment = self.adjustments.get(unit_id, Decimal(0)) if unit_id else Decimal(0)
        return {
            "base": base,
            "adjustment": adjustment,
            "score": scoring.final_score(base, adjustment, self.standard.above_100),
            "awarded": sum((sums[0] for sums in tally.items.values()), Decimal(0)),
            "maximum": sum((sums[1] for sums in tally.items.values()), Decimal(0)),
            "observations": sum(sums[2] for sums in tally.items.values()),
            "points": tally.points,
            "standing": self.standing(base, tally),
        }


def caps_of(standard) -> scoring.Caps:
    """The limits that a standard's sections and the standard itself set."""
    sections = list(standard.sections.values_list("pk", "loss_cap", "bonus_cap"))
    return scoring.Caps(
        section_loss={pk: loss for pk, loss, _ in sections if loss is not None},
        section_bonus={pk: bonus for pk, _, bonus in sections if bonus is not None},
        bonus=standard.bonus_cap,
    )


@transaction.atomic
def refresh_results(
    *,
    round: Round,
    sheets: Iterable[Sheet] | None = None,
    published_too: bool = False,
    observations: StoredObservations | None = None,
) -> list[str]:
    """Works out the stored results of a round again: those that `sheets` touch, or all of them.

    Call it inside the transaction that changed the sheets. The round's row is locked, so that results of submissions at the
    same moment are worked out one after the other. Imported results are left as the city gave them. A published round is
    frozen: only an accepted amendment, and the command that works everything out again, ask for it with published_too.
    observations: what the round's sheets say, where the caller has it at hand.
    Returns what changed, in words: an empty list if everything was right already.
    """
    round = Round.objects.select_for_update(of=("self",)).select_related("standard", "territory").get(pk=round.pk)
    if round.standard is None or (round.is_published and not published_too):
        return []
    tally = RoundTally(round, observations)
    touched = None if sheets is None else set().union(*(tally.keys_of_sheet(sheet) for sheet in sheets))
    scorer = RoundScorer(tally)
    wanted = {key: value for key, value in tally.tallies.items() if touched is None or key in touched}
    results = {key: scorer.values(key, value) for key, value in wanted.items()}
    items = {
        (*key, item_id): {"awarded": sums[0], "maximum": sums[1], "observations": sums[2]}
        for key, value in wanted.items()
        for item_id, sums in value.items.items()
    }
    return store(round, RoundResult, ("basis", "unit_id"), results, touched) + store(
        round, ItemResult, ("basis", "unit_id", "item_id"), items, touched
    )


def store(
    round: Round, model, names: tuple[str, ...], wanted: dict[tuple, dict], touched: set[Key] | None
) -> list[str]:
    """Makes the stored rows equal to the wanted ones, writing only what differs. Returns the differences in words."""
    stored = model.objects.worked_out().filter(round=round)
    if touched is not None:
        stored = stored.filter(reduce(or_, (Q(basis=basis, unit=unit_id) for basis, unit_id in touched), Q(pk=None)))
    rows = {tuple(getattr(row, name) for name in names): row for row in stored}
    gone = [key for key in rows if key not in wanted]
    new = [key for key in wanted if key not in rows]
    changed = {key: differing(rows[key], values) for key, values in wanted.items() if key in rows}
    changed = {key: wrong for key, wrong in changed.items() if wrong}
    words = [f"{_named(round, model, names, key)}: no sheet stands behind it" for key in gone]
    words += [f"{_named(round, model, names, key)}: {', '.join(wrong)} differed" for key, wrong in changed.items()]
    words += [f"{_named(round, model, names, key)}: was missing" for key in new]
    model.objects.filter(pk__in=[rows[key].pk for key in gone]).delete()
    if new:
        insert_rows(model, _columns(names, new, wanted), {"round_id": round.pk})
    if changed:
        write_again([rows[key] for key in changed], list(next(iter(wanted.values()))))
    return words


def _columns(names: tuple[str, ...], keys: list[tuple], wanted: dict[tuple, dict]) -> dict[str, Sequence]:
    by_key = dict(zip(names, zip(*keys, strict=True), strict=True))
    return by_key | {name: [wanted[key][name] for key in keys] for name in wanted[keys[0]]}


def _named(round: Round, model, names: tuple[str, ...], key: tuple) -> str:
    """A result in words that cost no query."""
    return f"{model._meta.model_name} of round {round.pk} " + " ".join(
        f"{name} {value}" for name, value in zip(names, key, strict=True)
    )


def differing(row, values: dict) -> list[str]:
    """Sets the values on the row; returns the names of those that were others."""
    names = [name for name, value in values.items() if getattr(row, name) != value]
    for name in names:
        setattr(row, name, values[name])
    return names


def ranked_results(round: Round, basis: str = Basis.TERRITORY) -> list[RoundResult]:
    """The results of a round with `rank` and `tied`: stored ones once published or imported, else worked out now.

    Ranked within each unit's group (`Unit.ranked_with`) when the round began, under the names of that day; best first, then those that are listed without a rank.
    """
    results = list(RoundResult.objects.filter(round=round, basis=basis).select_related("unit", "round", "estimate"))
    as_then(results, round.starts_on)
    if not round.is_published:
        give_ranks(results)
    return sorted(results, key=_place)


def _place(result: RoundResult) -> tuple:
    """Best first, then those listed without a rank; where both are equal, in the order of the units, on every database."""
    path = result.unit.path if result.unit else ""
    return (result.rank is None, result.rank or 0, -(result.score or 0), path)


def give_ranks(results: Iterable[RoundResult]) -> None:
    """Sets `rank_by_score` and `tied` of each result, and `rank` where the city gave none."""
    groups = defaultdict(list)
    for result in results:
        if result.unit_id:
            groups[result.unit.ranked_with].append(result)
    for group in groups.values():
        scored = {r: r.score for r in group if r.standing == Standing.RANKED and r.score is not None}
        places = competition_ranks(scored, last=[r for r in group if r.standing in VETOED])
        for result, place in places.items():
            result.rank_by_score = place.rank
            result.tied = place.tied
            if not result.imported:
                result.rank = place.rank


def store_ranks(round: Round) -> None:
    """Works out the ranks of a round from its stored scores and keeps them: at publication, and after an amendment."""
    results = list(RoundResult.objects.filter(round=round).select_related("unit"))
    as_then(results, round.starts_on)
    for result in results:
        if not result.imported:
            result.rank, result.rank_by_score, result.tied = None, None, False
    for basis in {result.basis for result in results}:
        give_ranks(result for result in results if result.basis == basis)
    RoundResult.objects.bulk_update(results, ["rank", "rank_by_score", "tied"])


def rebuild_results(rounds: Iterable[Round]) -> list[str]:
    """Works all results of these rounds out again from their sheets. Returns the differences found (and mended)."""
    return [difference for round in rounds for difference in refresh_results(round=round, published_too=True)]
