"""Money against score: what was paid for each kind of project, and how the items that it should move changed.

A description: units where something was paid beside units where nothing was, over the same rounds of both years. Never a proof.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from core.models import Unit
from dashboards.boards import Board
from dashboards.comparison import Pair, Sums, rate
from facilities.models import FundingEntry, FundingStep, ProjectKind
from inspections.models import Basis, ExpectedEffect, Item, ItemResult

UnitYears = dict[tuple[str, bool], dict[str, Sums]]
"""(tree path of a unit, whether of this year) > item code > sums."""


@dataclass(frozen=True)
class Side:
    """Some units together: their names, and the points won of 100 on the items in both years."""

    units: list[str]
    pair: Pair


@dataclass(frozen=True)
class MoneyRow:
    """A kind of project in a year. paid in yuan; elsewhere: of it, what belongs to no single unit; items: code > name.

    spent, unspent: None where nothing can be said: no items named, nobody paid or everybody, no same rounds.
    """

    kind: ProjectKind
    paid: Decimal
    elsewhere: Decimal
    projects: int
    items: dict[str, str]
    spent: Side | None = None
    unspent: Side | None = None

    @property
    def difference(self) -> Decimal | None:
        """Change where money was spent less change where none was, in points; None where either is missing."""
        if not (self.spent and self.unspent):
            return None
        here, there = self.spent.pair.difference, self.unspent.pair.difference
        return None if here is None or there is None else here - there


@dataclass(frozen=True)
class MoneyAgainstScore:
    """rounds: how many same rounds of both years are compared; units: how many units have scores in them."""

    year: int
    rounds: int
    units: int
    rows: list[MoneyRow]

    @property
    def paid(self) -> Decimal:
        return sum((row.paid for row in self.rows), Decimal(0))


@dataclass
class _Paid:
    """What was paid for a kind of project: by unit below the town, and in all."""

    total: Decimal = Decimal(0)
    elsewhere: Decimal = Decimal(0)
    projects: int = 0
    paths: set[str] | None = None


def money_against_score(user, board: Board) -> MoneyAgainstScore:
    """In seven queries, whatever the number of projects, units and scores."""
    home = Unit.objects.home()
    paid = _paid(user, board.year, home)
    effects = _effects(user)
    kinds = ProjectKind.objects.filter(pk__in={*paid, *effects})
    units, results, rounds = _results(user, board, home, {code for items in effects.values() for code in items})
    rows = [_row(kind, paid.get(kind.pk, _Paid()), effects.get(kind.pk, {}), units, results) for kind in kinds]
    rows.sort(key=lambda row: -row.paid)
    return MoneyAgainstScore(board.year, rounds, len(units), rows)


def _paid(user, year: int, home: Unit | None) -> dict[int, _Paid]:
    entries = FundingEntry.objects.visible_to(user).of_year(year).filter(step=FundingStep.PAID, project__isnull=False)
    rows = entries.order_by().values_list("project__kind", "project__unit__path")
    depth = len(home.path) + Unit.steplen if home else 0
    found: dict[int, _Paid] = defaultdict(lambda: _Paid(paths=set()))
    for kind, path, amount, projects in rows.annotate(Sum("amount"), Count("project", distinct=True)):
        one = found[kind]
        one.total += amount
        one.projects += projects
        if home and path and path.startswith(home.path) and len(path) >= depth:
            one.paths.add(path[:depth])
        else:
            one.elsewhere += amount
    return dict(found)


def _effects(user) -> dict[int, dict[str, str]]:
    """Kind of project > code > name of the items that it should move."""
    rows = list(ExpectedEffect.objects.visible_to(user).values_list("kind", "item_code"))
    names = Item.objects.filter(code__in={code for _kind, code in rows}).order_by("standard__version")
    names = dict(names.values_list("code", "name"))
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for kind, code in rows:
        found[kind][code] = names.get(code, code)
    return dict(found)


def _results(user, board: Board, home: Unit | None, codes: set[str]) -> tuple[dict[str, str], UnitYears, int]:
    """Names of the units right below the town by tree path, their sums by year and item, and the number of same rounds."""
    pairs = [(round, board.book.year_before(round)) for round in board.book.published]
    pairs = [(round, last) for round, last in pairs if last]
    if not pairs or home is None:
        return {}, {}, 0
    this = {round.pk for round, _last in pairs}
    both = this | {last.pk for _round, last in pairs}
    rows = ItemResult.objects.visible_to(user).filter(
        basis=Basis.TERRITORY, round__in=both, item__code__in=codes, maximum__gt=0, unit__depth=home.depth + 1
    )
    units: dict[str, str] = {}
    found: UnitYears = defaultdict(dict)
    names = ("unit__path", "unit__name", "round", "item__code", "awarded", "maximum")
    for path, name, round_id, code, won, possible in rows.values_list(*names):
        units[path] = name
        year = found[path, round_id in this]
        old = year.get(code, Sums(Decimal(0), Decimal(0)))
        year[code] = Sums(old.awarded + won, old.maximum + possible)
    return units, found, len(pairs)


def _row(kind: ProjectKind, paid: _Paid, items: dict[str, str], units: dict[str, str], results: UnitYears) -> MoneyRow:
    row = MoneyRow(kind, paid.total, paid.elsewhere, paid.projects, items)
    here = [path for path in units if path in (paid.paths or ())]
    there = [path for path in units if path not in (paid.paths or ())]
    if not items or not here or not there:
        return row
    sides = [Side([units[path] for path in paths], _pair(paths, items, results)) for paths in (here, there)]
    return MoneyRow(kind, paid.total, paid.elsewhere, paid.projects, items, *sides)


def _pair(paths: Iterable[str], codes: Iterable[str], results: UnitYears) -> Pair:
    """The items that a unit has in both years, pooled over the units."""
    years: dict[bool, list[Sums]] = {True: [], False: []}
    for path in paths:
        this, last = results.get((path, True), {}), results.get((path, False), {})
        for code in codes:
            if code in this and code in last:
                years[True].append(this[code])
                years[False].append(last[code])
    return Pair(rate(years[True]), rate(years[False]), 0)
