"""Sections x years for one unit: the share of points won, raw and over the items that both years have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dashboards.comparison import Pair, rate, rate_pair
from dashboards.selectors.item_years import ItemYears
from inspections.models import Round


@dataclass(frozen=True)
class SectionRow:
    """rate pairs are 得分率 of 100; the common pair is empty where the years have nothing in common.

    earlier: the raw rate of each earlier year, None where it lacks the section.
    """

    name: str
    raw: Pair
    common: Pair
    earlier: list[Decimal | None] = field(default_factory=list)


@dataclass(frozen=True)
class EarlierYear:
    """A year before last year in the table; rounds: how many of the same rounds it has, of how many."""

    year: int
    rounds: int
    of: int

    @property
    def is_part(self) -> bool:
        return self.rounds < self.of


@dataclass(frozen=True)
class SectionTable:
    """changed: the two years used different standards, so `common` (same item codes) stands beside the raw rates."""

    rows: list[SectionRow]
    total: SectionRow
    changed: bool
    common_items: int
    items: tuple[int, int]
    earlier: list[EarlierYear] = field(default_factory=list)

    @property
    def all_rows(self) -> list[SectionRow]:
        return [*self.rows, self.total]


def sections_of(items: ItemYears, rounds: Mapping[int, Iterable[Round]], year: int) -> SectionTable | None:
    """One unit's sections in a year, the year before, and as far as they are there the years before that.

    rounds: year -> the rounds that its items come from, the same ones in each year. None unless both years have items.
    """
    this, last = items.items(year), items.items(year - 1)
    if not (this and last):
        return None
    common = items.common(year, year - 1)
    before = [one for one in sorted(items.years, reverse=True) if one < year - 1]
    rows = [
        SectionRow(
            name,
            rate_pair(items.items(year, name), items.items(year - 1, name)),
            rate_pair(this, last, {code for code in common if items.section_of[code] == name}),
            [rate(items.items(one, name).values()) for one in before],
        )
        for name in items.sections
    ]
    total = SectionRow(
        "", rate_pair(this, last), rate_pair(this, last, common), [rate(items.items(one).values()) for one in before]
    )
    standards = [{round.standard_id for round in rounds[one]} for one in (year, year - 1)]
    of = len(list(rounds[year]))
    return SectionTable(
        rows=rows,
        total=total,
        changed=standards[0] != standards[1],
        common_items=len(common),
        items=(len(this), len(last)),
        earlier=[EarlierYear(one, len(list(rounds[one])), of) for one in before],
    )
