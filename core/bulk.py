"""Many rows written at once.

`insert_rows`: PostgreSQL's COPY, or one prepared INSERT on SQLite, without a model instance a row, for what an import has checked
already: no validation, no signals. The database's own constraints hold as ever. Values are the model's (Decimal, UUID,
datetime …) and are prepared by its fields, each different one once.
"""

import gc
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice, repeat

from django.db import connection, models

WHOLE_NUMBERS = (models.IntegerField, models.ForeignKey)
ANALYSED_FROM = 5_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(
    model: type[models.Model], columns: Mapping[str, Sequence], same: Mapping[str, object] | None = None
) -> None:
    """Inserts one row for each place in the columns, which are equally long. same: what all rows share.

    Both by attribute name ('sheet_id'); fields that are not named get their default. The database gives the keys, and does
    not tell them.
    """
    rows = len(next(iter(columns.values())))
    if not rows:
        return
    prepared = _prepared(model, columns, same or {}, rows)
    table, names = connection.ops.quote_name(model._meta.db_table), ", ".join(map(connection.ops.quote_name, prepared))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", _copy_text(prepared.values()))
        else:
            marks = ", ".join(["%s"] * len(prepared))
            rows_of_values = zip(*prepared.values(), strict=True)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows_of_values)


def _prepared(model: type[models.Model], columns: Mapping, same: Mapping, rows: int) -> dict[str, Iterable]:
    """The values of each column as the database takes them. What is NULL in every row is left to the database."""
    prepared: dict[str, Iterable] = {}
    for field in (field for field in model._meta.concrete_fields if not field.primary_key):
        prepare = partial(field.get_db_prep_save, connection=connection)
        if values := columns.get(field.attname):
            needs_it = not isinstance(field, WHOLE_NUMBERS)
            prepared[field.column] = map(lru_cache(maxsize=None)(prepare), values) if needs_it else values
        elif (value := prepare(same.get(field.attname, field.get_default()))) is not None:
            prepared[field.column] = repeat(value, rows)
    return prepared


def _copy_text(columns: Iterable[Iterable]) -> io.StringIO:
    """The rows in COPY's text format: tabs between the columns, \\N for NULL."""
    texts = [map(lru_cache(maxsize=None)(_copied), values) for values in columns]
    return io.StringIO("\n".join(map("\t".join, zip(*texts, strict=True))))


def _copied(value) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)


def know_sizes(inserted: int, *models_: type[models.Model]) -> None:
    """Lets PostgreSQL count what came in, inside the same transaction: the queries that follow at once would otherwise be
    planned for tables as they were before, and a join planned for ten rows takes minutes over a hundred thousand."""
    if connection.vendor == "postgresql" and inserted >= ANALYSED_FROM:
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


@contextmanager
def no_search_for_cycles():
    """Python looks for unused cycles ever again while objects are made, through all that are there. A hundred thousand rows
    have none: looking would take a third of the time that they take."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def batches(things: Iterable, size: int) -> Iterator[list]:
    """Lists of at most `size` of the things, in order."""
    things = iter(things)
    while batch := list(islice(things, size)):
        yield batch


def write_again(rows: Iterable[models.Model], fields: list[str]) -> None:
    """Writes these fields of rows of one model that are in the database already, in one statement.

    An upsert by the primary key: `bulk_update` puts together an expression for every single value, and a sheet of forty items
    with its results would spend most of its time in that. Call it in the transaction that locked what the rows belong to.
    """
    if rows := list(rows):
        known = type(rows[0])._default_manager
        known.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields)
