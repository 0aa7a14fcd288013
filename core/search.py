"""What is typed into a search, and the search through one column: the words of a record in small letters, kept by the database
itself whatever way they come in."""

import operator
import unicodedata
from functools import reduce

from django.db.models import GeneratedField, Q, TextField, Value
from django.db.models.functions import Concat, Lower, StrIndex
from django.db.models.lookups import GreaterThan

FEW = 200
"""So many rows are named one by one."""
BETWEEN = Value("\n")
"""Between two fields, so that no word is found across them."""


LONGEST = 100
"""Letters of a search that are read: a name with its address is shorter."""
MOST_WORDS = 8
WITHIN_WORDS = frozenset("-._%#/+&@")
"""Signs that stand in codes and numbers; every other one is a gap between two words."""


def words_in(text: str) -> tuple[str, ...]:
    """The words of a search, in small letters and as narrow as they get: '（１１月） 北街' asks for '11月' and '北街'.

    At most MOST_WORDS of the first LONGEST letters; each once.
    """
    return _all_words(text)[:MOST_WORDS]


def has_more_words(text: str) -> bool:
    """Are there words that `words_in` leaves out, because there are so many?"""
    return len(_all_words(text)) > MOST_WORDS


def _all_words(text: str) -> tuple[str, ...]:
    narrow = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    spaced = "".join(sign if _is_of_word(sign) else " " for sign in narrow)
    return tuple(dict.fromkeys(spaced.split()))


def _is_of_word(sign: str) -> bool:
    return sign in WITHIN_WORDS or unicodedata.category(sign)[0] in "LNM" or unicodedata.category(sign) == "So"


def having_words(rows, text: str, *fields: str):
    """Rows of which each word stands in one of these fields (else in those that their model names in `searched`); all where
    nothing is asked."""
    for word in words_in(text):
        held = (Q(**{f"{field}__icontains": word}) for field in fields or rows.model.searched)
        rows = rows.filter(reduce(operator.or_, held))
    return rows


def words_of(*fields: str) -> GeneratedField:
    """A column with the text of these fields. An index that holds it answers a search without a look at the rows."""
    parts = [part for field in fields for part in (BETWEEN, field)][1:]
    return GeneratedField(
        expression=Lower(Concat(*parts) if len(parts) > 1 else fields[0]), output_field=TextField(), db_persist=True
    )


def holding(word: str, column: str = "search_text") -> GreaterThan:
    """Rows whose words hold this one anywhere; quicker than LIKE '%word%'."""
    return GreaterThan(StrIndex(column, Lower(Value(word))), 0)


def few_by_number(rows, found):
    """What was found among `rows`: where it is few, by its numbers, so that its count, its sums and its page need not search again.

    found: `rows` with the search's conditions; they stay where it is many. One query, which ends with the first FEW.
    """
    numbers = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    return found if len(numbers) > FEW else rows.filter(pk__in=numbers)
