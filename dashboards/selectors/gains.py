"""What open tasks would win back: the score and rank a unit would have had without the losses they are about.

An estimate (inspections/what_if.py): the same points, everything else as it was, every task closed before the next round.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from core.kept import kept
from core.models import Unit
from dashboards.selectors.outcomes import Outcome, Outcomes
from dashboards.selectors.tasks import OpenTask, time_left
from inspections import scoring, what_if
from inspections.models import Aggregation, Basis, ItemResult, KindResult, PointResult, Round, RoundResult, Standing
from inspections.ranking import competition_ranks
from rectification.models import RectificationTask

MOST_TASKS = 12


@dataclass(frozen=True)
class Gain:
    """A unit's tasks with points at stake, and where it would stand if they alone were closed. rank None: not ranked."""

    unit: Unit
    tasks: int
    stake: Decimal
    score: Decimal | None = None
    would_be: Decimal | None = None
    rank: int | None = None
    would_rank: int | None = None

    @property
    def gain(self) -> Decimal | None:
        return None if self.score is None or self.would_be is None else self.would_be - self.score


@dataclass(frozen=True)
class WinBack:
    """round: whose results the estimate starts from; None where none of the rounds in view was scored on sheets. later: the latest
    round, where that in view isn't: what comes after a round that was followed is known already, and nothing is estimated."""

    tasks: list[OpenTask]
    count: int
    stake: Decimal
    round: Round | None = None
    later: Round | None = None
    gains: list[Gain] = field(default_factory=list)


def win_back(user, round: Round | None, now: datetime) -> WinBack:
    """The open tasks of the user's scope that would win most back, and what each unit would gain. Nine queries at most."""
    open_tasks = RectificationTask.objects.visible_to(user).open().filter(finding__at_stake__gt=0)
    of = ("win back", user.pk, user.access.posts, round and round.pk)
    back = kept(of, lambda: _worked_out(user, round, open_tasks))
    shown = open_tasks.with_details().order_by("-finding__at_stake", "deadline", "pk")[:MOST_TASKS]
    tasks = [
        OpenTask(task, task.light_at(now), time_left(task.deadline, now) if task.deadline else "") for task in shown
    ]
    return replace(back, tasks=tasks)


def _worked_out(user, round: Round | None, open_tasks: QuerySet) -> WinBack:
    """All but the tasks themselves, whose lights change with the clock."""
    sums = open_tasks.order_by().aggregate(n=Count("pk"), stake=Sum("finding__at_stake"))
    back = WinBack([], sums["n"], sums["stake"] or Decimal(0))
    if round is None or round.standard_id is None or not sums["n"]:
        return back
    if later := _latest_after(user, round):
        return replace(back, later=later)
    return replace(back, round=round, gains=_Estimate(user, round, open_tasks).gains())


def _latest_after(user, round: Round) -> Round | None:
    """The latest published round on the same ground that could be estimated from, if it isn't this one."""
    rounds = Round.objects.visible_to(user).published().filter(level=round.level, territory=round.territory_id)
    rounds = rounds.filter(standard__isnull=False, starts_on__gt=round.starts_on)
    return rounds.order_by("-starts_on", "-pk").first()


