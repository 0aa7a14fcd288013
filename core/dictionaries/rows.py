"""Dictionaries as their pages show them."""

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
    """uses: records that name it. cells: (heading, value), as the dictionary declares its columns."""

    word: Word
    path: str
    cells: list[tuple[str, object]]
    uses: int


SHOWN = 5


def book_rows() -> list[BookRow]:
    """All dictionaries; two queries each."""
    return [_book_row(one) for one in all_dictionaries()]


def _book_row(dictionary: Dictionary) -> BookRow:
    words = dictionary.model.objects
    counts = words.aggregate(
        words=Count("pk", filter=Q(is_active=True)), retired=Count("pk", filter=Q(is_active=False))
    )
    first = tuple(words.in_use().values_list("name", flat=True)[:SHOWN])
    return BookRow(dictionary, first=first, **counts)


def word_rows(dictionary: Dictionary) -> list[WordRow]:
    """All words in their order, retired ones too; the number of queries doesn't grow with them."""
    words = list(dictionary.rows())
    uses = uses_of(dictionary.model, [word.pk for word in words])
    return [
        WordRow(word, dictionary.path_of(word), dictionary.cells(word), sum(uses.get(word.pk, {}).values()))
        for word in words
    ]
