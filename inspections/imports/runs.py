"""An import in the background: queued, worked off once, its progress and outcome stored.

A worker that is killed leaves a run that is 'running' and a transaction that was never finished: taken up again, the run
starts anew. A run that had finished before the kill is left as it is. So nothing happens twice.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.files_in.problems import Report
from core.models import ImportRun
from core.models.imports import ImportState
from core.running.outage import outage_of
from core.table_in.registry import TABLES
from inspections.imports.bulletin.service import import_bulletin
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.service import import_form
from inspections.imports.points.service import import_points
from inspections.imports.records import RunKind, kept_outcome
from inspections.imports.standard.service import import_standard

logger = logging.getLogger(__name__)
OPEN = (ImportState.QUEUED, ImportState.RUNNING)
MOST_TRIES = 5


class AlreadyEnded(Exception):
    """Another worker brought the same run to its end first: what this one wrote is taken back."""


@transaction.atomic
def queue_run(
    *, run: ImportRun, mapping: dict, now: datetime, enqueue: Callable[[int], object], fingerprint: str = ""
) -> bool:
    """Hands a run to the worker. Pressed twice, it is handed over once: False says that it was under way already."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != ImportState.UPLOADED:
        return False
    run.mapping, run.state, run.rows_done, run.rows_total = mapping, ImportState.QUEUED, 0, 0
    run.outcome, run.fingerprint = {"queued_at": now.isoformat()}, fingerprint
    run.save()
    enqueue(run.pk)
    return True


@transaction.atomic
def change_again(*, run: ImportRun) -> None:
    """A run that was stopped goes back to its preview, with its mapping."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state == ImportState.STOPPED:
        run.state = ImportState.UPLOADED
        run.save(update_fields=["state"])


def work_off(*, run_id: int, now: datetime) -> None:
    """Runs a queued import to its end. Does nothing for one that has ended."""
    run = ImportRun.objects.select_related("by").get(pk=run_id)
    if run.state not in OPEN:
        return
    if not _begin(run):
        return
    try:
        report = IMPORTERS.get(run.kind, _table)(run, now)
    except AlreadyEnded:
        return
    except DomainError as error:
        _stop(run, {"error": " ".join(error.messages)})
    except Exception as error:
        if outage_of(error):
            raise  # nothing was written; the job is taken up again
        logger.exception("Import %s failed", run_id)
        _stop(run, {"error": _("Something unexpected went wrong. The administrator finds it in the log.")})
        raise
    else:
        if report.stopped:
            _stop(run, kept_outcome(report))


def _begin(run: ImportRun) -> bool:
    """Notes one more try. A file that brings the worker down again and again is given up: other jobs wait behind it."""
    tries = run.outcome.get("tries", 0) + 1
    if tries > MOST_TRIES:
        _stop(
            run,
            {"error": _("The worker broke off at this file several times. Split the file, or ask the administrator.")},
        )
        return False
    run.outcome["tries"] = tries
    ImportRun.objects.filter(pk=run.pk, state__in=OPEN).update(state=ImportState.RUNNING, outcome=run.outcome)
    return True


def _end(run: ImportRun, report: Report) -> None:
    """Called in the transaction that wrote the rows: either both are there or neither."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state not in OPEN:
        raise AlreadyEnded
    run.state, run.outcome, run.rows_done, run.rows_total = (
        ImportState.DONE,
        kept_outcome(report),
        report.rows,
        report.rows,
    )
    run.save()


def _stop(run: ImportRun, outcome: dict) -> None:
    ImportRun.objects.filter(pk=run.pk, state__in=OPEN).update(state=ImportState.STOPPED, outcome=outcome)


def _form(run: ImportRun, now: datetime) -> Report:
    return import_form(
        path=Path(run.file.path),
        mapping=FormMapping.from_dict(run.mapping),
        by=run.by,
        now=now,
        run=run,
        progress=partial(_note_progress, run),
        also=partial(_end, run),
    )


def _note_progress(run: ImportRun, done: int, total: int) -> None:
    ImportRun.objects.filter(pk=run.pk).update(rows_done=done, rows_total=total)


def _bulletin(run: ImportRun, now: datetime) -> Report:
    chosen = run.mapping
    return import_bulletin(
        path=Path(run.file.path),
        by=run.by,
        now=now,
        sheet=chosen.get("sheet", ""),
        columns=chosen.get("columns"),
        create_units=chosen.get("create_units", False),
        kind=chosen.get("kind") or None,
        correction=chosen.get("correction", ""),
        run=run,
        also=partial(_end, run),
    )


def _standard(run: ImportRun, now: datetime) -> Report:
    chosen = run.mapping
    return import_standard(
        path=Path(run.file.path),
        name=chosen["name"],
        sheet=chosen.get("sheet", ""),
        aggregation=chosen["aggregation"],
        by=run.by,
        now=now,
        also=partial(_end, run),
    )


def _points(run: ImportRun, now: datetime) -> Report:
    return import_points(path=Path(run.file.path), by=run.by, now=now, also=partial(_end, run), **_chosen(run))


def _table(run: ImportRun, now: datetime) -> Report:
    """A list that comes back (core.table_in)."""
    return TABLES[run.kind].take(path=Path(run.file.path), by=run.by, now=now, also=partial(_end, run), **_chosen(run))


def _chosen(run: ImportRun) -> dict:
    """What the preview of a list asked for: the sheet, and in which datum it has its positions."""
    return {"sheet": ""} | {name: run.mapping[name] for name in ("sheet", "datum") if name in run.mapping}


IMPORTERS = {RunKind.FORM: _form, RunKind.BULLETIN: _bulletin, RunKind.STANDARD: _standard, RunKind.POINTS: _points}
