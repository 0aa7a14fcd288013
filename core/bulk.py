"""Many rows written at once.

`insert_rows`: PostgreSQL's COPY, or one prepared INSERT on SQLite, without a model instance a row, for what an import has checked
already: no validation, no signals. The database's own constraints hold as ever. Values are the model's (Decimal, UUID,
datetime …) and are prepared by its fields, each different one once. `inserting`: the same, alongside the caller.
"""

import gc
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice, repeat

from django.db import connection, models

WHOLE_NUMBERS = (models.IntegerField, models.ForeignKey)
COPIED_AT_ONCE = 20_000
ANALYSED_FROM, ROUGHLY = 5_000, 10
"""From so many rows on; a statistics target: PostgreSQL samples three hundred times as many rows of a table."""
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(
    model: type[models.Model], columns: Mapping[str, Sequence], same: Mapping[str, object] | None = None
) -> None:
    """Inserts one row for each place in the columns, which are equally long. same: what all rows share.

    Both by attribute name ('sheet_id'); fields that are not named get their default. Keys that are not given (`next_keys`) are
    the database's, which does not tell them.
    """
    if not len(next(iter(columns.values()))):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:
                for copy in _copies(cursor.cursor, model, columns, same or {}):
                    copy()
        else:
            varying, constant = _prepared(model, columns, same or {})
            marks = ", ".join(["%s"] * (len(varying) + len(constant)))
            rows = zip(*varying.values(), *map(repeat, constant.values()), strict=False)
            cursor.executemany(f"INSERT INTO {_into(model, varying, constant)} VALUES ({marks})", rows)


@contextmanager
def inserting() -> Iterator[Callable[..., None]]:
    """Gives an `insert_rows` that does not wait: PostgreSQL works on another processor while the caller prepares what comes next.

    For use inside a transaction, without other queries in the block. Rows go in in the order of the calls and their foreign keys
    are checked piece by piece, so what is referred to comes first. At the end of the block all is in, or the database's
    IntegrityError is raised. SQLite works in the caller's own process: there each call inserts its rows.
    """
    if connection.vendor != "postgresql":
        yield insert_rows
        return
    with connection.wrap_database_errors, connection.cursor() as cursor, ThreadPoolExecutor(1) as aside:
        pieces = [aside.submit(cursor.cursor.execute, "SET CONSTRAINTS ALL IMMEDIATE")]

        def insert(model, columns, same=None) -> None:
            pieces.extend(aside.submit(copy) for copy in _copies(cursor.cursor, model, columns, same or {}))

        yield insert
        pieces.append(aside.submit(cursor.cursor.execute, "SET CONSTRAINTS ALL DEFERRED"))
        for piece in pieces:
            piece.result()


def next_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys for so many new rows, taken from the database, in order. On SQLite only inside a transaction that writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(keys) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS keys OFFSET 0) AS named,"
                " generate_series(1, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return range(last + 1, last + count + 1)


def _prepared(model: type[models.Model], columns: Mapping, same: Mapping) -> tuple[dict[str, Iterable], dict]:
    """By column: the values that vary, and what all rows share, as the database takes them. A NULL that all share is left out."""
    varying: dict[str, Iterable] = {}
    constant = {}
    for field in model._meta.concrete_fields:
        prepare = partial(field.get_db_prep_save, connection=connection)
        if values := columns.get(field.attname):
            needs_it = not isinstance(field, WHOLE_NUMBERS)
            varying[field.column] = map(lru_cache(maxsize=None)(prepare), values) if needs_it else values
        elif not field.primary_key and (value := prepare(same.get(field.attname, field.get_default()))) is not None:
            constant[field.column] = value
    return varying, constant


def _into(model: type[models.Model], *columns: Iterable[str]) -> str:
    names = ", ".join(connection.ops.quote_name(name) for part in columns for name in part)
    return f"{connection.ops.quote_name(model._meta.db_table)} ({names})"


def _copies(cursor, model: type[models.Model], columns: Mapping, same: Mapping) -> Iterator[Callable[[], None]]:
    """The COPY commands that bring the rows in, each ready to be called once; the text of each is made when it is asked for."""
    if not len(next(iter(columns.values()))):
        return
    varying, constant = _prepared(model, columns, same)
    command = f"COPY {_into(model, varying, constant)} FROM STDIN"
    shared = "".join(f"\t{_copied(value)}" for value in constant.values()) + "\n"
    lines = map("\t".join, zip(*map(_texts, varying.values()), strict=True))
    for piece in batches(lines, COPIED_AT_ONCE):
        text = (shared.join(piece) + shared).encode()
        yield partial(cursor.copy_expert, command, io.BytesIO(text), len(text))


def _texts(values: Iterable) -> Iterable[str]:
    """A column in COPY's text format."""
    if isinstance(values, Sequence) and None not in values:  # whole numbers: nothing in them is escaped
        return map(str, values)
    return map(lru_cache(maxsize=None)(_copied), values)


def _copied(value) -> str:
    return r"\N" if value is None else str(value).translate(_ESCAPED)


def know_sizes(inserted: int, *models_: type[models.Model]) -> None:
    """Lets PostgreSQL count what came in, inside the same transaction: the queries that follow at once would otherwise be
    planned for tables as they were before, and a join planned for ten rows takes minutes over a hundred thousand.

    A rough count from few rows: once the transaction is through, its own daemon takes its time to count well."""
    if connection.vendor == "postgresql" and inserted >= ANALYSED_FROM:
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL default_statistics_target = {ROUGHLY}; ANALYZE {tables}; "
                "SET LOCAL default_statistics_target TO DEFAULT"
            )


def know_all_sizes() -> None:
    """Lets the database count all its tables, where it was filled from nothing: it would do so by itself, but after the first slow
    pages."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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
