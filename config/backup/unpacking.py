"""Photos and papers on their way back: first into a folder of their own, read again there, then to their place by their names alone."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from config.backup.checking import Checked
from config.backup.errors import Touched, disk_in_words
from config.backup.files import MAP, place_of
from config.backup.manifest import KeptFile
from config.backup.pack import Member, reading

ASIDE = ".restore-"


@contextmanager
def unpacked(found: Checked) -> Iterator[Path]:
    """A folder under MEDIA_ROOT with all files of the backup by their paths, each read again; gone at the end."""
    root = Path(settings.MEDIA_ROOT)
    with disk_in_words():
        root.mkdir(parents=True, exist_ok=True)
        for left in root.glob(f"{ASIDE}*"):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=ASIDE, dir=root))
    try:
        with disk_in_words():
            for kept, member in found.files():
                _write(found, kept, member, folder)
            os.sync()
            for kept, _member in found.files():
                _read_again(kept, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def move_in(folder: Path, moved: list[tuple[Path, Path]]) -> None:
    """Gives everything in `folder` its place. moved: gets each step, so that `move_back` can undo them."""
    media = folder / "media"
    ways = (
        [(child, Path(settings.MEDIA_ROOT) / child.name) for child in sorted(media.iterdir())] if media.is_dir() else []
    )
    if (folder / MAP).exists() and not place_of(MAP).exists():
        ways.append((folder / MAP, place_of(MAP)))
    with disk_in_words():
        for old, new in ways:
            new.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(old, new)  # a renaming, but for boundaries that lie on another disk
            moved.append((old, new))


def move_back(moved: list[tuple[Path, Path]]) -> None:
    for old, new in reversed(moved):
        shutil.move(new, old)


def _write(found: Checked, kept: KeptFile, member: Member, folder: Path) -> None:
    path = folder / kept.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in reading(found.file, member):
            file.write(piece)


def _read_again(kept: KeptFile, folder: Path) -> None:
    with (folder / kept.path).open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != kept.sha256:
            raise Touched(
                _("%(file)s did not arrive as it was. Check this disk, then run it again.") % {"file": kept.path}
            )
