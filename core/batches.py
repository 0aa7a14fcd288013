"""The same step for several records at once. Each stands for itself: what cannot be done is named, the rest is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from core.errors import DomainError

AT_ONCE = 100

Record = TypeVar("Record")


@dataclass
class Outcome:
    """done: the names of records. left: (name, why it was not done)."""

    done: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def each(records: Iterable[Record], step: Callable[[Record], object], name: Callable[[Record], str]) -> Outcome:
    """Takes the step, a service with a transaction of its own, for each record; a rule that one breaks keeps no other back."""
    outcome = Outcome()
    for one in records:
        try:
            step(one)
        except DomainError as error:
            outcome.left.append((name(one), " ".join(error.messages)))
        else:
            outcome.done.append(name(one))
    return outcome
