"""通报: a round's results told as the office publishes them. The page and the Word file read `bulletin_of` alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.timezone import localtime

from core.models import TrailEntry, Unit, User
from inspections.models import (
    Adjustment,
    Basis,
    ItemResult,
    Reward,
    RewardState,
    Round,
    RoundResult,
    Section,
    Standing,
)
from inspections.ranking import red_and_black
from inspections.selectors.corrections import Correction, corrections_of_round, set_right_in
from inspections.selectors.rewards import rewards_of_round
from inspections.selectors.rounds import result_groups
from inspections.services.results import VETOED, ranked_results

MOST_LOST = 8
"""Items that the bulletin names among those where most was lost."""

LOST_BY_UNIT = 2
"""So many items of each unit."""


@dataclass(frozen=True)
class Before:
    """A unit's result in another round; None where it has none there: a gap, never zero. The rank is None as well where it was
    held among other units than today."""

    score: Decimal | None = None
    rank: int | None = None


@dataclass
class BulletinRow:
    result: RoundResult
    previous: Before
    last_year: Before
    lost_items: list["Loss"] = field(default_factory=list)

    @property
    def score_change(self) -> Decimal | None:
        return _difference(self.result.score, self.previous.score)

    @property
    def year_change(self) -> Decimal | None:
        return _difference(self.result.score, self.last_year.score)

    @property
    def places_gained(self) -> int | None:
        return _gained(self.result.rank, self.previous.rank)

    @property
    def places_gained_in_year(self) -> int | None:
        return _gained(self.result.rank, self.last_year.rank)


@dataclass(frozen=True)
class Loss:
    """Exact points lost out of those that were possible, on one item or in one section."""

    name: str
    section: str
    lost: Decimal
    maximum: Decimal
    observations: int

    @property
    def rate(self) -> Decimal:
        """得分率 in percent, 0..100."""
        return 100 * (self.maximum - self.lost) / self.maximum if self.maximum else Decimal(100)


@dataclass(frozen=True)
class BulletinGroup:
    """Units that are ranked against one another, with those at the top (红榜) and at the end (黑榜)."""

    title: str
    is_department: bool
    rows: list[BulletinRow]

    @property
    def is_territorial(self) -> bool:
        return any(row.result.unit and row.result.unit.is_territorial for row in self.rows)

    @property
    def red(self) -> list[BulletinRow]:
        return self._lists()[0]

    @property
    def black(self) -> list[BulletinRow]:
        """The last ones, ties included; a vetoed unit always."""
        return self._lists()[1]

    def _lists(self) -> tuple[list[BulletinRow], list[BulletinRow]]:
        ranked = {
            number: row.result.rank
            for number, row in enumerate(self.rows)
            if row.result.standing == Standing.RANKED and row.result.rank
        }
        vetoed = [number for number, row in enumerate(self.rows) if row.result.standing in VETOED]
        red, black = red_and_black(ranked, vetoed)
        return [self.rows[number] for number in red], [self.rows[number] for number in black]


@dataclass(frozen=True)
class Bulletin:
    """previous, last_year: the rounds that this one is compared with, None where there is none that is published. number: of the
    paper among its year's, by the order of publication; 0 before it, and for a round that somebody else scored."""

    round: Round
    previous: Round | None
    last_year: Round | None
    total: BulletinRow | None
    groups: list[BulletinGroup]
    sections: list[Loss]
    items: list[Loss]
    adjustments: list[Adjustment]
    corrections: list[Correction]
    rewards: list[Reward] = field(default_factory=list)
    set_right: list[TrailEntry] = field(default_factory=list)
    number: int = 0
    grown: list[str] = field(default_factory=list)
    """Names of units into which others were merged since a round that this one is compared with: there they are a gap."""

    @property
    def red(self) -> list[BulletinRow]:
        return [row for group in self._listing for row in group.red]

    @property
    def black(self) -> list[BulletinRow]:
        return [row for group in self._listing for row in group.black]

    @property
    def _listing(self) -> list[BulletinGroup]:
        """A village is ranked by its ground and again by what it answers for: on the lists it stands by its ground."""
        return [group for group in self.groups if not (group.is_department and group.is_territorial)]


def _difference(this: Decimal | None, base: Decimal | None) -> Decimal | None:
    return None if this is None or base is None else this - base


def _gained(rank: int | None, before: int | None) -> int | None:
    return None if rank is None or before is None else before - rank


def previous_round(round: Round) -> Round | None:
    """The published round before it, of the same level and series and on the same ground."""
    alike = _alike(round).filter(starts_on__lt=round.starts_on)
    if round.covers_year:
        return alike.filter(number=None).first()
    return alike.exclude(number=None).first()


def same_round_last_year(round: Round) -> Round | None:
    """The same level, series and number, a year before (同期)."""
    return _alike(round).filter(year=round.year - 1, number=round.number).first()


def _alike(round: Round):
    alike = Round.objects.published().filter(level=round.level, series=round.series, territory=round.territory_id)
    return alike.exclude(pk=round.pk).order_by("-starts_on", "-pk")


