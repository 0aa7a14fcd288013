"""The league table of a round or a year: the page's table, its chart and its export read `ranking` alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from core.models import Unit, UnitKind
from dashboards.boards import Board
from dashboards.comparison import Coverage, difference, places_gained
from dashboards.selectors.outcomes import Outcome, Outcomes, ResultBook, read_results
from dashboards.selectors.rounds import key_of
from inspections.models import Basis, Round, Standing


@dataclass(frozen=True)
class Row:
    """A unit in the table. Moves are places gained, changes points; None where there is nothing to compare with."""

    outcome: Outcome
    own: bool = False
    move_before: int | None = None
    change_before: Decimal | None = None
    move_year: int | None = None
    change_year: Decimal | None = None
    last_score: Decimal | None = None
    last_rank: int | None = None

    @property
    def is_ranked(self) -> bool:
        return self.outcome.rank is not None


@dataclass(frozen=True)
class Group:
    """Units that are ranked against one another, best first, then those that are only listed."""

    title: str
    rows: list[Row]

    @property
    def ranked(self) -> list[Row]:
        return [row for row in self.rows if row.is_ranked]

    @property
    def too_few(self) -> list[Row]:
        return [row for row in self.rows if row.outcome.standing == Standing.TOO_FEW]

    @property
    def tied(self) -> list[Row]:
        return [row for row in self.rows if row.is_ranked and row.outcome.tied]

    @property
    def own(self) -> Row | None:
        return next((row for row in self.rows if row.own), None)

    @property
    def kind(self) -> str:
        """The kind that all its units have; '' if they are of several kinds."""
        kinds = {row.outcome.unit.kind for row in self.rows if row.outcome.unit}
        return kinds.pop() if len(kinds) == 1 else ""


@dataclass(frozen=True)
class Ranking:
    """before: the round before; year_before: the same round last year; coverage: which rounds two years have (of a year).

    total: the whole territory's outcome, where its own sheets gave it.
    """

    board: Board
    groups: list[Group] = field(default_factory=list)
    before: Round | None = None
    year_before: Round | None = None
    coverage: Coverage | None = None
    total: Row | None = None

    @property
    def round(self) -> Round | None:
        return self.board.round

    @property
    def own_group(self) -> Group | None:
        return next((group for group in self.groups if group.own), None)

    @property
    def compares_years(self) -> bool:
        return any(row.last_score is not None or row.move_year is not None for g in self.groups for row in g.rows)


@dataclass(frozen=True)
class Compared:
    """Outcomes of one basis: what is shown, the round before, and both sides of the comparison with last year."""

    shown: Outcomes
    before: Outcomes
    this: Outcomes
    last: Outcomes

    def row(self, pk: int | None, own: bool) -> Row:
        shown, before = self.shown[pk], self.before.get(pk)
        this, last = self.this.get(pk), self.last.get(pk)
        return Row(
            outcome=shown,
            own=own,
            move_before=places_gained(shown.rank, before.rank) if before else None,
            change_before=difference(shown.score, before.score) if before else None,
            move_year=places_gained(this.rank, last.rank) if this and last else None,
            change_year=difference(this.score, last.score) if this and last else None,
            last_score=last.score if last else None,
            last_rank=last.rank if last else None,
        )


def ranking(user, board: Board, own_ids: Iterable[int], results: ResultBook | None = None) -> Ranking:
    """The table of the board's round, or of its year. Two queries. own_ids: units to be marked as one's own.

    results: outcomes read before, where a page shows several boards.
    """
    results = results or read_results(user, rounds_read_for(board))
    bases = {basis: _compared(board, results, basis) for basis in (Basis.TERRITORY, Basis.DEPARTMENT, Basis.TOTAL)}
    territory = _territory_of(board)
    board.settle_kind(_kinds(bases, territory))
    basis = Basis.DEPARTMENT if _by_department(board.kind, bases) else Basis.TERRITORY
    compared = bases[basis]
    chosen = [pk for pk in compared.shown if _belongs(pk, compared.shown, board.kind, basis, territory)]
    own_ids = set(own_ids)
    total = territory.pk if territory and territory.pk in bases[Basis.TOTAL].shown else None
    return Ranking(
        board=board,
        groups=_groups([compared.row(pk, pk in own_ids) for pk in chosen]),
        before=board.book.before(board.round) if board.round else None,
        year_before=board.book.year_before(board.round) if board.round else None,
        coverage=None if board.round else coverage_of(board),
        total=bases[Basis.TOTAL].row(total, False) if total else None,
    )


def rounds_read_for(board: Board) -> list[Round | None]:
    """Rounds whose results the board's table needs."""
    if board.round is None:
        return [*board.book.published, *board.book.last_published, board.bulletin, board.last_bulletin]
    return [board.round, board.book.before(board.round), board.book.year_before(board.round)]


