"""Which rounds a page of results is about, and which rounds stand before and a year before each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from inspections.models import Round, RoundState

Key = tuple[str, int]
"""(series, number): rounds of two years with the same key are the same round (同次)."""


def key_of(round: Round) -> Key:
    return (round.series, round.number)


@dataclass(frozen=True)
class RoundBook:
    """A level's rounds of one year and of the year before, as far as the user may read their results, in their order."""

    year: int
    this: list[Round] = field(default_factory=list)
    last: list[Round] = field(default_factory=list)

    @classmethod
    def of(cls, rounds: Iterable[Round], year: int) -> "RoundBook":
        ordered = sorted(rounds, key=lambda r: (r.number is None, r.series, r.number or 0, r.pk))
        return cls(year, [r for r in ordered if r.year == year], [r for r in ordered if r.year == year - 1])

    @property
    def inspections(self) -> list[Round]:
        """This year's rounds without bulletins for the whole year, in the order of their days."""
        return sorted((r for r in self.this if not r.covers_year), key=lambda r: (r.starts_on, key_of(r)))

    @property
    def published(self) -> list[Round]:
        return [r for r in self.inspections if r.is_published]

    @property
    def last_published(self) -> list[Round]:
        return [r for r in self.last if r.is_published and not r.covers_year]

    @property
    def latest(self) -> Round | None:
        """The latest published round of this year."""
        return self.published[-1] if self.published else None

    @property
    def series_names(self) -> list[str]:
        """The series that run this year; usually one, without a name."""
        return sorted({r.series for r in self.inspections})

    def numbered(self, number: int, series: str | None = None) -> Round | None:
        """This year's round by its number; in the first series that has it, unless one is named."""
        fitting = (r for r in self.this if r.number == number and series in (None, r.series))
        return next(fitting, None)

    def before(self, round: Round) -> Round | None:
        """The published round before it in its series; for the year's first, the last one of the year before."""
        series = [r for r in [*self.last, *self.this] if r.series == round.series and not r.covers_year]
        earlier = [r for r in series[: series.index(round)] if r.is_published] if round in series else []
        return earlier[-1] if earlier else None

    def year_before(self, round: Round) -> Round | None:
        """Last year's published round with the same series and number (去年同次)."""
        return next((r for r in self.last_published if key_of(r) == key_of(round)), None)


def years_by_level(user, scored_here: bool = False) -> dict[str, dict[int, bool]]:
    """Levels that have results the user may read: each with its years, the latest first, and whether one is published.

    scored_here: only rounds with a standard, not those whose scores somebody else gave.
    """
    rounds = Round.objects.with_results_for(user)
    if scored_here:
        rounds = rounds.exclude(standard=None)
    found = rounds.order_by("-year").values_list("level", "year", "state").distinct()
    years: dict[str, dict[int, bool]] = {}
    for level, year, state in found:
        published = years.setdefault(level, {})
        published[year] = published.get(year, False) or state == RoundState.PUBLISHED
    return years


def read_book(user, level: str, year: int) -> RoundBook:
    """A level's rounds of a year and the year before, in one query."""
    rounds = Round.objects.with_results_for(user).filter(level=level, year__in=(year, year - 1))
    return RoundBook.of(rounds.select_related("territory", "standard", "estimate").order_by("pk"), year)


def read_rounds(user, levels: Iterable[str]) -> list[Round]:
    """The rounds of these levels in all years, in one query: for levels with few rounds a year."""
    return list(Round.objects.with_results_for(user).filter(level__in=levels).order_by("pk"))
