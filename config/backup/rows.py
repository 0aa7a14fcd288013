"""Rows as text that both databases write alike, to the letter: the text form of PostgreSQL's COPY. A line a row, tabs between columns,
\\N for nothing, a backslash before what would break the line.

Moments are in UTC without a zone, yes and no are 1 and 0, UUIDs are 32 hexadecimal digits, decimals have all their places. Only JSON
may differ between databases: PostgreSQL keeps its value and not its letters.
"""

import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from config.backup.tables import Column, Table

NOTHING = r"\N"
READ_AT_ONCE, WRITTEN_AT_ONCE = 250, 2_000
"""Rows; SQLite holds the text of all that are read at once."""
BUFFER = 1 << 20
ESCAPES = {"\\": "\\", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r"}
"""What is written with a backslash before it, and as which letter."""
_TO_BE_ESCAPED = "'*[\\' || char(8) || '-' || char(13) || ']*'"
"""A text that has one of them in it, for SQLite: a backslash or one of the six from 8 to 13."""
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPED = {letter: character for character, letter in ESCAPES.items()}


def dump(connection, table: Table, out: io.RawIOBase) -> None:
    """Writes all rows in the order of their keys. Call it inside a transaction of `connection`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL DateStyle TO 'ISO, YMD'")
            buffered = io.BufferedWriter(out, BUFFER)  # COPY gives each row by itself
            with connection.wrap_database_errors:
                cursor.cursor.copy_expert(_copy_out(connection, table), buffered)
            buffered.detach()  # what is left in it goes out
            return
        out.writelines(_lines(connection, cursor, table))


def load(connection, table: Table, source: BinaryIO) -> None:
    """Inserts the rows that `source` gives as text. Call it inside a transaction. Raises ValueError for a line with other columns."""
    quote = connection.ops.quote_name
    into = f"{quote(table.name)} ({', '.join(quote(column.name) for column in table.columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL TimeZone TO 'UTC'; SET LOCAL DateStyle TO 'ISO, YMD'")
            with connection.wrap_database_errors:
                cursor.cursor.copy_expert(f"COPY {into} FROM STDIN", source, BUFFER)
            return
        rows = _values(table, source)
        insert = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(table.columns))})"
        while batch := list(islice(rows, WRITTEN_AT_ONCE)):
            cursor.executemany(insert, batch)


def cells(line: str) -> list[str | None]:
    """The columns of one line, without its line break."""
    if "\\" not in line:
        return line.split("\t")
    return [None if cell == NOTHING else unescaped(cell) for cell in line.split("\t")]


def escaped(text: str) -> str:
    return "".join(f"\\{ESCAPES[character]}" if character in ESCAPES else character for character in text)


def unescaped(text: str) -> str:
    """Raises KeyError for what `escaped` never writes."""
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)


def _copy_out(connection, table: Table) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(_in_postgresql(column, quote(column.name)) for column in table.columns)
    by_bytes = ' COLLATE "C"' if table.named(table.key).kind == "text" else ""
    return f"COPY (SELECT {columns} FROM {quote(table.name)} ORDER BY {quote(table.key)}{by_bytes}) TO STDOUT"


def _in_postgresql(column: Column, name: str) -> str:
    if column.kind == "moment":
        return f"{name} AT TIME ZONE 'UTC'"
    if column.kind == "boolean":
        return f"{name}::int"
    return f"replace({name}::text, '-', '')" if column.kind == "uuid" else name


def _lines(connection, cursor, table: Table) -> Iterator[bytes]:
    """Many rows at a time. SQLite puts their text together itself, in one call: Python would take several times as long, and whoever
    works beside would wait for it at every row."""
    quote = connection.ops.quote_name
    columns = ", ".join(_in_sqlite(column, quote(column.name)) for column in table.columns)
    pattern = "\t".join(["%s"] * len(table.columns)) + "\n"
    line, key = f"printf('{pattern}', {columns})".replace("%", "%%"), quote(table.key)
    rows = f"SELECT {line} AS line, {key} AS place FROM {quote(table.name)}"
    first, following = (
        f"SELECT CAST(group_concat(line, '') AS BLOB), MAX(place) FROM ({rows} {after} ORDER BY {key} LIMIT {READ_AT_ONCE})"
        for after in ("", f"WHERE {key} > %s")
    )
    cursor.execute(first, [])
    while (found := cursor.fetchone())[0]:
        yield found[0]
        cursor.execute(following, found[1:])


def _in_sqlite(column: Column, name: str) -> str:
    text = _SQLITE.get(column.kind, lambda column, name: name)(column, name)
    return f"CASE WHEN {name} IS NULL THEN '{NOTHING}' ELSE {text} END" if column.nullable else text


def _sqlite_text(column: Column, name: str) -> str:
    """Nearly no text has anything to be escaped, and seven calls for nothing are the dearest part of a row."""
    escaped = name
    for character, letter in ESCAPES.items():
        escaped = f"replace({escaped}, char({ord(character)}), '\\{letter}')"
    return f"CASE WHEN {name} = '' OR {name} NOT GLOB {_TO_BE_ESCAPED} THEN {name} ELSE {escaped} END"


def _sqlite_moment(column: Column, name: str) -> str:
    """PostgreSQL leaves out the noughts at the end of a fraction."""
    return f"CASE WHEN instr({name}, '.') THEN rtrim({name}, '0') ELSE {name} END"


def _sqlite_exact(column: Column, name: str) -> str:
    """Most points are whole ones."""
    if not column.places:
        return name
    one = 10**column.places

    def digits(of: str) -> str:
        return f"(({of}) / {one}) || '.' || substr({one} + ({of}) % {one}, 2)"

    whole = f"({name} / {one}) || '.{'0' * column.places}'"
    return f"CASE WHEN {name} % {one} = 0 THEN {whole} WHEN {name} > 0 THEN {digits(name)} ELSE '-' || {digits('-' + name)} END"


_SQLITE: dict[str, Callable[[Column, str], str]] = {
    "text": _sqlite_text,
    "file": _sqlite_text,
    "json": _sqlite_text,
    "moment": _sqlite_moment,
    "time": _sqlite_moment,
    "exact": _sqlite_exact,
    "decimal": lambda column, name: f"printf('%.{column.places}f', {name})",
}
"""How SQLite writes what it doesn't store as its text already."""


def _values(table: Table, source: BinaryIO) -> Iterator[list]:
    """Rows as SQLite takes them: as text nearly everywhere, which its columns turn into numbers themselves."""
    special = [(at, _TO_SQLITE[column.kind]) for at, column in enumerate(table.columns) if column.kind in _TO_SQLITE]
    for line in io.TextIOWrapper(source, encoding="utf-8", newline="\n"):
        row = cells(line[:-1])
        if len(row) != len(table.columns):
            raise ValueError(f"{table.name}: {len(row)} columns instead of {len(table.columns)}")
        for at, converted in special:
            if row[at] is not None:
                row[at] = converted(row[at])
        yield row


def _with_fraction(text: str) -> str:
    """As Django writes a moment: with six digits after the point, or none."""
    whole, point, fraction = text.partition(".")
    return f"{whole}.{fraction:0<6}" if point else whole


_TO_SQLITE: dict[str, Callable[[str], object]] = {
    "moment": _with_fraction,
    "time": _with_fraction,
    "exact": lambda text: int(text.replace(".", "")),
}