def coverage_of(board: Board) -> Coverage:
    return Coverage(
        frozenset(key_of(round) for round in board.book.published),
        frozenset(key_of(round) for round in board.book.last_published),
    )


def _compared(board: Board, results: ResultBook, basis: str) -> Compared:
    if board.round is None:
        return _compared_years(board, results, basis)
    shown = results.of(board.round, basis)
    last = results.carried_over(board.book.year_before(board.round), basis)
    return Compared(shown, results.carried_over(board.book.before(board.round), basis), shown, last)


def _compared_years(board: Board, results: ResultBook, basis: str) -> Compared:
    """Whole years as they were published; a part of one against the same rounds of the other."""
    coverage = coverage_of(board)
    shown = results.over_year(board.book.published, basis, board.bulletin)
    if coverage.is_whole:
        return Compared(
            shown, {}, shown, results.over_year(board.book.last_published, basis, board.last_bulletin, shown)
        )
    this = results.over_year([r for r in board.book.published if key_of(r) in coverage.same], basis, units=shown)
    last = results.over_year([r for r in board.book.last_published if key_of(r) in coverage.same], basis, units=shown)
    return Compared(shown, {}, this, last)


def _territory_of(board: Board) -> Unit | None:
    rounds = [board.round] if board.round else [*board.book.published, *filter(None, [board.bulletin])]
    return rounds[-1].territory if rounds else None


def _kinds(bases: dict[str, Compared], territory: Unit | None) -> list[str]:
    """Kinds of unit that have results, in the order of UnitKind; 'department' stands for all responsible units."""
    outcomes = bases[Basis.TERRITORY].shown.values()
    found = {outcome.unit.kind for outcome in outcomes if outcome.unit and outcome.unit != territory}
    if any(pk for pk in bases[Basis.DEPARTMENT].shown):
        found.add(UnitKind.DEPARTMENT)
    return [kind for kind in UnitKind.values if kind in found]


def _by_department(kind: str, bases: dict[str, Compared]) -> bool:
    if kind:
        return kind == UnitKind.DEPARTMENT and bool(bases[Basis.DEPARTMENT].shown)
    return not bases[Basis.TERRITORY].shown


def _belongs(pk, outcomes: Outcomes, kind: str, basis: str, territory: Unit | None) -> bool:
    """Is this outcome listed? Without a kind: the topmost units of the territory, and what none is given for."""
    unit = outcomes[pk].unit
    if unit is None:
        return kind in ("", UnitKind.DEPARTMENT)
    if basis == Basis.DEPARTMENT:
        return True
    if territory and unit.pk == territory.pk:
        return len(outcomes) == 1
    if kind:
        return unit.kind == kind
    paths = {outcome.unit.path for outcome in outcomes.values() if outcome.unit and outcome.unit != territory}
    return not any(path in paths for path in unit.ancestor_paths()[:-1])


def _groups(rows: list[Row]) -> list[Group]:
    """Groups of units that are ranked against one another, one's own first; what has no unit stands at the end."""
    found = defaultdict(list)
    for row in rows:
        if row.outcome.unit:
            found[row.outcome.unit.ranked_with].append(row)
    ordered = sorted(found.values(), key=_group_order)
    if not_given := [row for row in rows if row.outcome.unit is None]:
        ordered = [*ordered[:-1], [*(ordered[-1] if ordered else []), *not_given]]
    titles = _titles([group[0] for group in ordered])
    return [Group(title, sorted(group, key=_row_order)) for title, group in zip(titles, ordered, strict=True)]


def _group_order(rows: list[Row]):
    unit = rows[0].outcome.unit
    return (not any(row.own for row in rows), UnitKind.values.index(unit.kind), unit.path)


def _row_order(row: Row):
    outcome = row.outcome
    return (
        outcome.unit is None,
        outcome.rank is None,
        outcome.rank or 0,
        outcome.score is None,
        -(outcome.score or 0),
        outcome.unit.path if outcome.unit else "",
    )


def _titles(firsts: list[Row]) -> list[str]:
    """What each group is called: its own name, or the kind of its units."""
    return [_title(row.outcome.unit) for row in firsts]


def _title(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return unit.ranking_group.name if unit.ranking_group_id else unit.get_kind_display()
