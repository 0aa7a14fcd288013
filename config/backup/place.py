"""The place that a backup is brought back into: nothing may be there, and what comes must fit."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from config.backup.errors import NoSpace, Touched, megabytes
from config.backup.manifest import Manifest
from config.backup.pack import STAYS_FREE
from config.backup.releases import State, apps_at, migrate_to, newest, state_of, unknown_here
from config.backup.tables import Table, tables_of
from core.errors import DomainError

FILLED_BY_THEMSELVES = {"django_content_type", "auth_permission", "django_tasks_db_dbtaskresult", "core_dailyrun"}
"""Tables that have rows before anybody did anything: by migrations, or once the server was started."""
FILLED_BY_STRANGERS = "axes_"
"""Attempts to sign in."""
ROOM_FOR_INDEXES = 3
"""A table with its indexes takes up to so many times its text."""


@dataclass(frozen=True)
class Plan:
    """state: the migrations under which the rows go in. is_current: those are all that this program has."""

    state: State
    tables: list[Table]
    is_current: bool

    def make_tables(self) -> None:
        if self.is_current:
            call_command("migrate", interactive=False, verbosity=0)
        elif state_of(connection) != self.state:
            migrate_to(self.state)


def plan_for(manifest: Manifest) -> Plan:
    """How this backup comes in here. Raises DomainError where it can't: of a newer release, records are there, no room."""
    state = manifest.state
    if unknown_here(state):
        raise DomainError(_("This backup was made by a newer release. Upgrade this program first, then restore it."))
    if state_of(connection) - state:
        raise DomainError(
            _(
                "This backup was made by an older release than the one that made the tables here. Restore it into a database "
                "without any table: they are then made as they were and brought up to date afterwards."
            )
        )
    tables = tables_of(apps_at(state))
    described = [(table.name, table.described()) for table in tables]
    if described != [(table.name, table.columns) for table in manifest.tables]:
        raise Touched(_("The tables of this backup are not those of its release. Do not use it; take another one."))
    _refuse_records(tables)
    _refuse_files()
    _refuse_a_full_disk(manifest)
    return Plan(state, tables, state == newest())


def _refuse_records(tables: list[Table]) -> None:
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables:
            if (
                table.name not in there
                or table.name in FILLED_BY_THEMSELVES
                or table.name.startswith(FILLED_BY_STRANGERS)
            ):
                continue
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table.name)})")
            if cursor.fetchone()[0]:
                raise DomainError(
                    _(
                        "There are records in this database already (%(table)s). A backup is restored into an empty one: set "
                        "DATABASE_URL to a new database and run it again."
                    )
                    % {"table": table.name}
                )


def _refuse_files() -> None:
    """Hidden ones and what a file system puts there itself are nobody's photos."""
    root = Path(settings.MEDIA_ROOT)
    there = [path for path in root.iterdir() if not path.name.startswith(".")] if root.is_dir() else []
    if [path for path in there if path.name != "lost+found"]:
        raise DomainError(
            _(
                "There are photos in %(folder)s already. A backup is restored into an empty folder: move them away, or set "
                "DATA_DIR to a new folder, and run it again."
            )
            % {"folder": root}
        )


def _refuse_a_full_disk(manifest: Manifest) -> None:
    needed = manifest.bytes + STAYS_FREE
    if connection.vendor == "sqlite":
        needed += ROOM_FOR_INDEXES * sum(table.size for table in manifest.tables)
    folder = Path(settings.MEDIA_ROOT).absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoSpace(
            _("%(folder)s has %(free)s free and %(needed)s are needed. Make room or set DATA_DIR to another disk.")
            % {"folder": folder, "free": megabytes(free), "needed": megabytes(needed)}
        )
