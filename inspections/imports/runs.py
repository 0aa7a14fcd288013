"""An import as a record: the file as it came, who brought it in, how far it is and what came of it."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.db import transaction

from core.models import ImportRun
from core.models.imports import ImportState
from inspections.imports.problems import Report

KEPT_ROWS = 500


def digest(source) -> str:
    """SHA-256 of an open binary file, which is read from its beginning and left there."""
    source.seek(0)
    sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    source.seek(0)
    return sha256


def record_run(*, kind: str, path: Path, mapping: dict, by, now: datetime) -> ImportRun:
    """The record of an import from the command line. The file is kept once the transaction has ended well."""
    with Path(path).open("rb") as source:
        sha256 = digest(source)
    run = ImportRun.objects.create(
        kind=kind, filename=Path(path).name[:200], sha256=sha256, mapping=mapping, by=by, at=now, state=ImportState.DONE
    )
    transaction.on_commit(lambda: _keep_file(run, Path(path)))
    return run


def _keep_file(run: ImportRun, path: Path) -> None:
    with path.open("rb") as source:
        run.file.save(path.name, File(source))


def kept_outcome(report: Report) -> dict:
    """The report as it is stored: of very long lists the first rows and the count."""
    outcome = report.as_json()
    for name, rows in list(outcome.items()):
        if isinstance(rows, list):
            outcome[f"{name}_count"] = len(rows)
            outcome[name] = rows[:KEPT_ROWS]
    outcome["created_count"] = {what: len(names) for what, names in report.created.items()}
    outcome["created"] = {what: names[:KEPT_ROWS] for what, names in report.created.items()}
    return outcome
