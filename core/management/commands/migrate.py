"""Django's own `migrate`, which waits for a lock a few seconds and not for ever: on PostgreSQL a migration that waits behind
a backup or a forgotten console would hold up everybody who comes after it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DatabaseError, OperationalError, connections
from django.utils.translation import gettext as _

LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's word for a lock that was not to be had in time."""


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--lock-timeout",
            type=int,
            default=10,
            metavar="SECONDS",
            help="PostgreSQL: how long one step may wait for a table that somebody else uses (10); 0: without end.",
        )

    def handle(self, *args, lock_timeout: int, **options):
        connection = connections[options["database"]]
        with waiting_at_most(connection, lock_timeout):
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", "") != LOCK_NOT_AVAILABLE:
                    raise
                raise CommandError(
                    _(
                        "A table is in use by somebody else (a running server, a backup, a console), so this step was not done; those "
                        "before it stand. Stop what uses the database and run the command again: nothing is done twice."
                    )
                ) from error


@contextmanager
def waiting_at_most(connection, seconds: int) -> Iterator[None]:
    """No statement of this connection waits longer for a lock until the block ends. SQLite has its own limit (settings)."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds}s"])
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
