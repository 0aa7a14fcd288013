"""Money beside results, year by year: what the works cost, and where the city's inspections saw the town (以进展成果检验创建成效)."""

from dataclasses import dataclass
from decimal import Decimal

from dashboards.comparison import difference
from dashboards.selectors.outcomes import Outcome, ResultBook, read_results
from dashboards.selectors.rounds import RoundBook, key_of, read_rounds
from facilities.models import FundingEntry
from facilities.selectors.funding import Sums, sums_by
from inspections.models import Basis, Level

YEARS = 6
"""So many, the latest: further back the standards were others."""


@dataclass(frozen=True)
class YearReturn:
    """sums: of the year's money. outcome: the home town's year at the city; None without a published inspection.

    change: points on the year before; None where either has no score, or the years do not have the same rounds.
    """

    year: int
    sums: Sums
    outcome: Outcome | None
    change: Decimal | None


def returns_by_year(user, this_year: int) -> list[YearReturn]:
    """The latest year first, up to the present one; years with neither money nor a result stay out. Four queries."""
    money = sums_by(FundingEntry.objects.visible_to(user), "year")
    books, results = _city(user, this_year)
    outcomes = {year: _of_home(book, results) for year, book in books.items()}
    found = []
    for year in range(this_year, this_year - YEARS, -1):
        outcome, before = outcomes.get(year), outcomes.get(year - 1)
        if outcome or year in money:
            change = difference(outcome.score, before.score) if outcome and before and _are_alike(books, year) else None
            found.append(YearReturn(year, money.get(year, Sums()), outcome, change))
    return found


def _are_alike(books: dict[int, RoundBook], year: int) -> bool:
    """A part of a year is not set against a whole one."""
    this, last = ({key_of(round) for round in books[one].published} for one in (year, year - 1))
    return this == last


def _city(user, this_year: int) -> tuple[dict[int, RoundBook], ResultBook]:
    years = range(this_year - YEARS, this_year + 1)
    rounds = [round for round in read_rounds(user, (Level.CITY,)) if round.is_published and round.year in years]
    books = {year: RoundBook.of(rounds, year) for year in {round.year for round in rounds}}
    return books, read_results(user, rounds, (Basis.TERRITORY,))


def _of_home(book: RoundBook, results: ResultBook) -> Outcome | None:
    if results.home is None:
        return None
    bulletin = next((round for round in book.this if round.covers_year), None)
    return results.over_year(book.published, Basis.TERRITORY, bulletin).get(results.home.pk)