def paper_number(round: Round) -> int:
    """Which of the year's bulletins this one is, counted by publication. It stays: what is published isn't taken back."""
    if not round.published_at or not round.standard_id:
        return 0
    own = Round.objects.published().filter(territory=round.territory_id, standard__isnull=False)
    first = localtime(round.published_at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    earlier = Q(published_at__lt=round.published_at) | Q(published_at=round.published_at, pk__lte=round.pk)
    return own.filter(earlier, published_at__gte=first).count()


def bulletin_of(round: Round, user: User) -> Bulletin:
    """All that the bulletin tells. The caller has checked that the user may read the round's results."""
    previous, last_year = previous_round(round), same_round_last_year(round)
    before, year_before = Standings(previous, round), Standings(last_year, round)
    losses = _losses_of_units(round)

    def row(result: RoundResult) -> BulletinRow:
        lost = losses.get((result.basis, result.unit_id), [])
        return BulletinRow(result, before.beside(result), year_before.beside(result), lost)

    groups = [
        BulletinGroup(group.title, basis == Basis.DEPARTMENT, [row(result) for result in group.results])
        for basis in (Basis.TERRITORY, Basis.DEPARTMENT)
        for group in result_groups(round, basis)
        if any(result.unit for result in group.results)
    ]
    total = RoundResult.objects.filter(round=round, basis=Basis.TOTAL).select_related("unit").first()
    grown = before.grown | year_before.grown
    units = {row.result.unit for group in groups for row in group.rows if row.result.unit_id in grown}
    return Bulletin(
        round=round,
        number=paper_number(round),
        set_right=set_right_in(round),
        grown=[unit.name for unit in sorted(units, key=lambda unit: unit.path)],
        previous=previous,
        last_year=last_year,
        total=row(total) if total else None,
        groups=groups,
        sections=sections_lost(round),
        items=items_lost(round),
        adjustments=list(Adjustment.objects.filter(round=round).select_related("unit").order_by("-points", "pk")),
        corrections=[one for one in corrections_of_round(round, user) if one.amendment.state == "accepted"],
        rewards=[reward for reward in rewards_of_round(round, user) if reward.state == RewardState.CONFIRMED],
    )


class Standings:
    """The results of an earlier round, to stand beside those of a later one.

    A unit that has taken others over since then is not compared: it was another one (the comparison pages pool what went into
    it). A unit of another group is compared by its points, not by its place.
    """

    def __init__(self, earlier: Round | None, later: Round):
        self.results: dict[tuple, RoundResult] = {}
        self.grown: set[int] = set()
        if earlier:
            results = [result for basis in Basis.values for result in ranked_results(earlier, basis)]
            self.results = {(result.basis, result.unit_id): result for result in results}
            self.grown = _taken_over(earlier, later) & {result.unit_id for result in results}

    def beside(self, result: RoundResult) -> Before:
        then = self.results.get((result.basis, result.unit_id))
        if then is None or result.unit_id in self.grown:
            return Before()
        same_group = not result.unit or result.unit.compared_in == then.unit.compared_in
        return Before(then.score, then.rank if same_group else None)


def _taken_over(earlier: Round, later: Round) -> set[int]:
    """Units, as ids, into which others were merged between the beginnings of the two rounds."""
    ended = Unit.objects.filter(ends_on__gte=earlier.starts_on, ends_on__lt=later.starts_on)
    return set(ended.exclude(successor=None).values_list("successor", flat=True))


def sections_lost(round: Round) -> list[Loss]:
    """Every section that was observed, in the standard's order."""
    sums = (
        ItemResult.objects.filter(round=round, basis=Basis.TOTAL)
        .values("item__section")
        .annotate(won=Sum("awarded"), possible=Sum("maximum"), times=Sum("observations"))
        .order_by()
    )
    by_section = {row["item__section"]: row for row in sums}
    sections = Section.objects.filter(pk__in=by_section).order_by("order", "pk")
    return [_section_loss(section.name, by_section[section.pk]) for section in sections]


def _section_loss(name: str, row: dict) -> Loss:
    return Loss(name, "", max(row["possible"] - row["won"], Decimal(0)), row["possible"], row["times"])


def items_lost(round: Round) -> list[Loss]:
    """The items on which most points were lost, the worst first."""
    results = ItemResult.objects.filter(round=round, basis=Basis.TOTAL).select_related("item__section")
    return worst(results, MOST_LOST)


def worst(results: Iterable[ItemResult], most: int) -> list[Loss]:
    losing = sorted((one for one in results if one.lost > 0), key=lambda one: (-one.lost, one.item_id))
    return [
        Loss(one.item.name, one.item.section.name, one.lost, one.maximum, one.observations) for one in losing[:most]
    ]


def _losses_of_units(round: Round) -> dict[tuple, list[Loss]]:
    """{(basis, unit id): the items on which it lost most}."""
    by_unit: dict[tuple, list[ItemResult]] = {}
    for one in ItemResult.objects.filter(round=round).exclude(basis=Basis.TOTAL).select_related("item__section"):
        by_unit.setdefault((one.basis, one.unit_id), []).append(one)
    return {key: worst(results, LOST_BY_UNIT) for key, results in by_unit.items()}
