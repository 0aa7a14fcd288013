"""Sections x years for one unit: the share of points won, raw and over the items that both years have in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from dashboards.comparison import Pair, Sums, rate_pair
from inspections.models import ItemResult, Round

Year = dict[str, Sums]
"""Item code -> its exact sums."""


@dataclass(frozen=True)
class SectionRow:
    """rate pairs are 得分率 of 100; common is None where the year has nothing in common with the other."""

    name: str
    raw: Pair
    common: Pair


@dataclass(frozen=True)
class SectionTable:
    """changed: the two years used different standards, so `common` (same item codes) stands beside the raw rates."""

    rows: list[SectionRow]
    total: SectionRow | None
    changed: bool
    common_items: int
    items: tuple[int, int]


def sections_of(user, unit_id: int, basis: str, this: Iterable[Round], last: Iterable[Round]) -> SectionTable | None:
    """One unit's sections over the rounds of both years, in one query; None unless both years have item results."""
    this, last = list(this), list(last)
    years, names = _read(user, unit_id, basis, this, last)
    if not (years[True] and years[False]):
        return None
    now, then = _merged(years[True]), _merged(years[False])
    common = now.keys() & then.keys()
    section_of_code = {code: section for section, items in years[True].items() for code in items}
    rows = [
        SectionRow(
            name,
            rate_pair(years[True].get(name, {}), years[False].get(name, {})),
            rate_pair(now, then, {code for code in common if section_of_code[code] == name}),
        )
        for name in names
    ]
    return SectionTable(
        rows=rows,
        total=SectionRow("", rate_pair(now, then), rate_pair(now, then, common)),
        changed={round.standard_id for round in this} != {round.standard_id for round in last},
        common_items=len(common),
        items=(len(now), len(then)),
    )


def _read(user, unit_id, basis, this, last) -> tuple[dict[bool, dict[str, Year]], list[str]]:
    """Sums by year (True: this one), section and item code; and the sections' names in the order of the latest standard."""
    ids = {round.pk: True for round in this} | {round.pk: False for round in last}
    found = (
        ItemResult.objects.visible_to(user)
        .filter(unit=unit_id, basis=basis, round__in=ids)
        .values_list("round__year", "item__section__name", "item__code")
        .annotate(Sum("awarded"), Sum("maximum"))
        .order_by("-round__year", "item__section__order", "item__section__name")
    )
    years: dict[bool, dict[str, Year]] = {True: defaultdict(dict), False: defaultdict(dict)}
    this_year = this[0].year if this else None
    names = {}
    for year, section, code, awarded, maximum in found:
        _add(years[year == this_year][section], code, Sums(awarded, maximum))
        names[section] = None
    return years, list(names)


def _add(items: Year, code: str, sums: Sums) -> None:
    before = items.get(code)
    items[code] = Sums(before.awarded + sums.awarded, before.maximum + sums.maximum) if before else sums


def _merged(sections: Mapping[str, Year]) -> Year:
    """All items of a year, whatever their section."""
    merged: Year = {}
    for items in sections.values():
        for code, sums in items.items():
            _add(merged, code, sums)
    return merged
