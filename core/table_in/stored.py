"""Which stored row a row of a file is about."""

from collections import defaultdict

from django.db import models


class Stored:
    """The rows that may be changed, by their key; where the table names `alike`, a row without a key is about a stored one that
    says the same in these columns. A stored row is found once: two rows alike of a file are two.
    """

    def __init__(self, table_in, town: models.Model):
        rows = list(table_in.stored(town))
        self._by_key = {key_of(table_in, row): row for row in rows}
        self._taken: set[int] = set()
        self._columns = [column for column in table_in.columns if column.field in table_in.alike]
        self._alike: dict[tuple, list[models.Model]] = defaultdict(list)
        if self._columns:
            self._blank = table_in.new(town)
            for row in rows:
                self._alike[tuple(column.write(row) for column in self._columns)].append(row)

    def find(self, key: tuple, values: dict) -> models.Model | None:
        """The row of this key; without a key the first one alike that no other row of the file is about."""
        if any(key):
            found = self._by_key.get(key)
        else:
            alike = self._alike.get(self._said(values), ()) if self._columns else ()
            found = next((row for row in alike if row.pk not in self._taken), None)
        if found is not None:
            self._taken.add(found.pk)
        return found

    def _said(self, values: dict) -> tuple:
        """A column that the file lacks says what a new row begins with."""
        return tuple(
            column.text(values[column.field]) if column.field in values else column.write(self._blank)
            for column in self._columns
        )


def key_of(table_in, row: models.Model) -> tuple:
    return tuple(key_word(getattr(row, name)) for name in table_in.key)


def key_word(value) -> str:
    """Of a record that is named its number: two may have the same name."""
    return str(value.pk) if isinstance(value, models.Model) and value.pk else word(value)


def word(value) -> str:
    return "" if value is None else str(value)
