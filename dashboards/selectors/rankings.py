"""The league table of a round or a year: the page's table, its chart and its export read `ranking` alone."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import F, Q

from core.models import Unit, UnitKind
from dashboards.boards import Board
from dashboards.selectors.comparisons import Comparison, Row
from dashboards.selectors.outcomes import Outcomes, ResultBook, read_results
from dashboards.selectors.year_certainty import read_year_sure
from inspections.models import Basis, Round, Standing
from inspections.ranking import red_and_black
from inspections.services.results import VETOED

READ_BASES = (Basis.TOTAL, Basis.TERRITORY, Basis.DEPARTMENT)


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
        return [row for row in self.ranked if row.outcome.tied]

    @property
    def differing(self) -> list[Row]:
        """Rows whose given rank is not the one that the scores give."""
        return [row for row in self.rows if row.outcome.rank_differs]

    @property
    def own(self) -> Row | None:
        return next((row for row in self.rows if row.own), None)

    @property
    def sure(self) -> list[Row]:
        """Rows whose likely ranks are known."""
        return [row for row in self.rows if row.outcome.sure and row.outcome.sure.rank_low]

    @property
    def red(self) -> list[Row]:
        return self.lists[0]

    @property
    def black(self) -> list[Row]:
        return self.lists[1]

    @cached_property
    def lists(self) -> tuple[list[Row], list[Row]]:
        """The red and the black list (红黑榜), by the same rule as in the bulletin."""
        ranks = {at: row.outcome.rank for at, row in enumerate(self.rows) if row.outcome.standing == Standing.RANKED}
        vetoed = [at for at, row in enumerate(self.rows) if row.outcome.standing in VETOED]
        found = red_and_black({at: rank for at, rank in ranks.items() if rank}, vetoed)
        red, black = ([self.rows[at] for at in listed] for listed in found)
        return red, black


@dataclass(frozen=True)
class Ranking:
    """total: the outcome of the whole territory, where its own sheets gave it."""

    board: Board
    groups: list[Group]
    comparison: Comparison
    total: Row | None = None

    @property
    def titled_rows(self) -> list[tuple[str, Row]]:
        """All rows with the title of their group: what a file holds."""
        return [(group.title, row) for group in self.groups for row in group.rows]

    @property
    def subject(self) -> Row | None:
        """Whom the page is about beside the table: one's own unit, else the territory as a whole."""
        return self.own or self.total

    @property
    def own_group(self) -> Group | None:
        return next((group for group in self.groups if group.own), None)

    @property
    def own(self) -> Row | None:
        return self.own_group.own if self.own_group else None


def ranking(board: Board, results: ResultBook, own_ids: Collection[int] = (), with_gaps: bool = False) -> Ranking:
    """The table of the board's round, or of its year, from results that were read for it.

    own_ids: units to be marked as one's own beside the home town. with_gaps: lists units too that had a result last year only.
    """
    sides = {basis: Comparison(board, results, basis) for basis in READ_BASES}
    territory = territory_of(board)
    board.settle_kind(_kinds(sides, territory))
    side = sides[_basis(board.kind, sides)]
    outcomes = side.gaps | side.shown if with_gaps else side.shown
    own = {pk for pk, outcome in outcomes.items() if pk in own_ids or (outcome.unit and outcome.unit.is_home)}
    rows = [side.row(pk, pk in own) for pk in _listed(outcomes, board.kind, side.basis, territory)]
    names = {outcome.unit.path: outcome.unit.name for outcome in outcomes.values() if outcome.unit}
    total = sides[Basis.TOTAL]
    return Ranking(
        board=board,
        groups=_groups(rows, names, side.basis == Basis.DEPARTMENT),
        comparison=side,
        total=total.row(territory, False) if territory in total.shown else None,
    )


def read_board_results(user, board: Board) -> ResultBook:
    """What `ranking` needs, in two queries, for a year three: everything in one round, of all others the units that are listed.

    Where that round has none of those, everything is read: another kind will be listed.
    """
    rounds = [round for round in rounds_read_for(board) if round]
    if not rounds:
        return ResultBook({})
    sure = read_year_sure(user, board, territory_of(board))
    whole, *others = sorted(rounds, key=lambda round: (round != board.round, round != board.book.latest))
    results = read_results(user, [whole], READ_BASES, others, alike=like_those_listed(board))
    if not _has_those_listed(board, whole, results):
        results = read_results(user, rounds, READ_BASES)
    return replace(results, year_sure=sure)


def _has_those_listed(board: Board, whole: Round, results: ResultBook) -> bool:
    if board.kind == UnitKind.DEPARTMENT:
        return bool(results.of(whole, Basis.DEPARTMENT))
    units = [outcome.unit for outcome in results.of(whole).values() if outcome.unit]
    if board.kind:
        return any(unit.kind == board.kind for unit in units)
    return any(unit.depth == whole.territory.depth + 1 for unit in units)


