"""What one unit won on each item in several years, in one query: sections and items of all comparisons are made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from dashboards.comparison import Sums
from inspections.models import ItemResult, Round

Year = dict[str, Sums]
"""Item code -> its exact sums over the year's rounds."""
NONE = Sums(Decimal(0), Decimal(0))


@dataclass(frozen=True)
class ItemYears:
    """years: year -> its items. by_section: year -> section -> its items. names, section_of: by code, of the latest standard.

    sections: in the order of the latest standard.
    """

    years: dict[int, Year] = field(default_factory=dict)
    by_section: dict[int, dict[str, Year]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    section_of: dict[str, str] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)

    def add(self, year: int, section: str, code: str, sums: Sums) -> None:
        for items in (self.years.setdefault(year, {}), self.by_section.setdefault(year, {}).setdefault(section, {})):
            before = items.get(code, NONE)
            items[code] = Sums(before.awarded + sums.awarded, before.maximum + sums.maximum)

    def items(self, year: int, section: str | None = None) -> Year:
        """Of a year, or of one section in it; empty where there are none."""
        return self.years.get(year, {}) if section is None else self.by_section.get(year, {}).get(section, {})

    def common(self, this: int, last: int) -> set[str]:
        """Codes of the items that both years have: an item that means the same keeps its code."""
        return self.items(this).keys() & self.items(last).keys()


def read_item_years(user, units: Iterable[int], basis: str, rounds: Mapping[int, Iterable[Round]]) -> ItemYears:
    """Of these units together: a unit and those that went into it. rounds: year -> the rounds that count for it. One query; none
    without a round."""
    ids = {round.pk for chosen in rounds.values() for round in chosen}
    found = ItemYears()
    if not ids:
        return found
    rows = (
        ItemResult.objects.visible_to(user)
        .filter(unit__in=list(units), basis=basis, round__in=ids)
        .values_list("round__year", "item__section__name", "item__code", "item__name")
        .annotate(Sum("awarded"), Sum("maximum"))
        .order_by("-round__year", "item__section__order", "item__section__name", "item__code")
    )
    for year, section, code, name, awarded, maximum in rows:
        found.add(year, section, code, Sums(awarded, maximum))
        found.names.setdefault(code, name)
        found.section_of.setdefault(code, section)
        if section not in found.sections:
            found.sections.append(section)
    return found
