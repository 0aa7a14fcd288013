"""The campaign's years: which one it is, and how many it has run without a break."""

from collections.abc import Collection
from dataclasses import dataclass

from campaign.models import CampaignYear


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
