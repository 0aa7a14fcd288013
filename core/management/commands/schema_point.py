"""Remembers which migrations are applied, and goes back to that: the way back of deploy/upgrade."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

Key = tuple[str, str]


class Command(BaseCommand):
    help = "save FILE: writes which migrations are applied. return FILE: takes back those applied since, newest first."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["save", "return"])
        parser.add_argument("file", type=Path)

    def handle(self, *, what: str, file: Path, **options):
        applied = set(MigrationRecorder(connection).applied_migrations())
        if what == "save":
            file.write_text(json.dumps(sorted(applied)))
            return
        remembered = {(app, name) for app, name in json.loads(file.read_text())}
        self._take_back(applied - remembered, remembered)

    def _take_back(self, newer: set[Key], remembered: set[Key]) -> None:
        executor = MigrationExecutor(connection)
        targets = targets_of(newer, remembered, executor.loader.graph)
        try:
            executor.migrate(targets)
        except IrreversibleError as error:
            raise CommandError(f"{error} Restore the backup that was made before the upgrade.") from error
        self.stdout.write(f"{len(newer)} migrations taken back.")


def targets_of(newer: set[Key], remembered: set[Key], graph) -> list[tuple[str, str | None]]:
    """Where each app that went on has to return to: its last remembered migrations, or to nothing at all."""
    targets: list[tuple[str, str | None]] = []
    for app in sorted({app for app, _name in newer}):
        own = {key for key in remembered if key[0] == app and key in graph.nodes}
        last = [key for key in own if not any(child.key in own for child in graph.node_map[key].children)]
        targets += sorted(last) or [(app, None)]
    return targets
