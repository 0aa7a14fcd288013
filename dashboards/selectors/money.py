"""Money against score: what was paid for each kind of project, and how the items that it should move changed.

A description: units where something was paid beside units where nothing was, over the same rounds of both years. Never a proof.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from core.models import Unit
from dashboards.boards import Board
from dashboards.comparison import Pair, rate
from dashboards.selectors.outcome import Footing
from dashboards.selectors.unit_items import UnitItems, both_years
from facilities.models import FundingEntry, FundingStep, ProjectKind
from inspections.models import ExpectedEffect, Item


@dataclass(frozen=True)
class Side:
    """Some units together: their names, and the points won of 100 on the items in both years. footings: unit > whose points last
    year's are, where not its own alone."""

    units: list[str]
    pair: Pair
    footings: dict[str, Footing] = field(default_factory=dict)


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
    """What was paid for a kind of project: by unit below the town (tree paths of today), and in all."""

    total: Decimal = Decimal(0)
    elsewhere: Decimal = Decimal(0)
    projects: int = 0
    paths: set[str] = field(default_factory=set)


def money_against_score(user, board: Board) -> MoneyAgainstScore:
    """In seven queries, whatever the number of projects, units and scores; up to three more where units have changed."""
    home = Unit.objects.home()
    paid = _paid(user, board.year, home)
    effects = _effects(user)
    kinds = ProjectKind.objects.filter(pk__in={*paid, *effects})
    seen = both_years(user, board, home, {code for items in effects.values() for code in items})
    rows = [_row(kind, paid.get(kind.pk, _Paid()), effects.get(kind.pk, {}), seen) for kind in kinds]
    rows.sort(key=lambda row: -row.paid)
    return MoneyAgainstScore(board.year, seen.rounds, len(seen.units), rows)


def _paid(user, year: int, home: Unit | None) -> dict[int, _Paid]:
    entries = FundingEntry.objects.visible_to(user).of_year(year).filter(step=FundingStep.PAID, project__isnull=False)
    rows = entries.order_by().values_list("project__kind", "project__unit__path")
    depth = len(home.path) + Unit.steplen if home else 0
    found: dict[int, _Paid] = defaultdict(_Paid)
    for kind, path, amount, projects in rows.annotate(Sum("amount"), Count("project", distinct=True)):
        one = found[kind]
        one.total += amount
        if amount <= 0:  # what was paid was corrected away: nothing was paid there
            continue
        one.projects += projects
        if home and path and path.startswith(home.path) and len(path) >= depth:
            one.paths.add(path)
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


def _row(kind: ProjectKind, paid: _Paid, items: dict[str, str], seen: UnitItems) -> MoneyRow:
    row = MoneyRow(kind, paid.total, paid.elsewhere, paid.projects, items)
    here = [pk for pk in seen.units if seen.holds(pk, paid.paths)]
    there = [pk for pk in seen.units if pk not in here]
    if not items or not here or not there:
        return row
    sides = [_side(pks, items, seen) for pks in (here, there)]
    return MoneyRow(kind, paid.total, paid.elsewhere, paid.projects, items, *sides)


def _side(units: list[int], codes: Iterable[str], seen: UnitItems) -> Side:
    """The items that a unit has in both years, pooled over the units."""
    this, last, codes = [], [], list(codes)
    for pk in units:
        now, then = seen.this.get(pk, {}), seen.last.get(pk, {})
        both = [code for code in codes if code in now and code in then]
        this += [now[code] for code in both]
        last += [then[code] for code in both]
    footings = {seen.units[pk]: seen.footings[pk] for pk in units if pk in seen.footings}
    return Side([seen.units[pk] for pk in units], Pair(rate(this), rate(last), 0), footings)
