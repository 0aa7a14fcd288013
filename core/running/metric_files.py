"""The files in which the web workers count requests together; named for the process that writes them: counter_PID.db."""

import os
from contextlib import suppress
from pathlib import Path


def shared_folder() -> Path | None:
    """Where config/settings.py says that they are; None where one process counts for itself, or nobody counts."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(folder) if folder else None


def forget_ended_processes() -> None:
    """Called where a web worker starts. The counts of workers that ended are kept while one of their fellows lives, for a sum
    that shrinks looks like a thousand new requests; after a start of the whole server they are thrown away."""
    folder = shared_folder()
    files = list(folder.glob("*.db")) if folder else []
    if any(_belongs_to_a_fellow(file) for file in files):
        return
    for file in files:
        file.unlink(missing_ok=True)


def _belongs_to_a_fellow(file: Path) -> bool:
    with suppress(ValueError, ProcessLookupError, PermissionError):
        pid = int(file.stem.rpartition("_")[2])
        os.kill(pid, 0)
        return pid != os.getpid()
    return False
