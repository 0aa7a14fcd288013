"""Whether this installation can serve: what /readyz, the administrator's page and the metrics say, asked in one place."""

import shutil
from dataclasses import dataclass
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.module_loading import import_string

from core.running.data_folder import foreign_folder

MB = 1024 * 1024
FULL = 100 * MB
"""With less room than this, uploads and the database are about to fail: not ready to serve."""


@dataclass(frozen=True)
class Room:
    """Bytes of the disk that DATA_DIR is on."""

    free: int
    total: int

    @property
    def is_full(self) -> bool:
        return self.free < FULL

    @property
    def is_short(self) -> bool:
        """Less than DISK_WARN_MB: time to make room."""
        return self.free < settings.DISK_WARN_MB * MB


def room() -> Room:
    used = shutil.disk_usage(settings.DATA_DIR)
    return Room(used.free, used.total)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        return False
    return True


def pending_migrations() -> list[str]:
    """Those of this release that the database has not: ['core.0007_…']. Read from names of files, for importing them all would
    cost each web worker memory."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in own_migrations() - set(applied))


def own_migrations() -> set[tuple[str, str]]:
    found = set()
    for config in apps.get_app_configs():
        module, _is_chosen = MigrationLoader.migrations_module(config.label)
        folder = f"{config.path}/migrations"
        if module == f"{config.name}.migrations":
            names = (name for _finder, name, is_package in iter_modules([folder]) if not is_package)
            found |= {(config.label, name) for name in names if name[0] not in "_~"}
    return found


def static_is_there() -> bool:
    """Whether the files that pages ask for were collected."""
    backend = import_string(settings.STORAGES["staticfiles"]["BACKEND"])
    manifest = getattr(backend, "manifest_name", None)
    return manifest is None or (settings.STATIC_ROOT / manifest).exists()


def not_ready() -> list[str]:
    """Why this server should get no visitors yet, in plain words for a monitor's log; nothing secret. Empty: it is ready."""
    if not database_answers():
        return ["the database does not answer"]
    reasons = []
    if pending := pending_migrations():
        reasons.append(f"{len(pending)} migrations are not applied")
    elif foreign_folder():
        reasons.append("the photos of this database lie in another DATA_DIR")
    if room().is_full:
        reasons.append("the disk is full")
    if not static_is_there():
        reasons.append("static files are not collected")
    return reasons
