"""The city's inspections, as its bulletins gave them: three years, five a year, and the year's own bulletin.

Facts F02 and F03 of the annual report: last year first over the whole year; this year three firsts and two seconds.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from config.demo.dates import Dates
from config.demo.town import HOME, PEERS
from core.models import Unit
from inspections.models import Basis, Level, Round, RoundResult, RoundState, Standing
from inspections.scoring import weighted_year_score
from inspections.services.results import give_ranks

SUBDISTRICTS = [HOME, *PEERS]
TOO_FEW = "新安街道"
"""A new subdistrict of which the city visits four points only: listed, not ranked."""

POINTS_VISITED = [18, 17, 18, 16, 17, 18, 16, 17, 18, 15, 4]
MONTHS = {1: 3, 2: 5, 3: 7, 4: 9, 5: 11}
NUMERALS = "一二三四五"

SCORES = {
    -2: [
        "86.90 89.10 87.40 88.35 87.80 86.10 85.20 84.65 86.40 82.90 84.10",
        "87.75 89.42 87.62 88.60 88.02 86.35 85.47 84.90 86.72 83.15 84.66",
        "88.60 89.75 88.05 88.92 88.30 86.88 85.90 85.36 87.05 83.44 85.02",
        "89.28 89.90 88.31 89.05 88.47 87.21 86.33 85.80 87.30 83.70 85.57",
        "89.11 90.20 88.60 89.33 88.71 87.64 86.58 86.02 87.59 83.92 85.80",
    ],
    -1: [
        "90.72 90.31 88.90 89.95 89.40 88.62 87.10 86.45 87.95 84.20 86.90",
        "91.05 91.42 89.35 90.12 89.77 88.90 87.55 86.90 88.12 84.65 87.30",
        "91.88 91.20 89.82 90.55 90.08 89.24 87.96 87.41 88.50 85.02 87.77",
        "92.64 91.76 90.40 90.93 90.40 89.70 88.35 87.85 88.94 85.40 88.15",
        "92.17 92.50 90.61 91.30 90.85 90.02 88.21 87.93 88.77 85.31 88.40",
    ],
    0: [
        "91.46 91.88 90.12 90.76 89.90 89.31 88.45 87.20 87.64 85.10 88.20",
        "92.80 92.15 90.92 91.20 90.35 90.05 88.97 88.10 87.92 85.66 89.02",
        "93.55 92.70 91.45 91.96 90.84 90.12 89.33 88.52 88.20 86.02 89.40",
        "92.31 92.96 91.02 91.58 90.26 90.71 89.48 88.34 88.71 85.93 89.95",
        "94.12 93.48 92.06 92.06 91.37 90.85 89.92 89.20 87.66 86.41 90.33",
    ],
    1: [
        "92.05 92.40 90.85 91.10 90.60 90.02 89.10 88.35 87.30 86.10 89.20",
        "93.38 92.95 91.40 91.72 91.05 90.44 89.61 88.90 87.95 86.52 89.74",
        "93.90 93.12 91.86 92.20 91.37 90.83 90.02 89.34 88.31 86.90 90.10",
        "93.02 93.41 91.63 92.01 91.70 91.12 90.20 89.55 88.64 87.02 90.46",
        "94.20 93.66 92.30 92.15 91.94 91.30 90.41 89.87 88.52 87.15 90.71",
    ],
}
"""By year from the report's year on: a line a round, scores in the order of SUBDISTRICTS."""


def make_city_rounds(units: dict[str, Unit], city: Unit, dates: Dates) -> list[Round]:
    """Makes every inspection and yearly bulletin that was published by the as-of moment."""
    rounds = []
    for year in dates.years:
        table = [[Decimal(score) for score in line.split()] for line in SCORES[year - dates.report_year]]
        bulletins = [*_inspections(year, city, dates, table), *_whole_year(year, city, dates, table)]
        for round, scores, points in bulletins:
            if dates.has_come(round.published_at):
                round.save()
                _make_results(round, units, scores, points)
                rounds.append(round)
    return rounds


def _inspections(year: int, city: Unit, dates: Dates, table) -> Iterator[tuple]:
    for number, month in MONTHS.items():
        day = date(year, month, 16)
        first = day - timedelta(days=max(0, day.weekday() - 3))  # two days of the same working week
        round = Round(
            year=year,
            level=Level.CITY,
            number=number,
            name=f"{year}年第{NUMERALS[number - 1]}次市级检查",
            territory=city,
            starts_on=first,
            ends_on=first + timedelta(days=1),
            state=RoundState.PUBLISHED,
            published_at=dates.at(first + timedelta(days=3), 16),
            source=f"市文明办通报〔{year}〕{number * 2 + 1}号",
        )
        yield round, table[number - 1], POINTS_VISITED


def _whole_year(year: int, city: Unit, dates: Dates, table) -> Iterator[tuple]:
    round = Round(
        year=year,
        level=Level.CITY,
        name=f"{year}年度市级总评",
        territory=city,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        state=RoundState.PUBLISHED,
        published_at=dates.at(date(year + 1, 1, 12), 10),
        source=f"市文明办通报〔{year + 1}〕1号",
    )
    scores = [weighted_year_score((score, Decimal(1)) for score in column) for column in zip(*table, strict=True)]
    yield round, scores, [5 * count for count in POINTS_VISITED]


def _make_results(round: Round, units: dict[str, Unit], scores: list[Decimal], points: list[int]) -> None:
    results = RoundResult.objects.bulk_create(
        RoundResult(
            round=round,
            basis=Basis.TERRITORY,
            unit=units[name],
            score=score,
            points=visited,
            standing=Standing.TOO_FEW if name == TOO_FEW else Standing.RANKED,
            imported=True,
        )
        for name, score, visited in zip(SUBDISTRICTS, scores, points, strict=True)
    )
    give_ranks(results)
    for result in results:
        result.rank = result.rank_by_score  # the city's own ranks, which agree with its scores
    RoundResult.objects.bulk_update(results, ["rank", "rank_by_score", "tied"])
