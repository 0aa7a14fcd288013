"""Whether the job worker is alive: it touches a file in DATA_DIR again and again, whatever job it is at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from django.conf import settings

EVERY_SECONDS = 10
SILENT = timedelta(minutes=1)
"""After so long without a beat, nobody is there."""


def beat_file() -> Path:
    """Its time of change is the beat."""
    return settings.DATA_DIR / "job-worker-alive"


@contextmanager
def beating(also: Callable[[], object] = bool) -> Iterator[None]:
    """Beats until the block ends, in a thread of its own: a long job is no death. also: done at each beat; raises nothing."""
    ended = Event()
    Thread(target=_beat, args=(ended, also), daemon=True, name="heartbeat").start()
    try:
        yield
    finally:
        ended.set()


def _beat(ended: Event, also: Callable[[], object]) -> None:
    while True:
        with suppress(OSError):  # a full disk is told of elsewhere
            beat_file().touch()
        also()
        if ended.wait(EVERY_SECONDS):
            return


def last_beat() -> datetime | None:
    """When the worker was last seen; None where it never was."""
    try:
        return datetime.fromtimestamp(beat_file().stat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def is_alive(*, now: datetime) -> bool:
    """A beat from the future (a clock that was set back) says as little as an old one."""
    beat = last_beat()
    return beat is not None and abs(now - beat) < SILENT
