"""The campaign's years: which one it is, and how many it has run without a break."""

from collections.abc import Collection
from dataclasses import dataclass

from campaign.models import CampaignYear
from core.trail_text import TrailLine, trail_of_all


@dataclass(frozen=True)
class YearInView:
    """year: None where the office has not entered it; in_a_row: years up to this one without a break, this one counted."""

    year: CampaignYear | None
    in_a_row: int


def year_in_view(user, year: int) -> YearInView:
    """One query."""
    known = {one.year: one for one in CampaignYear.objects.visible_to(user).filter(year__lte=year)}
    return YearInView(known.get(year), in_a_row(known, year))


def in_a_row(years: Collection[int], last: int) -> int:
    """How many years up to and with `last` follow one another without a gap; 0 where `last` is not among them."""
    n = 0
    while last - n in years:
        n += 1
    return n


NEWEST = 20
"""Changes of years that their page shows."""


def year_trail() -> list[TrailLine]:
    """What was done with the years lately: entered, opened, closed, opened again; each line begins with its year."""
    names = {year: str(year) for year in CampaignYear.objects.values_list("pk", flat=True)}
    return trail_of_all(CampaignYear, names, NEWEST)
