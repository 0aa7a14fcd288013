"""Where points were lost: by item, kind of point, unit, responsible unit and round. Reads stored results only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from core.models import Unit
from dashboards.boards import Board
from dashboards.comparison import Pair, Sums, rate, rate_pair
from dashboards.selectors.loss_units import read_units
from dashboards.selectors.outcome import Footing
from inspections.models import Basis, ItemResult, KindResult, PointResult, Round, RoundResult, Score

WORST_POINTS = 12
WORST_SCORES = 40
SUMS = {"won": Sum("awarded"), "possible": Sum("maximum")}


@dataclass(frozen=True)
class Loss:
    """What was lost under one heading. share: of all that was lost, 0..1; rate: 得分率 of this year and of last year's same rounds.

    times: observations, points or rounds, whatever the table counts; 0 where it doesn't. code: an item's, '' elsewhere.
    footings: whose losses last year's rate is made of, where not of the unit's own alone.
    """

    name: str
    sums: Sums
    share: Decimal
    times: int = 0
    under: str = ""
    code: str = ""
    rate: Pair | None = None
    unit_id: int | None = None
    round: Round | None = None
    footings: tuple[Footing, ...] = ()

    @property
    def lost(self) -> Decimal:
        return self.sums.maximum - self.sums.awarded


@dataclass(frozen=True)
class Losses:
    """territory: whose ground it is; None where no round in view was scored on sheets. Every list: what lost most, first.

    points: of the latest round in view.
    """

    board: Board
    rounds: list[Round]
    territory: Unit | None = None
    total: Sums | None = None
    items: list[Loss] = field(default_factory=list)
    kinds: list[Loss] = field(default_factory=list)
    units: list[Loss] = field(default_factory=list)
    departments: list[Loss] = field(default_factory=list)
    by_round: list[Loss] = field(default_factory=list)
    points: list[PointResult] = field(default_factory=list)

    @property
    def lost(self) -> Decimal:
        """0 where bonuses made up for everything."""
        return max(self.total.maximum - self.total.awarded, Decimal(0)) if self.total else Decimal(0)

    @property
    def rate(self) -> Decimal | None:
        """得分率 over everything, of 100."""
        return rate([self.total]) if self.total else None


def rounds_in_view(board: Board) -> list[Round]:
    """The round asked for, or the year's published ones."""
    return [board.round] if board.round else board.book.published


def losses_of(user, board: Board) -> Losses:
    """Everything on the page in nine queries, whatever the number of rows; some more where units have changed."""
    rounds = rounds_in_view(board)
    territory = rounds[-1].territory if rounds else None
    if territory is None:
        return Losses(board, rounds)
    scope = _Scope(user, board, rounds, territory)
    total = scope.total()
    if total is None:
        return Losses(board, rounds)
    return Losses(
        board=board,
        rounds=rounds,
        territory=territory,
        total=total,
        items=scope.items(),
        kinds=scope.kinds(total),
        units=scope.units(total),
        departments=scope.departments(),
        by_round=scope.by_round(total),
        points=worst_points(user, rounds[-1]),
    )


def worst_points(user, round: Round, most: int = WORST_POINTS) -> list[PointResult]:
    """The points that lost most in one round, as far as the user may read them; the first of an index."""
    rows = PointResult.objects.visible_to(user).filter(round=round, lost__gt=0).order_by("-lost", "pk")
    return list(rows.select_related("point__kind", "unit", "round")[:most])


