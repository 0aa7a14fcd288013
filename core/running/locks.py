"""Work that one process at a time may do: it isn't waited for, and the end of a process ends what it held."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import Error, connection


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Gives whether this process holds the lock `name` until the block ends; False where another one does.

    On PostgreSQL the database keeps it, for every machine that works with it; SQLite is one machine's, so there a file does.
    """
    hold = _in_database if connection.vendor == "postgresql" else only_one_here
    with hold(name) as mine:
        yield mine


@contextmanager
def _in_database(name: str) -> Iterator[bool]:
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with suppress(Error), connection.cursor() as cursor:  # a connection that was lost held it no longer
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def only_one_here(name: str) -> Iterator[bool]:
    """The same among the processes that share DATA_DIR, whatever the database: held however long, it needs no connection."""
    with (settings.DATA_DIR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
