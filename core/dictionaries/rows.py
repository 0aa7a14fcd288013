"""Dictionaries as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from core.dictionaries.book import Dictionary, all_dictionaries, uses_of
from core.models import Word


@dataclass(frozen=True)
class BookRow:
    """A dictionary with its numbers. first: names of the words that stand first in it."""

    dictionary: Dictionary
    words: int
    retired: int
    first: tuple[str, ...]


@dataclass(frozen=True)
class WordRow:
    """uses: records that name it. cells: (heading, value), as the dictionary declares its columns. place: among the words in use,
    from 1; 0 for a retired one."""

    word: Word
    path: str
    cells: list[tuple[str, object]]
    uses: int
    place: int
    is_last: bool

    @property
    def is_first(self) -> bool:
        return self.place == 1


SHOWN = 5
COUNT_IN_USE = Count("pk", filter=Q(is_active=True))
COUNT_RETIRED = Count("pk", filter=Q(is_active=False))


def book_rows() -> list[BookRow]:
    """All dictionaries; two queries each."""
    return [_book_row(one) for one in all_dictionaries()]


def _book_row(dictionary: Dictionary) -> BookRow:
    words = dictionary.model.objects
    counts = words.aggregate(words=COUNT_IN_USE, retired=COUNT_RETIRED)
    first = tuple(words.in_use().values_list("name", flat=True)[:SHOWN])
    return BookRow(dictionary, first=first, **counts)


def word_rows(dictionary: Dictionary, words: Iterable[Word]) -> list[WordRow]:
    """These words as rows; the number of queries doesn't grow with them."""
    words = list(words)
    uses = uses_of(dictionary.model, [word.pk for word in words])
    places = places_in(dictionary)
    return [
        WordRow(
            word, dictionary.path_of(word), dictionary.cells(word), sum(uses.get(word.pk, {}).values()),
            place := places.get(word.pk, 0), place == len(places),
        )
        for word in words
    ]  # fmt: skip


def places_in(dictionary: Dictionary) -> dict[int, int]:
    """The key of each word in use > its place, from 1."""
    keys = dictionary.model.objects.in_use().values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys, start=1)}