class _Scope:
    """The rounds in view, and last year's same ones that they are set beside."""

    def __init__(self, user, board: Board, rounds: list[Round], territory: Unit):
        self.user, self.board, self.rounds, self.territory = user, board, rounds, territory
        before = [board.book.year_before(round) for round in rounds]
        self.same = {round.pk for round, last in zip(rounds, before, strict=True) if last}
        self.before = {last.pk for last in before if last}
        self.book = read_units(user, rounds, before, territory)

    def total(self) -> Sums | None:
        rows = self._results(Basis.TOTAL).filter(unit=self.territory)
        self.by_round_rows = list(rows.values_list("round", "awarded", "maximum", "points"))
        if not self.by_round_rows:
            return None
        return Sums(sum(row[1] for row in self.by_round_rows), sum(row[2] for row in self.by_round_rows))

    def items(self) -> list[Loss]:
        """With both years' rates over the rounds that both have. Shares are of what the items lost: a bonus, or a section's cap, makes
        the score better and no loss smaller."""
        names = ("item__code", "item__name", "item__section__name")
        now = self._items(self.rounds).values_list(*names).annotate(*SUMS.values(), n=Sum("observations"))
        then = self._both_years()
        found: dict[str, list] = {}
        for code, name, section, won, possible, n in now.order_by("item__standard__version", "pk"):
            row = found.setdefault(code, [name, section, Decimal(0), Decimal(0), 0])
            row[:2] = name, section
            row[2], row[3], row[4] = row[2] + won, row[3] + possible, row[4] + n
        total = Sums(sum(row[2] for row in found.values()), sum(row[3] for row in found.values()))
        return worst_first(
            Loss(
                name=name, under=section, code=code, sums=Sums(won, possible), times=n,
                share=share_of(possible - won, total), rate=then.get(code),
            )
            for code, (name, section, won, possible, n) in found.items()
        )  # fmt: skip

    def _items(self, rounds: Iterable[Round | int]) -> QuerySet:
        found = ItemResult.objects.visible_to(self.user).filter(basis=Basis.TOTAL, unit=self.territory)
        return found.filter(round__in=rounds, maximum__gt=0).order_by()  # a bonus is no loss

    def _both_years(self) -> dict[str, Pair]:
        """Item code -> rates of the same rounds of both years; empty where there are none."""
        if not self.before:
            return {}
        years: tuple[dict[str, Sums], dict[str, Sums]] = ({}, {})
        rows = self._items(self.same | self.before).values_list("item__code", "round").annotate(*SUMS.values())
        for code, round_id, won, possible in rows:
            year = years[round_id in self.before]
            old = year.get(code, Sums(Decimal(0), Decimal(0)))
            year[code] = Sums(old.awarded + won, old.maximum + possible)
        return {code: rate_pair(*years, {code}) for code in years[0] | years[1]}

    def kinds(self, total: Sums) -> list[Loss]:
        rows = KindResult.objects.visible_to(self.user).filter(round__in=self.rounds, unit=self.territory).order_by()
        rows = rows.values_list("kind__name").annotate(*SUMS.values(), n=Sum("points"))
        return self._named(rows, total)

    def units(self, total: Sums) -> list[Loss]:
        """The units that lay right below the territory, and what has no unit."""
        rows = (
            self._results(Basis.TERRITORY)
            .filter(self._right_below())
            .order_by()
            .values_list("unit__name", "unit")
            .annotate(*SUMS.values(), n=Sum("points"))
        )
        return self._of_units(rows, total, Basis.TERRITORY)

    def units_of_item(self, code: str, total: Sums) -> list[Loss]:
        """The same for one item."""
        rows = ItemResult.objects.visible_to(self.user).filter(
            self._right_below(), basis=Basis.TERRITORY, round__in=self.rounds, item__code=code
        )
        rows = rows.order_by().values_list("unit__name", "unit").annotate(*SUMS.values(), n=Sum("observations"))
        return self._of_units(rows, total)

    def _right_below(self) -> Q:
        return Q(unit=None) | Q(unit__in=self.book.below)

    def departments(self) -> list[Loss]:
        """An item that several answer for counts for each of them, so the shares are of what all of them lost together."""
        rows = self._results(Basis.DEPARTMENT).order_by().values_list("unit__name", "unit")
        rows = list(rows.annotate(*SUMS.values(), n=Sum("observations")))
        return self._of_units(rows, Sums(sum(row[2] for row in rows), sum(row[3] for row in rows)), Basis.DEPARTMENT)

    def by_round(self, total: Sums) -> list[Loss]:
        rounds = {round.pk: round for round in self.rounds}
        rows = [
            Loss(rounds[pk].name, Sums(won, possible), share_of(possible - won, total), times=points, round=rounds[pk])
            for pk, won, possible, points in self.by_round_rows
        ]
        return sorted(rows, key=lambda row: self.rounds.index(row.round))

    def _results(self, basis: str) -> QuerySet:
        results = RoundResult.objects.visible_to(self.user).worked_out()
        return results.filter(round__in=self.rounds, basis=basis, maximum__gt=0)

    def _named(self, rows: Iterable[tuple], total: Sums) -> list[Loss]:
        return worst_first(
            Loss(name, Sums(won, possible), share_of(possible - won, total), times=n) for name, won, possible, n in rows
        )

    def _of_units(self, rows: Iterable[tuple], total: Sums, basis: str = "") -> list[Loss]:
        """basis: whose results both years' rates come from; '' without them."""
        found = []
        for name, pk, won, possible, n in rows:
            both = self.book.both_years(pk, basis) if basis else None
            found.append(
                Loss(
                    (basis and self.book.name_of(pk, basis)) or name or _("None given"), Sums(won, possible), share_of(possible - won, total), times=n, unit_id=pk,
                    rate=both and both.rate, footings=both.last if both else (),
                )
            )  # fmt: skip
        return worst_first(found)


def worst_first(rows: Iterable[Loss]) -> list[Loss]:
    return sorted(rows, key=lambda row: (-row.lost, row.name))


def share_of(lost: Decimal, total: Sums) -> Decimal:
    """Of all that was lost, 0..1; 0 where nothing was."""
    whole = total.maximum - total.awarded
    return lost / whole if whole else Decimal(0)


@dataclass(frozen=True)
class ItemLosses:
    """One item: who lost on it, and the sheets on which most was lost, as far as the user may read them."""

    item: Loss
    units: list[Loss]
    scores: list[Score]

    @property
    def rate(self) -> Decimal | None:
        return rate([self.item.sums])


def item_losses(user, board: Board, code: str) -> ItemLosses | None:
    """None where no round in view observed an item with this code. Eight queries at most."""
    losses = losses_of(user, board)
    item = next((row for row in losses.items if row.code == code), None)
    if item is None:
        return None
    scope = _Scope(user, board, losses.rounds, losses.territory)
    scores = Score.objects.visible_to(user).lost_on(code, losses.rounds).by_loss()
    return ItemLosses(item, scope.units_of_item(code, item.sums), list(scores[:WORST_SCORES]))
