"""How regularly garbage is taken away (日产日清). Pure: no database, no clock.

A day without a record is a gap: neither cleared nor late. The share is that of the days that were recorded; what is said in
words also asks that hardly a day is missing. 'Achieved' is said of a whole without any gap or late day, and of nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Claim(TextChoices):
    ALL = "all", _("the day's garbage is cleared the same day")
    BASIC = "basic", _("the day's garbage is basically cleared the same day")
    NOT_YET = "not_yet", _("the day's garbage is not always cleared the same day")
    UNKNOWN = "", _("no day recorded yet")


@dataclass
class Tally:
    """Days of one or more facilities. expected: those that are over; same_day and late: those recorded, by how they went."""

    expected: int = 0
    same_day: int = 0
    late: int = 0
    truckloads: Decimal = Decimal(0)

    @property
    def recorded(self) -> int:
        return self.same_day + self.late

    @property
    def gaps(self) -> int:
        return max(0, self.expected - self.recorded)

    @property
    def percent(self) -> int | None:
        """Of the recorded days, rounded down: 100 is all of them. None where none is recorded."""
        return self.same_day * 100 // self.recorded if self.recorded else None

    def claim(self, basic_percent: int) -> Claim:
        """What may be said; basic_percent: of all days, from which 'basically' is said (1 to 99)."""
        if not self.recorded:
            return Claim.UNKNOWN
        if not self.late and not self.gaps:
            return Claim.ALL
        days = max(self.expected, self.recorded)
        return Claim.BASIC if self.same_day * 100 >= basic_percent * days else Claim.NOT_YET

    def add(self, other: "Tally") -> None:
        self.expected += other.expected
        self.same_day += other.same_day
        self.late += other.late
        self.truckloads += other.truckloads


def total_of(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def days_between(first: date, last: date) -> list[date]:
    """The days from one to another, both with; none where the last lies before the first."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def days_expected(first: date, last: date, in_use_since: date | None) -> int:
    """Days of a span on which a facility was in use."""
    begin = max(first, in_use_since) if in_use_since else first
    return max(0, (last - begin).days + 1)


def end_of_month(month: date) -> date:
    """month: any day of it."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def telling_month(today: date) -> date:
    """The month of which something can be said: this one from its eighth day, before that the last."""
    return today.replace(day=1) if today.day > 7 else month_before(today)
