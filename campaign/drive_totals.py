"""Sums of what a drive did: a number never looks more exact than what it was added up from. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from core.quantities import Exactness, weaker, written

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Amount:
    """A quantity in words: Amount(30, '车', 'odd').words is '30余车'. A correction has a minus sign."""

    quantity: Decimal
    measure: str = ""
    exactness: str = Exactness.EXACT

    @property
    def words(self) -> str:
        return written(self.quantity, self.measure, self.exactness)

    def __add__(self, other: "Amount") -> "Amount":
        exactness = weaker(self._when_added, other._when_added)
        return Amount(self.quantity + other.quantity, self.measure or other.measure, exactness)

    @property
    def _when_added(self) -> str:
        """What is taken away 'and more' leaves no 'more' behind: all that is known then is 'about'."""
        if self.quantity < 0 and self.exactness != Exactness.EXACT:
            return Exactness.ABOUT
        return self.exactness


def added(entries: Iterable[tuple[Key, Amount]]) -> dict[Key, Amount]:
    """The sums by key, in the order in which the keys come first."""
    sums: dict[Key, Amount] = {}
    for key, amount in entries:
        sums[key] = sums[key] + amount if key in sums else amount
    return sums
