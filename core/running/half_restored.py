"""A restore of an older backup is done in steps: its records stand for a while without their photos. Cut off there (a power cut), it is
told by a mark in DATA_DIR that names the database, and nothing works with that database."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "restore-under-way"


def _database() -> str:
    used = settings.DATABASES["default"]
    return "/".join(str(used.get(name) or "") for name in ("HOST", "PORT", "NAME"))


def begin() -> None:
    """On the disk before the first record is: call it in the transaction that brings the records."""
    with _mark().open("w", encoding="utf-8") as file:
        file.write(_database())
        file.flush()
        os.fsync(file.fileno())


def end() -> None:
    _mark().unlink(missing_ok=True)


def is_half_restored() -> bool:
    try:
        return _mark().read_text(encoding="utf-8") == _database()
    except OSError:
        return False


def in_words() -> str:
    return _(
        "A restore into this database is under way, or was cut off: its records are there without their photos. Wait until it is done. If "
        "nothing runs any more, restore once more into a new database (DATABASE_URL); this one can be deleted."
    )
