"""Which release a database is of, told by the migrations that were applied to it."""

from functools import cache

from django.apps import apps as installed
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from core.errors import DomainError

TABLE = "django_migrations"
State = frozenset[tuple[str, str]]
"""Applied migrations: app and name."""


@cache
def own() -> MigrationLoader:
    """All migrations that this program brings, whatever any database has of them."""
    return MigrationLoader(None)


def state_of(view) -> State:
    """Of the database behind this connection; empty where it has no tables. Raises DomainError where it is ahead of the program."""
    applied = _applied(view)
    if {(app, name) for app, name in applied if app in own().migrated_apps} - set(own().disk_migrations):
        raise DomainError(
            _("The database belongs to a newer release than this program. Run the release that is in use with it.")
        )
    return newest() & applied


def _applied(view) -> set[tuple[str, str]]:
    """Asked of this very connection: Django's own recorder would ask the one of that name."""
    with view.cursor() as cursor:
        if TABLE not in view.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT app, name FROM {TABLE}")
        return set(cursor.fetchall())


def newest() -> State:
    """What this program brings a database to."""
    return frozenset(own().graph.nodes)


def unknown_here(state: State) -> State:
    """What this program has never heard of: then the state is of a newer release."""
    return state - frozenset(own().disk_migrations)


def apps_at(state: State):
    """The models as these migrations leave them; those of the program itself where nothing is missing."""
    if state == newest():
        return installed
    return own().graph.make_state(nodes=sorted(state), at_end=True, real_apps=own().unmigrated_apps).apps


def migrate_to(state: State) -> None:
    """Brings the database forward to exactly this state."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    ends = [node for node in state if not any(child.key in state for child in graph.node_map[node].children)]
    executor.migrate(sorted(ends))
