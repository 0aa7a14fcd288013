"""Files whose record was never saved: a full disk, a lost database or a killed server came between the file and its row.

Before a file is written, a note with its name is laid into DATA_DIR/unfinished; the commit of the change takes the note away. What
still has a note at the end of its request, or later after a kill, is asked for: a file that no row names is deleted. Only files with
a note are ever touched, so a server that was started on the wrong database can throw nothing away.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from math import inf
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error, models, transaction

_noted: ContextVar[set[Path] | None] = ContextVar("noted_files", default=None)
"""The notes of the request at hand that wait for their commit."""
LONGEST_CHANGE = timedelta(hours=1)
"""A note that is older belongs to nobody who is still at work."""


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "unfinished"


def note(name: str) -> None:
    """Call it before a file of this name is written, inside the transaction of the change that it belongs to."""
    lies = _folder() / hashlib.sha256(name.encode()).hexdigest()
    lies.parent.mkdir(exist_ok=True)
    lies.write_text(name, encoding="utf-8")
    if (noted := _noted.get()) is not None:
        noted.add(lies)
    transaction.on_commit(partial(_forget, lies), robust=True)


def _forget(lies: Path) -> None:
    lies.unlink(missing_ok=True)
    if noted := _noted.get():
        noted.discard(lies)


@contextmanager
def dropped_at_the_end() -> Iterator[None]:
    """At the end of the block the files go whose change came to nothing in it."""
    noted: set[Path] = set()
    before = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(before)
        if noted:
            _settle(noted)


def drop_unfinished_files(*, now: datetime) -> int:
    """Deletes what a kill left behind; gives how many files went. Part of the daily work."""
    before = (now - LONGEST_CHANGE).timestamp()
    return _settle({lies for lies in _folder().glob("*") if _written(lies) < before})


def _written(lies: Path) -> float:
    """When; for ever to come where its commit has taken it away meanwhile."""
    try:
        return lies.stat().st_mtime
    except FileNotFoundError:
        return inf


def _settle(notes: set[Path]) -> int:
    """Keeps what a row names and deletes the rest. Where the database does not answer, all stays for the next time."""
    names = {lies: lies.read_text(encoding="utf-8") for lies in notes if lies.exists()}
    try:
        used = _in_use(set(names.values()))
    except Error:
        return 0
    gone = 0
    for lies, name in names.items():
        if name and name not in used:
            try:
                default_storage.delete(name)
            except OSError:
                continue  # its note stays, and it is tried again tomorrow
            gone += 1
        lies.unlink(missing_ok=True)
    return gone


def _in_use(names: set[str]) -> set[str]:
    """Those names that a row of any model holds in a field for files."""
    used: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                rows = model._base_manager.filter(**{f"{field.name}__in": names})
                used.update(rows.values_list(field.name, flat=True))
    return used
