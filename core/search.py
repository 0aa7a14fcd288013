"""A search through one column: the words of a record in small letters, kept by the database itself whatever way they come in."""

from django.db.models import GeneratedField, TextField, Value
from django.db.models.functions import Concat, Lower, StrIndex
from django.db.models.lookups import GreaterThan

FEW = 200
"""So many rows are named one by one."""
BETWEEN = Value("\n")
"""Between two fields, so that no word is found across them."""


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
