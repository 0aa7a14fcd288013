"""Takes a backup: the records from one snapshot, and beside them the files that they name."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event

from django.conf import settings
from django.utils.translation import gettext as _

from config.backup.files import MAP, named_files, place_of
from config.backup.keys import last_keys
from config.backup.manifest import FILES, MANIFEST, SEAL, KeptFile, KeptTable, Manifest, seal
from config.backup.pack import Pack, writing
from config.backup.releases import apps_at, state_of
from config.backup.rows import dump
from config.backup.snapshot import snapshot
from config.backup.tables import Table, tables_of
from core.errors import DomainError
from core.running.release import version


@dataclass(frozen=True)
class Taken:
    """fingerprint: SHA-256 of the manifest. Kept elsewhere, it tells later that nobody changed the file on purpose either."""

    path: Path
    manifest: Manifest
    fingerprint: str
    size: int


@dataclass
class _Files:
    """What became of the files that records name, by path in the backup."""

    kept: list[KeptFile] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    may_begin: Event = field(default_factory=Event)
    given_up: bool = False
    """Nobody waits for them any more."""


def take(path: Path, *, now: datetime) -> Taken:
    """Writes a backup to `path`, which must not be there yet. Raises DomainError; then nothing is left of it."""
    if path.exists():
        raise DomainError(
            _("%(file)s is there already: no backup is written over. Give another name.") % {"file": path}
        )
    with writing(path) as pack, pack.another() as aside, ThreadPoolExecutor(1) as beside:
        with snapshot() as view:
            state = state_of(view)
            if not state:
                raise DomainError(_("The database is empty: there is nothing to keep."))
            tables = tables_of(apps_at(state))
            with _copying(beside, pack, named_files(view, tables), view) as copying:
                kept, town = _keep_tables(aside, view, tables), _town(view)
        files = copying.result()
        pack.add(aside)
        gone = _gone_since(files.absent, tables)
        manifest = Manifest(
            made_at=now.isoformat(),
            release=version(),
            database=view.vendor,
            town=town,
            migrations=sorted(map(list, state)),
            tables=kept,
            files=len(files.kept),
            bytes=sum(file.size for file in files.kept),
            sha256_of_files=_list_files(pack, files.kept),
            missing=[path for path in files.absent if path not in gone],
            damaged=files.damaged,
            gone=sorted(gone),
        )
        fingerprint = _close(pack, manifest)
    return Taken(path, manifest, fingerprint, path.stat().st_size)


@contextmanager
def _copying(beside: Executor, pack: Pack, names: dict[str, str], view) -> Iterator["Future[_Files]"]:
    """The files are copied and hashed while the block lasts and as long as it takes after it; not at all any more, if the block fails.

    With PostgreSQL they wait for its end: its server already works beside this process, at full rank, and both together would leave
    those who look at a page no processor.
    """
    found = _Files()
    if view.vendor == "sqlite":
        found.may_begin.set()
    try:
        yield beside.submit(_keep_files, pack, found, names)
    except BaseException:
        found.given_up = True
        raise
    finally:
        found.may_begin.set()


def _keep_tables(pack: Pack, view, tables: list[Table]) -> list[KeptTable]:
    kept, keys = [], last_keys(view, tables)
    for table in tables:
        with pack.part(f"tables/{table.name}.tsv", counts_lines=True) as part:
            dump(view, table, part)
        kept.append(
            KeptTable(table.name, table.described(), part.lines, part.size, part.sha256, keys.get(table.name, 0))
        )
    return kept


def _town(view) -> str:
    with view.cursor() as cursor:
        cursor.execute("SELECT name FROM core_unit WHERE is_home")
        return (cursor.fetchone() or [""])[0]


def _keep_files(pack: Pack, found: _Files, names: dict[str, str]) -> _Files:
    found.may_begin.wait()
    for path in sorted(names):
        if found.given_up:
            return found
        _keep_file(pack, found, path, names[path])
    if Path(settings.MAP_BOUNDARIES).is_file():
        _keep_file(pack, found, MAP, "")
    return found


def _keep_file(pack: Pack, found: _Files, path: str, expected: str) -> None:
    """One that cannot be read fails nothing: a town would be without backups because of a single photo. It is told."""
    try:
        content = place_of(path).read_bytes()  # uploads are bounded
    except OSError:
        found.absent.append(path)
        return
    number = len(found.kept) + 1
    kept = KeptFile(number, "", len(content), path)
    sha256 = pack.whole(kept.member, content)
    if expected and sha256 != expected:
        found.damaged.append(path)
    found.kept.append(replace(kept, sha256=sha256))


def _gone_since(absent: list[str], tables: list[Table]) -> set[str]:
    """Of the files that were not there those that no record names any more: they were deleted after the snapshot, record and file."""
    if not absent:
        return set()
    with snapshot() as view:
        return set(absent) - set(named_files(view, tables))


def _list_files(pack: Pack, kept: list[KeptFile]) -> str:
    return pack.whole(FILES, b"".join(file.line() for file in kept))


def _close(pack: Pack, manifest: Manifest) -> str:
    sha256 = pack.whole(MANIFEST, manifest.written())
    pack.whole(SEAL, seal(sha256))
    return sha256
