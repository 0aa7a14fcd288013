"""A search through one column: the words of a record in small letters, kept by the database itself whatever way they come in."""

from django.db.models import GeneratedField, TextField, Value
from django.db.models.functions import Concat, Lower, StrIndex
from django.db.models.lookups import GreaterThan

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
