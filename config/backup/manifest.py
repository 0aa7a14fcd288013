"""The list of what is in a backup. It is read by the same rules by which it is written; what doesn't fit is refused."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, get_args, get_origin

from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.errors import Touched
from config.backup.releases import State
from config.backup.rows import cells, escaped

FORMAT = "wenming-backup"
VERSION, READABLE = 2, {1, 2}
"""1: the tables came before the files."""
MOST_BYTES = 64 << 20
"""Of the manifest, which is read as a whole."""
MANIFEST, SEAL, FILES = "manifest.json", "manifest.sha256", "files.tsv"


@dataclass(frozen=True)
class KeptTable:
    """columns: name and kind of each. last_key: the last key that the database gave to a row, 0 where none."""

    name: str
    columns: list[list[str]]
    rows: int
    size: int
    sha256: str
    last_key: int

    @property
    def member(self) -> str:
        return f"tables/{self.name}.tsv"


@dataclass(frozen=True)
class KeptFile:
    """number: of its member. path: 'media/' and the name that records give it, or 'map/boundaries.geojson'."""

    number: int
    sha256: str
    size: int
    path: str

    @property
    def member(self) -> str:
        return f"files/{self.number:08}"

    def line(self) -> bytes:
        return f"{self.sha256}\t{self.size}\t{escaped(self.path)}\n".encode()


@dataclass(frozen=True)
class Manifest:
    """missing: paths of files that records name and that were not there; damaged: whose content is not what its record says; gone:
    deleted while the backup was taken, with their records."""

    made_at: str
    release: str
    database: str
    town: str
    migrations: list[list[str]]
    tables: list[KeptTable]
    files: int
    bytes: int
    sha256_of_files: str
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    format: str = FORMAT
    version: int = VERSION

    @property
    def state(self) -> State:
        return frozenset((app, name) for app, name in self.migrations)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def members(self) -> list[str]:
        """The names of all members, in their order."""
        tables = [table.member for table in self.tables]
        files = [f"files/{number:08}" for number in range(1, self.files + 1)]
        kept = [*tables, *files] if self.version == 1 else [*files, *tables]
        return [*kept, FILES, MANIFEST, SEAL]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Raises Touched where it is none of ours."""
        try:
            raw = json.loads(text)
            if raw["format"] != FORMAT or raw["version"] not in READABLE:
                raise Touched(_("This backup is of a kind that this program does not know. Use a newer release."))
            found = cls(**raw | {"tables": [KeptTable(**table) for table in raw["tables"]]})
            if found.written() != text or not _fits(found, cls):
                raise ValueError(found.made_at)
            _told = timezone.localtime(found.moment), found.state  # each raises where it is none
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise Touched(_("This is not a backup, or it was changed. Choose another file.")) from error
        return found


def _fits(value: object, kind: type) -> bool:
    """Whether a value out of JSON is what a field is declared to hold; numbers are those that a database counts with."""
    if get_origin(kind) is list:
        return type(value) is list and all(_fits(one, get_args(kind)[0]) for one in value)
    if is_dataclass(kind):
        return type(value) is kind and all(_fits(getattr(value, one.name), one.type) for one in fields(kind))
    return type(value) is kind and (kind is not int or 0 <= value < 1 << 63)


def seal(sha256: str) -> bytes:
    """As the program sha256sum writes and checks it."""
    return f"{sha256}  {MANIFEST}\n".encode()


def read_files(lines: BinaryIO) -> Iterator[KeptFile]:
    """What files.tsv says. Raises Touched for a line that is none, and for a path that would lead outside."""
    for number, line in enumerate(lines, 1):
        try:
            sha256, size, path = map(_said, cells(line.decode().removesuffix("\n")))
            kept = KeptFile(number, sha256, int(size), path)
        except (ValueError, KeyError) as error:
            raise Touched(_("This is not a backup, or it was changed. Choose another file.")) from error
        if not is_safe(kept.path):
            raise Touched(
                _("%(path)s would lie outside the folder of the photos: this file was made to do harm. Do not use it.")
                % {"path": kept.path}
            )
        yield kept


def _said(cell: str | None) -> str:
    if cell is None:
        raise ValueError("nothing where something must stand")
    return cell


def is_safe(path: str) -> bool:
    """Whether a path stays where it belongs: no way up, none from the root, none hidden, no other spelling of the same."""
    if path == "map/boundaries.geojson":
        return True
    parts = path.split("/")
    plain = "\\" not in path and "\0" not in path and str(PurePosixPath(path)) == path
    return plain and len(parts) > 1 and parts[0] == "media" and not any(part.startswith(".") for part in parts)