def like_those_listed(board: Board) -> Q:
    """Results of the other rounds that the board's table is about."""
    if board.kind == UnitKind.DEPARTMENT:
        return ~Q(basis=Basis.TERRITORY)
    if board.kind:
        return Q(basis=Basis.TOTAL) | Q(basis=Basis.TERRITORY, unit__kind=board.kind)
    below = Q(unit__depth=F("round__territory__depth") + 1) | Q(unit=None) | Q(unit=F("round__territory"))
    return Q(basis=Basis.TOTAL) | Q(basis=Basis.TERRITORY) & below


def rounds_read_for(board: Board) -> list[Round | None]:
    """Rounds whose results the board's table needs."""
    if board.round is None:
        return [*board.book.published, *board.book.last_published, board.bulletin, board.last_bulletin]
    return [board.round, board.before, board.year_before]


def territory_of(board: Board) -> int | None:
    """The id of the unit whose ground the board is about."""
    rounds = [round for round in rounds_read_for(board) if round]
    return rounds[0].territory_id if rounds else None


def _kinds(sides: dict[str, Comparison], territory: int | None) -> list[str]:
    """Kinds of unit that have results, in the order of UnitKind; 'department' stands for all responsible units."""
    found = {unit.kind for unit in _units_ranked(sides[Basis.TERRITORY].shown, territory).values()}
    if any(sides[Basis.DEPARTMENT].shown):
        found.add(UnitKind.DEPARTMENT)
    return [kind for kind in UnitKind.values if kind in found]


def _basis(kind: str, sides: dict[str, Comparison]) -> str:
    """Responsible units when they are asked for, or when there is nothing else."""
    asked = kind == UnitKind.DEPARTMENT or not (kind or sides[Basis.TERRITORY].shown)
    return Basis.DEPARTMENT if asked and sides[Basis.DEPARTMENT].shown else Basis.TERRITORY


def _listed(outcomes: Outcomes, kind: str, basis: str, territory: int | None) -> list[int | None]:
    """Ids of the units to list. Without a kind: the topmost ones of the territory, and what no unit is given for."""
    if basis == Basis.DEPARTMENT:
        return list(outcomes)
    units = _units_ranked(outcomes, territory)
    if kind:
        return [pk for pk, unit in units.items() if unit.kind == kind]
    paths = {unit.path for unit in units.values()}
    top = [pk for pk, unit in units.items() if paths.isdisjoint(unit.ancestor_paths()[:-1])]
    return [*top, *(pk for pk in outcomes if pk is None)]


def _units_ranked(outcomes: Outcomes, territory: int | None) -> dict[int, Unit]:
    """The units below the territory; the territory itself where its sheets name no unit below it."""
    units = {pk: outcome.unit for pk, outcome in outcomes.items() if pk}
    below = {pk: unit for pk, unit in units.items() if pk != territory}
    return below or units


def _groups(rows: list[Row], names: dict[str, str], by_department: bool) -> list[Group]:
    """Units that are ranked against one another together, one's own group first; what has no unit at the very end."""
    found = defaultdict(list)
    for row in rows:
        if row.outcome.unit:
            found[row.outcome.unit.ranked_with].append(row)
    groups = sorted(found.values(), key=lambda group: _group_order(group, by_department))
    if nowhere := [row for row in rows if row.outcome.unit is None]:
        groups = [*groups[:-1], [*(groups[-1] if groups else []), *nowhere]]
    titles = [_title(group[0].outcome.unit) for group in groups]
    several = {title for title, n in Counter(titles).items() if n > 1}
    return [
        Group(_title(group[0].outcome.unit, names if title in several else {}), sorted(group, key=_row_order))
        for title, group in zip(titles, groups, strict=True)
    ]


def _group_order(rows: list[Row], by_department: bool) -> tuple:
    """Of responsible units the departments and cleaning teams come before villages that answer for points too."""
    first = min((UnitKind.values.index(row.outcome.unit.kind), row.outcome.unit.path) for row in rows)
    own, territorial = any(row.own for row in rows), all(row.outcome.unit.is_territorial for row in rows)
    return (not own, by_department and territorial, *first)


def _row_order(row: Row) -> tuple:
    """Ranked ones by rank, then those only listed by score; what has no unit last."""
    outcome = row.outcome
    path = outcome.unit.path if outcome.unit else ""
    return (not outcome.unit, not row.is_ranked, outcome.rank or 0, outcome.score is None, -(outcome.score or 0), path)


def _title(unit: Unit | None, names: dict[str, str] | None = None) -> str:
    """What a group is called: its own name, or the kind of its units, after the unit above where that is needed."""
    if unit is None:
        return ""
    title = unit.ranking_group.name if unit.ranking_group_id else unit.get_kind_display()
    above = (names or {}).get(unit.parent_path)
    return f"{above} · {title}" if above else title
