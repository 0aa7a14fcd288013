"""The files that records name: photos, papers, what was imported, signatures; and the boundaries of the map."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils._os import safe_join

from config.backup.tables import Table

MEDIA, MAP = "media/", "map/boundaries.geojson"


def named_files(view, tables: list[Table]) -> dict[str, str]:
    """Path in the backup of each file that a record of this snapshot names, and the checksum that the record gives it ('' where none)."""
    found: dict[str, str] = {}
    with view.cursor() as cursor:
        for table in tables:
            for column in table.columns:
                if column.kind == "file":
                    cursor.execute(_question(view, table, column.name))
                    for name, sha256 in cursor.fetchall():
                        found[MEDIA + name] = sha256 or found.get(MEDIA + name, "")
    return found


def _question(view, table: Table, column: str) -> str:
    """A record with a checksum has it of its `file`, not of what was derived from it."""
    quote = view.ops.quote_name
    sha256 = quote("sha256") if column == "file" and table.named("sha256") else "''"
    return f"SELECT DISTINCT {quote(column)}, {sha256} FROM {quote(table.name)} WHERE {quote(column)} <> ''"


def place_of(path: str) -> Path:
    """Where a file of the backup belongs here. Raises OSError for a name that would lead elsewhere."""
    if path == MAP:
        return Path(settings.MAP_BOUNDARIES)
    try:
        return Path(safe_join(settings.MEDIA_ROOT, path.removeprefix(MEDIA)))
    except SuspiciousOperation as error:
        raise FileNotFoundError(path) from error
