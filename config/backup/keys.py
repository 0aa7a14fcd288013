"""The last key that a database gave to a row of each table. It is kept, so that no number is given a second time after a restore: the
trail may still speak of a record that was deleted.
"""

from collections.abc import Mapping

from config.backup.tables import Table


def last_keys(view, tables: list[Table]) -> dict[str, int]:
    """By table; those that never had a row are missing."""
    with view.cursor() as cursor:
        if view.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            known = {table.name for table in tables if table.counts_up}
            return {name: key for name, key in cursor.fetchall() if name in known}
        found = {}
        for table in tables:
            if table.counts_up:
                cursor.execute(
                    "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", _of(view, table)
                )
                found[table.name] = cursor.fetchone()[0]
        return {name: key for name, key in found.items() if key}


def go_on_after(connection, tables: list[Table], keys: Mapping[str, int]) -> None:
    """The next row of each table gets the key after this one, or after the highest that is there."""
    with connection.cursor() as cursor:
        for table in tables:
            if not table.counts_up:
                continue
            quote = connection.ops.quote_name
            cursor.execute(f"SELECT MAX({quote(table.key)}) FROM {quote(table.name)}")
            last = max(cursor.fetchone()[0] or 0, keys.get(table.name, 0))
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                if last:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])
            else:
                sequence = [*_of(connection, table), last or 1, bool(last)]
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s, %s)", sequence)


def _of(connection, table: Table) -> list[str]:
    return [connection.ops.quote_name(table.name), table.key]