class _Estimate:
    """The gains of the units of one round, from its stored results."""

    def __init__(self, user, round: Round, tasks: QuerySet):
        self.user, self.round, self.standard, self.tasks = user, round, round.standard, tasks

    def gains(self) -> list[Gain]:
        """Units with something to win, the largest gain first; a unit has what lies below it too."""
        outcomes = self._outcomes()
        self.by_path = {outcome.unit.path: pk for pk, outcome in outcomes.items()}
        counted: dict[int, tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
        rows = self.tasks.filter(finding__unit__isnull=False).order_by().values_list("finding__unit__path")
        for path, n, stake in rows.annotate(Count("pk"), Sum("finding__at_stake")):
            for pk in self._upwards(path):
                counted[pk] = (counted[pk][0] + n, counted[pk][1] + stake)
        rises, groups = self._rises(counted), self._groups(outcomes)
        found = [
            self._gain(outcomes[pk], rises[pk], groups[outcomes[pk].unit.ranked_with], *counted[pk]) for pk in counted
        ]
        return sorted(found, key=lambda one: (-(one.gain or 0), one.unit.path))

    def _upwards(self, path: str) -> Iterable[int]:
        """The units with a result that this tree path lies in."""
        ends = range(Unit.steplen, len(path) + 1, Unit.steplen)
        return (self.by_path[path[:end]] for end in ends if path[:end] in self.by_path)

    def _outcomes(self) -> Outcomes:
        results = RoundResult.objects.visible_to(self.user).filter(round=self.round, basis=Basis.TERRITORY)
        rows = results.exclude(unit=None).select_related("unit__ranking_group")
        return {
            row.unit_id: Outcome(row.unit, row.score, row.rank, row.tied, standing=row.standing)
            for row in rows
            if row.score is not None
        }

    def _groups(self, outcomes: Outcomes) -> Mapping[object, dict[int, Decimal]]:
        groups: dict[object, dict[int, Decimal]] = defaultdict(dict)
        for pk, outcome in outcomes.items():
            if outcome.standing == Standing.RANKED:
                groups[outcome.unit.ranked_with][pk] = outcome.score
        return groups

    def _gain(self, outcome: Outcome, rise, group: dict[int, Decimal], tasks: int, stake: Decimal) -> Gain:
        pk = outcome.unit.pk
        would_be = min(Decimal(100), outcome.score + scoring.rounded(rise)) if rise else outcome.score
        would_be = max(would_be, outcome.score)
        ranks = competition_ranks(group | {pk: would_be}) if pk in group else {}
        now = competition_ranks(group) if pk in group else {}
        return Gain(
            outcome.unit, tasks, stake, outcome.score, would_be,
            rank=now[pk].rank if now else None, would_rank=ranks[pk].rank if ranks else None,
        )  # fmt: skip

    def _rises(self, unit_ids: Iterable[int]) -> dict[int, object]:
        """Unit > by how much its score would rise (exact)."""
        if self.standard.aggregation == Aggregation.BY_ITEM:
            return self._rises_by_item(unit_ids)
        return self._rises_by_point(unit_ids)

    def _rises_by_point(self, unit_ids: Iterable[int]) -> dict[int, object]:
        stakes = dict(
            self.tasks.filter(finding__point__isnull=False)
            .order_by()
            .values_list("finding__point")
            .annotate(Sum("finding__at_stake"))
        )
        losses = defaultdict(list)
        points = PointResult.objects.visible_to(self.user).filter(round=self.round, point__in=list(stakes))
        names = ("unit__path", "point", "point__kind", "awarded", "maximum", "sheets")
        for path, point, *sums in points.filter(unit__isnull=False).values_list(*names):
            for unit in self._upwards(path):
                losses[unit].append(what_if.PointLoss(*sums, stakes[point]))
        visited: dict[int, dict[int, int]] = defaultdict(dict)
        kinds = KindResult.objects.visible_to(self.user).filter(round=self.round, unit__in=list(unit_ids))
        for unit, kind, n in kinds.values_list("unit", "kind", "points"):
            visited[unit][kind] = n
        weights = dict(self.standard.kind_weights.values_list("kind_id", "weight"))
        return {unit: what_if.gain_by_point(losses[unit], visited[unit], weights) for unit in unit_ids}

    def _rises_by_item(self, unit_ids: Iterable[int]) -> dict[int, object]:
        stakes: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        rows = self.tasks.filter(finding__unit__isnull=False).exclude(finding__item_code="").order_by()
        rows = rows.values_list("finding__unit__path", "finding__item_code").annotate(Sum("finding__at_stake"))
        for path, code, stake in rows:
            for unit in self._upwards(path):
                stakes[unit][code] += stake
        items = defaultdict(list)
        results = ItemResult.objects.visible_to(self.user).filter(
            round=self.round, basis=Basis.TERRITORY, unit__in=list(unit_ids)
        )
        for unit, code, awarded, maximum, n in results.values_list(
            "unit", "item__code", "awarded", "maximum", "observations"
        ):
            items[unit].append(scoring.ItemSum(code, awarded, maximum, n))
        return {unit: what_if.gain_by_item(items[unit], stakes[unit]) for unit in unit_ids}
