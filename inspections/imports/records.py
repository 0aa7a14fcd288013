"""The record of an import: the file as it came, who brought it in, and what came of it."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.dictionaries.book import BOOK
from core.files_in.problems import Report
from core.files_in.workbook import Workbook
from core.models import ImportRun
from core.models.imports import ImportState
from core.table_in.registry import TABLES

KEPT_ROWS = 500
KEPT_NAMES = 20_000  # of what was made: an import is taken back by them


class RunKind(models.TextChoices):
    FORM = "form", _("Assessment form")
    BULLETIN = "bulletin", _("Bulletin of results")
    STANDARD = "standard", _("Standard")
    POINTS = "points", _("Points")


def kind_label(kind: str) -> str:
    """What a kind of import is called; also of the lists that come back (core.table_in)."""
    return str(RunKind(kind).label if kind in RunKind.values else TABLES[kind].label if kind in TABLES else kind)


def kinds_of_upload(asked: str = "") -> list[tuple[str, str]]:
    """What may be uploaded: the forms of this app, and every list that comes back; of the dictionaries the one that is asked for."""
    lists = ((code, str(table.label)) for code, table in TABLES.items() if code not in BOOK or code == asked)
    return [*RunKind.choices, *lists]


def digest(source) -> str:
    """SHA-256 of an open binary file, which is read from its beginning and left there."""
    source.seek(0)
    sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    source.seek(0)
    return sha256


def record_run(*, kind: str, path: Path, mapping: dict, fingerprint: str, by, now: datetime) -> ImportRun:
    """The record of an import from the command line. The file is kept once the transaction has ended well.

    fingerprint: of its kind and headings, by which the mapping is remembered for the next file alike.
    """
    with Path(path).open("rb") as source:
        sha256 = digest(source)
    run = ImportRun.objects.create(
        kind=kind, filename=Path(path).name[:200], sha256=sha256, fingerprint=fingerprint,
        mapping=mapping, by=by, at=now, state=ImportState.DONE,
    )  # fmt: skip
    transaction.on_commit(lambda: _keep_file(run, Path(path)))
    return run


def _keep_file(run: ImportRun, path: Path) -> None:
    with path.open("rb") as source:
        run.file.save(path.name, File(source), save=False)
    run.save(update_fields=["file"])  # what came of it was written meanwhile


def upload(*, kind: str, file: UploadedFile, mapping: dict, by, now: datetime) -> ImportRun:
    """Keeps an uploaded file that can be opened as a table. Raises FileProblem, and keeps nothing, where it cannot."""
    run = ImportRun(kind=kind, filename=file.name[:200], sha256=digest(file), mapping=mapping, by=by, at=now)
    run.file.save(file.name, file, save=False)
    try:
        Workbook(run.file.path)
    except Exception:
        run.file.delete(save=False)
        raise
    run.save()
    return run


def kept_outcome(report: Report) -> dict:
    """The report as it is stored: of very long lists the first rows, beside them how many there are."""
    outcome = report.as_json()
    for name, rows in list(outcome.items()):
        if isinstance(rows, list):
            outcome[f"{name}_count"] = len(rows)
            outcome[name] = rows[:KEPT_ROWS]
    outcome["created_count"] = {what: len(names) for what, names in report.created.items()}
    outcome["created"] = {what: names[:KEPT_NAMES] for what, names in report.created.items()}
    return outcome
