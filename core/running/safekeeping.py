"""The backups of this installation, as they lie in their folder. The folder itself is asked: what was deleted there is gone, whatever
a table might say. They are written by config/backup.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

NAME = "backup-%Y%m%d-%H%M%S.tar"
"""In the office's own time."""
_NAMED = re.compile(r"backup-\d{8}-\d{6}\.tar")


@dataclass(frozen=True)
class Backup:
    path: Path
    made_at: datetime
    size: int
    """Bytes."""

    def age(self, now: datetime) -> timedelta:
        """Never below zero, even where the clock was set back since."""
        return max(now - self.made_at, timedelta())


def name_at(moment: datetime) -> str:
    return timezone.localtime(moment).strftime(NAME)


def backups() -> list[Backup]:
    """Those that are complete, the newest first; none where the folder isn't there or may not be read."""
    try:
        files = [path for path in Path(settings.BACKUP_DIR).iterdir() if _NAMED.fullmatch(path.name)]
        found = [Backup(path, moment, path.stat().st_size) for path in files if (moment := _made_at(path.name))]
    except OSError:
        return []
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def latest_backup(*, now: datetime) -> Backup | None:
    """The newest one. One from the future, made while the clock was wrong, counts only where there is no other: it would hide for as
    long that none is made any more."""
    there = backups()
    return next((one for one in there if one.made_at <= now), next(iter(there), None))


def _made_at(name: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(name, NAME))
    except ValueError:  # figures that are no date
        return None
