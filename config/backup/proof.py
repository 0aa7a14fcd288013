"""What a restore proves before it is final."""

import io
import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from config.backup.checking import Checked, lines_of
from config.backup.errors import Touched
from config.backup.manifest import KeptTable
from config.backup.pack import AT_ONCE, Hashed
from config.backup.rows import NOTHING, dump, unescaped
from config.backup.tables import Table
from core.errors import DomainError
from inspections.models import Round
from inspections.services.recount import recount


def prove_references() -> None:
    """Every foreign key leads to a row. Raises DomainError where one doesn't."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise DomainError(
            _("The records of this backup do not fit together (%(reason)s). Take another backup.") % {"reason": error}
        ) from error


def prove_contents(found: Checked, tables: list[Table]) -> None:
    """Each table, written out again, gives the very text that the backup has: so every row is there, to the last character.

    JSON is compared by its value, for PostgreSQL puts it down in its own way. Raises Touched where something differs.
    """
    for table, kept in zip(tables, found.manifest.tables, strict=True):
        again = Hashed(counts_lines=True)
        dump(connection, table, again)
        if again.lines != kept.rows:
            raise Touched(
                _("%(table)s: %(found)s rows arrived instead of %(listed)s.")
                % {"table": table.name, "found": again.lines, "listed": kept.rows}
            )
        if again.sha256 != kept.sha256 and not _equal_by_value(found, table, kept):
            raise Touched(_("%(table)s: what arrived differs from what is in the backup.") % {"table": table.name})


def _equal_by_value(found: Checked, table: Table, kept: KeptTable) -> bool:
    values = [at for at, column in enumerate(table.columns) if column.kind == "json"]
    if not values:
        return False
    with tempfile.TemporaryFile(buffering=AT_ONCE) as again:
        dump(connection, table, _Into(again))
        again.seek(0)
        pairs = zip_longest(again, lines_of(found.file, found.members[kept.member]))
        return all(mine == theirs or _same_row(mine, theirs, values) for mine, theirs in pairs)


class _Into(io.RawIOBase):
    def __init__(self, file):
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return self._file.write(data)


def _same_row(mine: bytes | None, theirs: bytes | None, values: list[int]) -> bool:
    if mine is None or theirs is None:
        return False
    ours, others = (line.decode().removesuffix("\n").split("\t") for line in (mine, theirs))
    for at in values:
        ours[at], others[at] = value_of(ours[at]), value_of(others[at])
    return ours == others


def value_of(cell: str):
    """What a JSON column holds; numbers to the last digit."""
    return None if cell == NOTHING else [json.loads(unescaped(cell), parse_float=Decimal)]


def differing_results(*, now: datetime) -> Iterator[str]:
    """Works all results out from the sheets once more and says what differs from what stands. Changes nothing."""
    for round in Round.objects.exclude(standard=None).order_by("pk"):
        with transaction.atomic():
            differences = recount(round=round, now=now)
            transaction.set_rollback(True)
        yield from differences
