"""One view of all records, as they are at one moment, while people go on working."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own inside a transaction that sees nothing of what happens meanwhile, and keeps nobody waiting.

    SQLite: a reading transaction beside the log of changes (WAL). It is begun by hand, for those of the settings take the lock for
    writing at their start.
    """
    view = connection.copy()
    try:
        with view.cursor() as cursor:
            for statement in BEGIN[view.vendor]:
                cursor.execute(statement)
            yield view
            cursor.execute("ROLLBACK")
    finally:
        view.close()


BEGIN = {
    "postgresql": [
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
    ],
    "sqlite": ["BEGIN", "SELECT COUNT(*) FROM sqlite_master"],  # the first look fixes what is seen
}
