"""How files are kept: those of records so that a power cut takes none, those of pages so that browsers keep them for ever."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from core.running import unfinished_files


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Modules import one another by name: those names are rewritten to the hashed ones too."""

    support_js_module_import_aggregation = True
    manifest_strict = False


class LastingFileStorage(FileSystemStorage):
    """Photos, papers and files that came in. When `save` returns, the file is on the disk itself, not only in the machine's memory;
    where it fails, no half of it stays; where the change it belongs to comes to nothing, it goes too.

    through: False leaves the writing to the machine, for tests.
    """

    def __init__(self, *args, through: bool = True, **options):
        super().__init__(*args, **options)
        self.through = through

    def _save(self, name, content):
        unfinished_files.note(name)
        folder_is_new = not Path(self.path(name)).parent.exists()
        try:
            kept = super()._save(name, content)
            if self.through:
                write_through(Path(self.path(kept)), folder_is_new)
        except OSError:
            with suppress(OSError):
                os.unlink(self.path(name))  # the name was free a moment ago: what lies there is the half of ours
            raise
        return kept


def write_through(path: Path, folder_is_new: bool) -> None:
    """Returns when the file, and its place in its folder, would be there after a power cut."""
    for target in (path, path.parent, *([path.parent.parent] if folder_is_new else [])):
        opened = os.open(target, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
