"""What the units of a town won on some items, over the same rounds of two years; last year's of those that a unit is made of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from core.models import Unit
from core.units.history import History
from dashboards.boards import Board
from dashboards.comparison import Sums
from dashboards.selectors.lineage import earlier_of, lineage_of
from dashboards.selectors.outcome import Footing
from inspections.models import Basis, ItemResult

ItemSums = dict[str, Sums]
"""Item code > points."""


@dataclass(frozen=True)
class UnitItems:
    """units: id > name then, of those that lay right below the town in this year's rounds. last: of those that each is made of.

    rounds: how many same rounds. paths: id > where the unit is in the tree today. footings: where last year's are not its own alone.
    """

    rounds: int = 0
    units: dict[int, str] = field(default_factory=dict)
    this: Mapping[int, ItemSums] = field(default_factory=dict)
    last: Mapping[int, ItemSums] = field(default_factory=dict)
    paths: Mapping[int, str] = field(default_factory=dict)
    footings: dict[int, Footing] = field(default_factory=dict)

    def holds(self, pk: int, paths: Iterable[str]) -> bool:
        """Does one of these places of today's tree lie in the unit?"""
        return any(path.startswith(self.paths[pk]) for path in paths)


def both_years(user, board: Board, home: Unit | None, codes: set[str]) -> UnitItems:
    """In two queries; up to three more where units have changed."""
    pairs = [(round, board.book.year_before(round)) for round in board.book.published]
    rounds = {round.pk: round for pair in pairs if pair[1] for round in pair}
    if not rounds or home is None:
        return UnitItems()
    rows = _rows(user, rounds, home, codes)
    units = Unit.objects.in_bulk({row[0] for row in rows})
    history = History.of(units.values())
    years: tuple[dict, dict] = (defaultdict(dict), defaultdict(dict))
    names: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for pk, round_id, code, won, possible in rows:
        then = history.on(units[pk], rounds[round_id].starts_on)
        if then.depth == home.depth + 1 and then.path.startswith(home.path):
            at = rounds[round_id].year != board.year
            names[at][pk] = then.name
            _add(years[at][pk], code, Sums(won, possible))
    last, footings = _of_predecessors(units, names, years[1], min(one.starts_on for one in rounds.values()))
    paths = {pk: unit.path for pk, unit in units.items()}
    return UnitItems(len(rounds) // 2, names[0], years[0], last, paths, footings)


def _rows(user, rounds: Iterable[int], home: Unit, codes: set[str]) -> list[tuple]:
    """(unit, round, item code, won, possible) of the units right below the town today, and of all that have changed."""
    near = Q(unit__depth=home.depth + 1) | Q(unit__successor__isnull=False) | Q(unit__changed_on__isnull=False)
    rows = ItemResult.objects.visible_to(user).filter(
        near, basis=Basis.TERRITORY, round__in=list(rounds), item__code__in=codes, maximum__gt=0
    )
    return list(rows.values_list("unit", "round", "item__code", "awarded", "maximum"))


def _of_predecessors(units: dict[int, Unit], names: tuple, last: dict[int, ItemSums], day: date) -> tuple[dict, dict]:
    """This year's units > last year's points of all that each is made of, and on what footing."""
    lineage = lineage_of(units)
    found, footings = {}, {}
    for pk in names[0]:
        olds, footing = earlier_of(pk, names[1], lineage, day)
        found[pk] = {}
        for old in olds:
            for code, sums in last[old].items():
                _add(found[pk], code, sums)
        if footing:
            footings[pk] = footing
    return found, footings


def _add(sums: ItemSums, code: str, more: Sums) -> None:
    old = sums.get(code, Sums(Decimal(0), Decimal(0)))
    sums[code] = Sums(old.awarded + more.awarded, old.maximum + more.maximum)
