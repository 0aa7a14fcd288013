"""The indicators of the loop as arithmetic over counts (the domain rules, section 6). Pure: no database, no clock, no floats.

What each count means, and how it is had from the records, stands in rectification/models/figures.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

TENTH = Decimal("0.1")
MINUTES_AN_HOUR = 60


class Rate(NamedTuple):
    """How many of how many; 0 <= part <= whole. Exact: it is rounded only where it is shown."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """0..1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    def percent(self, least: int) -> Decimal | None:
        """0..100 with one place, half-up; None where the whole is smaller than `least` (>= 1): too few for a percentage."""
        return rounded(100 * self.share) if self.whole >= max(least, 1) else None


def difference(this: Decimal | None, last: Decimal | None) -> Decimal | None:
    """this - last, e.g. in percentage points; None where either is missing."""
    return None if this is None or last is None else this - last


def rounded(value: Fraction) -> Decimal:
    """To one place, half-up, from the exact value; value >= 0."""
    tenths = value * 10
    whole, rest = divmod(tenths.numerator, tenths.denominator)
    return Decimal(whole + (2 * rest >= tenths.denominator)) * TENTH


def median(values: Iterable[int]) -> Fraction | None:
    """The middle value, or the exact mean of the two in the middle; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return Fraction(ordered[middle]) if len(ordered) % 2 else Fraction(ordered[middle - 1] + ordered[middle], 2)


def hours(minutes: Fraction | None) -> Decimal | None:
    """Minutes as hours with one place, half-up."""
    return None if minutes is None else rounded(minutes / MINUTES_AN_HOUR)


class Indicator(NamedTuple):
    """A rate of two sums. part_tasks and whole_tasks: the counts of tasks that stand behind the sums, where those are not
    tasks themselves. less_is_better: of two periods."""

    key: str
    part: str
    whole: str
    part_tasks: str
    whole_tasks: str
    less_is_better: bool = False

    @property
    def counts_events(self) -> bool:
        """Its sums are not numbers of tasks: one task may be handed in several times."""
        return self.part != self.part_tasks


REGISTERED = Indicator("registered", "registered", "reported", "registered", "reported")
CLOSED = Indicator("closed", "closed", "due", "closed", "due")
ON_TIME = Indicator("on_time", "on_time", "due_running", "on_time", "due_running")
REWORKED = Indicator("reworked", "reworks", "submissions", "sent_back", "handed_in", less_is_better=True)
CAME_BACK = Indicator("came_back", "came_back", "judged", "came_back", "judged", less_is_better=True)

RATES = (REGISTERED, CLOSED, ON_TIME, REWORKED, CAME_BACK)
"""立案率, 结案率, 按期结案率, 返工率, 反弹率, in the order of the loop."""


@dataclass
class Tally:
    """The counts of one row (a unit, a kind, a source, or all of them): name -> number, and the office minutes of each closure."""

    counts: dict[str, int] = field(default_factory=dict)
    minutes: list[int] = field(default_factory=list)

    def add(self, counts: dict[str, int]) -> None:
        for name, n in counts.items():
            self.counts[name] = self.counts.get(name, 0) + n

    def rate(self, indicator: Indicator) -> Rate:
        return Rate(self.counts.get(indicator.part, 0), self.counts.get(indicator.whole, 0))

    def n(self, name: str) -> int:
        return self.counts.get(name, 0)

    @property
    def hours_to_close(self) -> Decimal | None:
        """Median office hours from registration to closing, one place; None where nothing was closed."""
        return hours(median(self.minutes))

    @property
    def is_empty(self) -> bool:
        return not self.minutes and not any(self.counts.values())


def total(tallies: Sequence[Tally]) -> Tally:
    """All rows together: every task stands in one row."""
    everything = Tally()
    for tally in tallies:
        everything.add(tally.counts)
        everything.minutes += tally.minutes
    return everything
