"""Money beside results, year by year: what the works cost, and where the city's inspections saw the town (以进展成果检验创建成效)."""

from dataclasses import dataclass
from decimal import Decimal

from dashboards.comparison import difference, over_same_rounds
from dashboards.selectors.outcomes import Outcome, ResultBook, read_results
from dashboards.selectors.rounds import RoundBook, key_of, read_rounds
from facilities.models import FundingEntry
from facilities.selectors.funding import Sums, sums_by
from inspections.models import Basis, Level, Round

YEARS = 6
"""So many, the latest: further back the standards were others."""


@dataclass(frozen=True)
class YearReturn:
    """sums: of the year's money. outcome: the home town's year at the city; None without a published inspection.

    change: points on the year before, between what the city's bulletins give for both whole years, else over the rounds; None where
    either has no score, or the years do not have the same rounds.
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
        if outcomes.get(year) or year in money:
            outcome = outcomes.get(year)
            found.append(YearReturn(year, money.get(year, Sums()), outcome, _change(books, results, year)))
    return found


def _change(books: dict[int, RoundBook], results: ResultBook, year: int) -> Decimal | None:
    """A part of a year is not set against a whole one, nor a bulletin for one of them against the other's rounds."""
    both = [books.get(one) for one in (year, year - 1)]
    if results.home is None or None in both:
        return None
    this, last = both
    if {key_of(round) for round in this.published} != {key_of(round) for round in last.published}:
        return None
    given = [results.carried_over(_bulletin(book)).get(results.home.pk) for book in both]
    if all(one and one.score is not None for one in given):
        return difference(*(one.score for one in given))
    scores = [results.scores_of(results.home.pk, book.published) for book in both]
    return over_same_rounds(*scores).difference if scores[0].keys() == scores[1].keys() else None


def _city(user, this_year: int) -> tuple[dict[int, RoundBook], ResultBook]:
    years = range(this_year - YEARS, this_year + 1)
    rounds = [round for round in read_rounds(user, (Level.CITY,)) if round.is_published and round.year in years]
    books = {year: RoundBook.of(rounds, year) for year in {round.year for round in rounds}}
    return books, read_results(user, rounds, (Basis.TERRITORY,))


def _of_home(book: RoundBook, results: ResultBook) -> Outcome | None:
    if results.home is None:
        return None
    return results.over_year(book.published, Basis.TERRITORY, _bulletin(book)).get(results.home.pk)


def _bulletin(book: RoundBook) -> Round | None:
    return next((round for round in book.this if round.covers_year), None)
