"""The service that takes an assessment form in: all of it or nothing."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.bulk import no_search_for_cycles
from core.files_in.columns import headings_of
from core.files_in.problems import FileProblem
from core.files_in.workbook import Workbook
from core.models import ImportRun
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.report import FormReport
from inspections.imports.form.rows import read_form
from inspections.imports.form.store import FormStore
from inspections.imports.memory import fingerprint
from inspections.imports.records import RunKind, kept_outcome, record_run


@no_search_for_cycles()
def import_form(
    *,
    path: Path,
    mapping: FormMapping,
    by,
    now: datetime,
    accept: bool = False,
    dry_run: bool = False,
    run: ImportRun | None = None,
    progress: Callable[[int, int], None] | None = None,
    also: Callable[[FormReport], None] | None = None,
) -> FormReport:
    """Reads a form and writes its round, sheets, scores and results in one transaction.

    Nothing is written if a row is rejected or its item unmatched (accept: take the dictionary's proposals), nor in a dry
    run, whose report is the same. run: the record of an upload; without one it is made. by: None for the command line.
    also: what is to be done in the same transaction once all is written. progress(rows read, all rows) is called now and then.
    Raises FileProblem where file or mapping cannot be used at all.
    """
    table = Workbook(path).table(mapping.sheet)
    content = read_form(table, mapping, accept, progress)
    report = FormReport.of(content, accept)
    if report.stopped:
        return report
    store = FormStore(mapping, table.sheet, report, by, now)
    alike = fingerprint(RunKind.FORM, headings_of(table))
    del table  # a big one takes more memory than all that is made of it
    try:
        with transaction.atomic():
            store.place(content.rows)
            if dry_run or report.stopped:
                transaction.set_rollback(True)
                return report
            if report.imported:
                kept = mapping.for_the_record(store.worksheet, report.decided)
                record = run or record_run(
                    kind=RunKind.FORM, path=path, mapping=kept, fingerprint=alike, by=by, now=now
                )
                store.write(record)
            report.written, report.round_id = bool(report.imported), store.round.pk
            if report.written and run is None:
                ImportRun.objects.filter(pk=record.pk).update(outcome=kept_outcome(report))
            if also:
                also(report)
    except IntegrityError as error:
        raise FileProblem(_("The same round was being changed at the same moment. Start the import again.")) from error
    return report
