"""The file itself: a plain tar archive that is written from the front to the end, and read back so strictly that no byte can differ.

A header says a name and a size and nothing else: owner, rights and time are always the same. So the reader makes each header anew and
compares, and what is in a member has its checksum in the manifest: every byte of the file is looked at.
"""

import hashlib
import io
import os
import re
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from config.backup.errors import NoSpace, Touched, disk_in_words, megabytes

BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
AT_ONCE = 1 << 20
SYNCED_AT_ONCE = 32 << 20
"""So many bytes are brought to the disk at a time: one great flood at the end would hold up everybody who saves something."""
STAYS_FREE = 300 << 20
"""So much of the disk a backup leaves to those who work."""
MOST_IN_OCTAL = 0o77777777777
_SUM_AT = 148
_PLAIN = tarfile.TarInfo().tobuf(tarfile.GNU_FORMAT, "ascii", "strict")
_BEFORE_SIZE = _PLAIN[100:124]
_AFTER_SIZE = _PLAIN[135:_SUM_AT] + b"        " + _PLAIN[_SUM_AT + 8 :]
"""The sum of a header is taken with blanks in its place."""
NAME = re.compile(r"tables/[a-z0-9_]{1,63}\.tsv|files/\d{8}|files\.tsv|manifest\.json|manifest\.sha256")


def header(name: str, size: int) -> bytes:
    """As tarfile makes it; put together by hand where it can be, for a backup has ten thousand of them and more."""
    if size > MOST_IN_OCTAL:
        info = tarfile.TarInfo(name)
        info.size = size
        return info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")
    block = b"%b%b%011o%b" % (name.encode("ascii").ljust(100, b"\0"), _BEFORE_SIZE, size, _AFTER_SIZE)
    return b"%b%06o\0%b" % (block[:_SUM_AT], sum(block), block[_SUM_AT + 7 :])


class Hashed(io.RawIOBase):
    """Takes bytes and keeps nothing but their number, their lines and their checksum."""

    def __init__(self, counts_lines: bool = False):
        self.size, self.lines = 0, 0
        self._hash, self._counts_lines = hashlib.sha256(), counts_lines

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self._hash.update(data)
        self.size += len(data)
        if self._counts_lines:
            self.lines += bytes(data).count(b"\n")
        return len(data)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class Part(Hashed):
    """One member while it is written."""

    def __init__(self, pack: "Pack", name: str, counts_lines: bool):
        super().__init__(counts_lines)
        self.name, self._pack = name, pack

    def write(self, data) -> int:
        self._pack.put(data)
        return super().write(data)


class Pack:
    """Members one after the other. Whoever writes one from two threads gives each of them its own."""

    def __init__(self, file: io.RawIOBase, folder: Path, beside: Executor | None = None):
        """folder: where the file lies. beside: what brings it to the disk meanwhile; none for one that waits to be added to another."""
        self._file, self._folder, self._beside = file, folder, beside
        self._new, self._syncing = 0, Future()
        self._syncing.set_result(None)

    @contextmanager
    def part(self, name: str, counts_lines: bool = False) -> Iterator[Part]:
        """A member. Its header is written once its size is known."""
        start = self._file.tell()
        self.put(bytes(BLOCK))
        part = Part(self, name, counts_lines)
        yield part
        self.put(bytes(-part.size % BLOCK))
        os.pwrite(self._file.fileno(), header(name, part.size), start)

    def whole(self, name: str, content: bytes) -> str:
        """A member that is at hand as a whole; gives its checksum."""
        self.put(header(name, len(content)))
        self.put(content)
        self.put(bytes(-len(content) % BLOCK))
        return hashlib.sha256(content).hexdigest()

    @contextmanager
    def another(self) -> Iterator["Pack"]:
        """One beside this, for another thread, without a name of its own; `add` takes over what is in it."""
        with tempfile.TemporaryFile(dir=self._folder, buffering=0) as file:
            yield Pack(file, self._folder)

    def add(self, other: "Pack") -> None:
        """All members of another one."""
        other._file.seek(0)
        while piece := other._file.read(AT_ONCE):
            self.put(piece)

    def put(self, data) -> None:
        view = memoryview(data).cast("B")
        written = 0
        while written < len(view):
            written += self._file.write(view[written:])
        self._new += written
        if self._new >= SYNCED_AT_ONCE:
            self._sync_beside()

    def sync(self) -> None:
        """What was written so far is on the disk, and no longer in the memory that others need. Raises NoSpace while there is still
        some."""
        self._sync_beside()
        self._syncing.result()

    def _sync_beside(self) -> None:
        """One piece goes to the disk while the next one is written; the one after that waits for it."""
        self._new = 0
        if not self._beside:
            self._leave_room()
            return
        self._syncing.result()
        self._syncing = self._beside.submit(self._bring_to_disk)

    def _bring_to_disk(self) -> None:
        descriptor = self._file.fileno()
        os.fdatasync(descriptor)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        self._leave_room()

    def _leave_room(self) -> None:
        if shutil.disk_usage(self._folder).free < STAYS_FREE:
            raise NoSpace(
                _(
                    "The disk is nearly full, and %(size)s are left to those who work. Make room or choose another folder."
                )
                % {"size": megabytes(STAYS_FREE)}
            )


