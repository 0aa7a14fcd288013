"""The service that takes a bulletin in: all of it or nothing."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.files_in.columns import headings_of
from core.files_in.problems import FileProblem, Rejected
from core.files_in.workbook import Table, Workbook
from core.models import ImportRun
from inspections.imports.bulletin.report import BulletinReport
from inspections.imports.bulletin.rows import BulletinContent, read_bulletin
from inspections.imports.bulletin.store import Placed, RoundStore
from inspections.imports.bulletin.units import BulletinUnits, UnknownUnit
from inspections.imports.memory import fingerprint
from inspections.imports.records import RunKind, kept_outcome, record_run

LONGEST_REASON = 200


def import_bulletin(
    *,
    path: Path,
    by,
    now: datetime,
    sheet: str = "",
    columns: dict[str, str] | None = None,
    create_units: bool = False,
    kind: str | None = None,
    correction: str = "",
    dry_run: bool = False,
    run: ImportRun | None = None,
    also: Callable[[BulletinReport], None] | None = None,
) -> BulletinReport:
    """Reads a bulletin and writes its rounds (published, level city) and results in one transaction.

    Nothing is written if a row is rejected, nor in a dry run, whose report is the same. columns: field -> heading, where a
    user chose them. kind: of units that are made. correction: why results that are published are set right by this file, '' where
    they are not to be. run: the record of an upload; without one it is made.
    also: what is to be done in the same transaction once all is written.
    Raises FileProblem where the file cannot be used at all.
    """
    table = Workbook(path).table(sheet)
    content = read_bulletin(table, columns)
    report = BulletinReport(rows=content.count, rejected=list(content.rejected), notes=_notes(content))
    try:
        with transaction.atomic():
            units = BulletinUnits(create=create_units, kind=kind, report=report)
            stores = _sort(content, units, report, correction.strip()[:LONGEST_REASON])
            report.rejected.sort(key=lambda row: row.row)
            if dry_run or report.stopped:
                transaction.set_rollback(True)
                return report
            report.written, noted = bool(report.imported), run
            if report.imported and run is None:
                chosen = {"create_units": create_units, "kind": kind or "", "correction": correction}
                noted = _record(path, table, chosen | {"columns": content.headings}, by, now)
            for store in stores:
                store.write(noted, by, now)
            report.rounds = [store.round.pk for store in stores]
            if noted != run:
                ImportRun.objects.filter(pk=noted.pk).update(outcome=kept_outcome(report))
            if also:
                also(report)
    except IntegrityError as error:
        raise FileProblem(_("The same round was being changed at the same moment. Start the import again.")) from error
    return report


def _record(path: Path, table: Table, chosen: dict, by, now: datetime) -> ImportRun:
    """The record of an import from the command line."""
    alike = fingerprint(RunKind.BULLETIN, headings_of(table))
    mapping = {"sheet": table.sheet} | chosen
    return record_run(kind=RunKind.BULLETIN, path=path, mapping=mapping, fingerprint=alike, by=by, now=now)


def _notes(content: BulletinContent) -> list[str]:
    if not content.rounded:
        return []
    words = ngettext(
        "%(count)s score has more than two decimals and was rounded.",
        "%(count)s scores have more than two decimals and were rounded.",
        content.rounded,
    )
    return [words % {"count": content.rounded}]


def _sort(content: BulletinContent, units: BulletinUnits, report: BulletinReport, correction: str) -> list[RoundStore]:
    """Rows with their units, round by round; counted as new, unchanged or rejected."""
    rounds: dict[tuple, list[Placed]] = defaultdict(list)
    for row in content.rows:
        try:
            unit = units.find(row)
        except UnknownUnit as unknown:
            value = row.parent if unknown.key == "parent" else row.unit
            report.rejected.append(Rejected(row.row, content.headings[unknown.key], value, unknown.reason))
        else:
            rounds[(row.year, *row.turn)].append(Placed(row, unit))
    stores = [RoundStore(placed, content.headings, report, correction) for placed in rounds.values()]
    for store in stores:
        store.sort()
    return stores
