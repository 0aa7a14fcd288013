"""Brings a backup back into an empty place, all of it or nothing, and proves what it did."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from config.backup.checking import Checked, checked, lines_of
from config.backup.errors import Touched, megabytes
from config.backup.keys import go_on_after
from config.backup.manifest import Manifest
from config.backup.place import Plan, plan_for
from config.backup.proof import differing_results, prove_contents, prove_references
from config.backup.rows import load
from config.backup.tables import Table
from config.backup.unpacking import move_back, move_in, unpacked
from core.bulk import know_all_sizes
from core.errors import DomainError
from core.running import half_restored
from inspections.models import Round

Say = Callable[[str], None]
SHOWN = 20
"""Differing results that are told one by one."""


def restore(
    path: Path, *, now: datetime, say: Say, fingerprint: str = "", accept_differences: bool = False
) -> Manifest:
    """Restores a backup; gives what was in it. Raises DomainError, and then nothing of it is there.

    say: is told each thing that was proved. accept_differences: takes the records as they are even where results, worked out again,
    differ from those that stood when the backup was taken.
    """
    with checked(path, fingerprint) as found:
        say(_("File: %(parts)s parts, every byte as it was written.") % {"parts": len(found.members)})
        say(_("Fingerprint: %(sha256)s") % {"sha256": found.fingerprint})
        plan = plan_for(found.manifest)
        plan.make_tables()
        with unpacked(found) as folder:
            _bring_in(found, plan, folder, now, say, accept_differences)
        _tell(found.manifest, say)
    return found.manifest


def _bring_in(found: Checked, plan: Plan, folder: Path, now: datetime, say: Say, accept: bool) -> None:
    """In one transaction; what an older release left is brought up to date between two of them."""
    moved: list[tuple[Path, Path]] = []
    try:
        with transaction.atomic():
            _load(found, plan.tables, say)
            if plan.is_current:
                _finish(folder, moved, now, say, accept)
            else:
                half_restored.begin()
        if not plan.is_current:
            call_command("migrate", interactive=False, verbosity=0)
            with transaction.atomic():
                _finish(folder, moved, now, say, accept)
            half_restored.end()
    except BaseException:
        move_back(moved)
        if not plan.is_current:
            with suppress(DatabaseError):
                call_command("flush", interactive=False, verbosity=0)
                half_restored.end()
        raise


def _load(found: Checked, tables: list[Table], say: Say) -> None:
    _empty(tables)
    for table, kept in zip(tables, found.manifest.tables, strict=True):
        try:
            load(connection, table, lines_of(found.file, found.members[kept.member]))
        except (DatabaseError, ValueError, KeyError) as error:
            raise Touched(
                _("%(table)s: its rows are not accepted here (%(reason)s). Take another backup.")
                % {"table": table.name, "reason": error}
            ) from error
    prove_references()
    say(_("References: every one of them leads to a record."))
    prove_contents(found, tables)
    say(
        _("Records: %(rows)s rows in %(tables)s tables, read again, the same to the last character.")
        % {"rows": f"{found.manifest.rows:,}", "tables": len(tables)}
    )
    go_on_after(connection, tables, {kept.name: kept.last_key for kept in found.manifest.tables})
    ContentType.objects.clear_cache()
    know_all_sizes()  # working the results out is planned for what came in


def _empty(tables: list[Table]) -> None:
    """Of what filled itself."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")


def _finish(folder: Path, moved: list, now: datetime, say: Say, accept: bool) -> None:
    differences = list(differing_results(now=now))
    for difference in differences[:SHOWN]:
        say(difference)
    if differences and not accept:
        raise DomainError(
            _(
                "%(count)s results differ from those that stood. Nothing was restored. Try an older backup; to take the records as they "
                "are, run it again with --accept-differences."
            )
            % {"count": len(differences)}
        )
    if not differences:
        rounds = Round.objects.exclude(standard=None).count()
        say(_("Results: %(rounds)s rounds worked out again from their sheets, nothing differs.") % {"rounds": rounds})
    move_in(folder, moved)


def _tell(manifest: Manifest, say: Say) -> None:
    say(
        _("Photos and papers: %(files)s files, %(size)s, each read again with its checksum.")
        % {"files": f"{manifest.files:,}", "size": megabytes(manifest.bytes)}
    )
    for words, paths in (
        (_("Was missing when the backup was taken: %(file)s"), manifest.missing),
        (_("Was damaged when the backup was taken: %(file)s"), manifest.damaged),
    ):
        for path in paths:
            say(words % {"file": path})