@contextmanager
def writing(path: Path) -> Iterator[Pack]:
    """A new file, which has its name only when all of it is on the disk. Whatever goes wrong, nothing is left of it."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with (
            disk_in_words(),
            io.FileIO(temporary, "xb", opener=_for_its_owner) as file,
            ThreadPoolExecutor(1) as beside,
        ):
            pack = Pack(file, path.parent, beside)
            yield pack
            pack.put(END)
            pack.sync()
            os.fsync(file.fileno())
        with disk_in_words():
            os.rename(temporary, path)
            sync_folder(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def leftovers(folder: Path) -> list[Path]:
    """What killed backups left in a folder."""
    return [path for path in folder.glob(".*.part") if re.fullmatch(r"\..+\.[0-9a-f]{8}\.part", path.name)]


def sync_folder(folder: Path) -> None:
    """A new name is on the disk too; where a file system knows no such thing, it is as sure as it can be."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _for_its_owner(name: str, flags: int) -> int:
    return os.open(name, flags, mode=0o600)


@dataclass(frozen=True)
class Member:
    """One member as it lies in a file."""

    name: str
    start: int
    size: int
    sha256: str


def members(file: BinaryIO) -> Iterator[Member]:
    """All members in their order, each read through and hashed. Raises Touched where a byte is not as it was written."""
    length = file.seek(0, io.SEEK_END)
    file.seek(0)
    while (block := file.read(BLOCK)) != END[:BLOCK]:
        name, size = _read(block)
        start = file.tell()
        padded = size + -size % BLOCK
        if start + padded > length:
            raise Touched(_("The file is cut off: the end is missing. Fetch it again, or take another backup."))
        sha256 = _hashed(file, size)
        if any(file.read(padded - size)):
            raise _touched(name)
        yield Member(name, start, size, sha256)
    if block + file.read(len(END)) != END:
        raise _touched(_("the end"))


def reading(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """What is in a member, piece by piece, whatever else is read from the file between two pieces. Raises Touched at its end if it is
    not what was read before."""
    digest, at, end = hashlib.sha256(), member.start, member.start + member.size
    while piece := _read_at(file, at, min(end - at, AT_ONCE)):
        digest.update(piece)
        at += len(piece)
        yield piece
    if at < end or digest.hexdigest() != member.sha256:
        raise _touched(member.name)


def _read_at(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


class Source(io.RawIOBase):
    """A member as a file that can be read, for what wants one."""

    def __init__(self, file: BinaryIO, member: Member):
        self._pieces, self._rest = reading(file, member), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def _read(block: bytes) -> tuple[str, int]:
    """Name and size that a header says; it must be the very header that they make."""
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeError) as error:
        if not block:
            raise Touched(
                _("The file is cut off: the end is missing. Fetch it again, or take another backup.")
            ) from error
        raise Touched(_("This is not a backup, or it was changed. Choose another file.")) from error
    if info.size < 0 or not NAME.fullmatch(info.name) or header(info.name, info.size) != block:
        raise Touched(_("This is not a backup, or it was changed. Choose another file."))
    return info.name, info.size


def _hashed(file: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    while size and (piece := file.read(min(size, AT_ONCE))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()


def _touched(name: str) -> Touched:
    return Touched(
        _("The file was changed since it was written (%(name)s). Fetch it again, or take another backup.")
        % {"name": name}
    )
