"""What moved the score: items between two years, like for like, and units; what got better or worse and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboards.comparison import Pair, Sums, rate, rate_pair
from dashboards.selectors.item_years import ItemYears
from inspections.scoring import rounded


@dataclass(frozen=True)
class ItemMove:
    """An item in both years. rate: 得分率 of 100. moved: points by which it moved the score over the common items.

    moved is the change of the item's own rate times its weight (its share of the points possible, mean of both years); None where
    a year lacks the item, or where it only adds points (a bonus).
    """

    code: str
    name: str
    section: str
    rate: Pair
    moved: Decimal | None

    @property
    def is_common(self) -> bool:
        return self.moved is not None


@dataclass(frozen=True)
class ItemTable:
    """rows: what moved the score most, first; then what only one year has. whole: all items of each year, as they are (raw).

    mix: points of the difference over the common items that no item's own rate explains: items were seen in other proportions.
    """

    rows: list[ItemMove]
    common: Pair
    whole: Pair
    mix: Decimal

    @property
    def compared(self) -> list[ItemMove]:
        return [row for row in self.rows if row.is_common]

    @property
    def one_sided(self) -> list[ItemMove]:
        """Items of one of the years alone: gaps, never zero."""
        return [row for row in self.rows if not row.is_common]

    def better(self, most: int) -> list[ItemMove]:
        return [row for row in self.rows if row.moved is not None and row.moved > 0][:most]

    def worse(self, most: int) -> list[ItemMove]:
        return [row for row in self.rows if row.moved is not None and row.moved < 0][:most]


def items_of(items: ItemYears, year: int) -> ItemTable | None:
    """A unit's items in a year and the year before; None unless both years have items."""
    this, last = items.items(year), items.items(year - 1)
    if not (this and last):
        return None
    common = items.common(year, year - 1)
    wholes = [_maximum(side, common) for side in (this, last)]
    rows = []
    explained = Fraction(0)
    for code in sorted(this.keys() | last.keys()):
        sides = (this.get(code), last.get(code))
        moved = _moved(*sides, *wholes) if code in common else None
        explained += moved or 0
        rows.append(
            ItemMove(
                code,
                items.names[code],
                items.section_of[code],
                Pair(*(rate([side]) if side else None for side in sides), 0),
                None if moved is None else rounded(moved),
            )
        )
    rows.sort(key=lambda row: (row.moved is None, -abs(row.moved or 0), row.code))
    return ItemTable(
        rows,
        common=rate_pair(this, last, common),
        whole=rate_pair(this, last),
        mix=rounded(_change(this, last, common) - explained),
    )


def _maximum(year: dict[str, Sums], codes: Iterable[str]) -> Fraction:
    return sum((Fraction(year[code].maximum) for code in codes), Fraction(0))


def _moved(this: Sums, last: Sums, this_whole: Fraction, last_whole: Fraction) -> Fraction | None:
    """Mean weight x change of the own rate, in points of 100, exactly."""
    if not (this.maximum and last.maximum):
        return None
    weight = (Fraction(this.maximum) / this_whole + Fraction(last.maximum) / last_whole) / 2
    change = Fraction(this.awarded) / Fraction(this.maximum) - Fraction(last.awarded) / Fraction(last.maximum)
    return 100 * weight * change


def _change(this: dict[str, Sums], last: dict[str, Sums], codes: set[str]) -> Fraction:
    """The difference of both years' rates over these items, exactly; 0 where nothing counted."""
    rates = []
    for year in (this, last):
        maximum = _maximum(year, codes)
        if not maximum:
            return Fraction(0)
        rates.append(100 * sum((Fraction(year[code].awarded) for code in codes), Fraction(0)) / maximum)
    return rates[0] - rates[1]
