"""Where the figures of a report stand in its text, also after somebody has edited it. Pure: no database, no clock.

Two figures may be said in the same words, and a text may say one of them no more. So each is remembered with the few characters
around it, and of all places in their order those are taken that fit best: what stood beside another figure stays that one's.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from reports.figure import Figure

NEAR = 6
"""So many characters on either side are remembered."""


@dataclass(frozen=True)
class Run:
    """A piece of text, and the figure that it says, if any."""

    text: str
    figure: Figure | None = None

    @property
    def is_blank(self) -> bool:
        return self.figure is not None and not self.figure.words


class _Way(NamedTuple):
    """The best way to place figures up to `end`. worth: a point for each, and one for each character that stood there before.

    places: ((which figure, where it begins), the places before it); () for none.
    """

    end: int = 0
    worth: int = 0
    places: tuple = ()


def link_figures(text: str, figures: Sequence[Figure]) -> list[Run]:
    """The text in runs: each figure where it stands, in their order. What somebody has edited away is passed over; the runs'
    texts put together are the text."""
    runs, at = [], 0
    for number, start in _places(text, figures):
        if start > at:
            runs.append(Run(text[at:start]))
        at = start + len(figures[number].shown)
        runs.append(Run(text[start:at], figures[number]))
    return [*runs, Run(text[at:])] if at < len(text) else runs


def settled(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The same figures, each with what stands around it in this text; one that isn't in it keeps what it had."""
    found = list(figures)
    for number, start in _places(text, figures):
        found[number] = _with_surroundings(text, start, figures[number])
    return found


def said_in(runs: Iterable[Run]) -> list[Figure]:
    """The figures of these runs, each with what stands around it when they are put together."""
    runs = list(runs)
    text, at, found = "".join(run.text for run in runs), 0, []
    for run in runs:
        if run.figure:
            found.append(_with_surroundings(text, at, run.figure))
        at += len(run.text)
    return found


def _with_surroundings(text: str, start: int, figure: Figure) -> Figure:
    end = start + len(figure.shown)
    return replace(figure, before=text[max(0, start - NEAR) : start], after=text[end : end + NEAR])


def _places(text: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """(which figure, where it begins), from the left; of ways that are worth the same the one that begins first."""
    return _as_they_stood(text, figures) or _best_places(text, figures)


def _as_they_stood(text: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """The places where nothing around any figure has changed, as in a text that nobody edited; else none."""
    places, at = [], 0
    for number, figure in enumerate(figures):
        if not (figure.before or figure.after):
            return []
        found = text.find(figure.before + figure.shown + figure.after, max(0, at - len(figure.before)))
        if found < 0:
            return []
        places.append((number, found + len(figure.before)))
        at = places[-1][1] + len(figure.shown)
    return places


def _best_places(text: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    ways = [_Way()]  # ever further, and each worth more than those before
    for number, figure in enumerate(figures):
        found = []
        for start, near in _found(text, figure):
            before = ways[bisect_right(ways, start, key=lambda way: way.end) - 1]
            found.append(_Way(start + len(figure.shown), before.worth + 1 + near, ((number, start), before.places)))
        ways = _best(ways, found)
    places, left = [], ways[-1].places
    while left:
        place, left = left
        places.append(place)
    return places[::-1]


def _best(ways: list[_Way], found: list[_Way]) -> list[_Way]:
    """Those that are worth more than every one that ends as early; of equals the one that was there."""
    if not found:
        return ways
    kept: list[_Way] = []
    for way in sorted([*ways, *found], key=lambda way: (way.end, -way.worth)):  # stable: what was there comes first
        if not kept or way.worth > kept[-1].worth:
            kept.append(way)
    return kept


def _found(text: str, figure: Figure) -> Iterator[tuple[int, int]]:
    """Where its words stand, and how many characters around them are those that stood there; never as a part of a longer number."""
    words, start = figure.shown, text.find(figure.shown)
    while start >= 0:
        end = start + len(words)
        left = _alike(text[max(0, start - NEAR) : start][::-1], figure.before[::-1])
        right = _alike(text[end : end + NEAR], figure.after)
        if (left or not _is_one_number(text, start)) and (right or not _is_one_number(text, end)):
            yield start, left + right
        start = text.find(words, start + 1)


def _alike(one: str, other: str) -> int:
    """How many characters are the same before the first that is not."""
    return sum(takewhile(bool, map(eq, one, other)))


def _is_one_number(text: str, at: int) -> bool:
    """Would a cut here go through a number, with or without a decimal point at it?"""
    before, after = text[max(0, at - 2) : at].removesuffix("."), text[at : at + 2].removeprefix(".")
    return before[-1:].isdecimal() and after[:1].isdecimal()
