"""Reads a backup through from the first byte to the last and compares it with its own list. No database is asked."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from config.backup.errors import Touched, disk_in_words
from config.backup.manifest import FILES, MANIFEST, MOST_BYTES, SEAL, KeptFile, Manifest, read_files, seal
from config.backup.pack import AT_ONCE, Member, Source, members, reading


@dataclass(frozen=True)
class Checked:
    """A backup that is whole. file: open, for reading what is in its members (`config.backup.pack`)."""

    file: BinaryIO
    manifest: Manifest
    members: dict[str, Member]

    @property
    def fingerprint(self) -> str:
        return self.members[MANIFEST].sha256

    def files(self) -> Iterator[tuple[KeptFile, Member]]:
        for kept in read_files(lines_of(self.file, self.members[FILES])):
            yield kept, self.members[kept.member]


@contextmanager
def checked(path: Path, fingerprint: str = "") -> Iterator[Checked]:
    """The backup, while the block lasts. Raises Touched if a byte of it is not as it was written, a member is missing or too many,
    or it is not the one with this fingerprint (SHA-256 of its manifest, or the beginning of that)."""
    with disk_in_words(), path.open("rb", buffering=AT_ONCE) as file:
        there = list(members(file))
        found = Checked(file, _manifest(file, there), {member.name: member for member in there})
        _compare(found, [member.name for member in there])
        if not found.fingerprint.startswith(fingerprint.lower()):
            raise Touched(
                _("This is another backup than the one with the fingerprint %(given)s: its own is %(own)s.")
                % {"given": fingerprint, "own": found.fingerprint}
            )
        yield found


def lines_of(file: BinaryIO, member: Member) -> io.BufferedReader:
    """A member as lines of bytes."""
    return io.BufferedReader(Source(file, member), AT_ONCE)


def _manifest(file: BinaryIO, there: list[Member]) -> Manifest:
    """Of the sealed one at the end."""
    *_others, manifest, sealed = there if len(there) > 1 else [None, None]
    if not manifest or (manifest.name, sealed.name) != (MANIFEST, SEAL) or manifest.size > MOST_BYTES:
        raise Touched(_("This is not a backup, or it was changed. Choose another file."))
    if sealed.size != len(seal(manifest.sha256)) or b"".join(reading(file, sealed)) != seal(manifest.sha256):
        raise Touched(_("The list of this backup was changed. Do not use it; take another one."))
    return Manifest.read(b"".join(reading(file, manifest)))


def _compare(found: Checked, names: list[str]) -> None:
    """The list and what is there: the same members in the same order, with the same sizes and checksums."""
    manifest, there = found.manifest, found.members
    if manifest.files > len(names) or names != manifest.members:
        raise Touched(_("The file was changed: something in it is missing, doubled or was added. Do not use it."))
    for table in manifest.tables:
        _same(there[table.member], table.sha256, table.size)
    _same(there[FILES], manifest.sha256_of_files, there[FILES].size)
    paths, size = set(), 0
    for kept in read_files(lines_of(found.file, there[FILES])):
        if kept.member not in there or kept.path in paths:
            raise Touched(_("The file was changed: something in it is missing, doubled or was added. Do not use it."))
        _same(there[kept.member], kept.sha256, kept.size)
        paths.add(kept.path)
        size += kept.size
    if (len(paths), size) != (manifest.files, manifest.bytes):
        raise Touched(_("The file was changed: something in it is missing, doubled or was added. Do not use it."))


def _same(member: Member, sha256: str, size: int) -> None:
    if (member.sha256, member.size) != (sha256, size):
        raise Touched(
            _("The file was changed since it was written (%(name)s). Fetch it again, or take another backup.")
            % {"name": member.name}
        )
