"""The backup of each day: taken beside the work, read again, and old ones deleted by the rule. Who runs the site is told when it fails."""

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.checking import checked
from config.backup.errors import Touched, disk_in_words
from config.backup.keeping import Rule, kept
from config.backup.manifest import Manifest
from config.backup.pack import leftovers
from config.backup.taking import Taken, take
from config.notice_kinds import BACKUP_FAILED
from core.errors import DomainError
from core.models import Post, Role, User
from core.navigation import path_of
from core.running.locks import only_one
from core.running.safekeeping import backups, name_at
from core.telling.notices import tell

T = TypeVar("T")
logger = logging.getLogger(__name__)
NICENESS = 10
"""How far the work steps back where a processor is wanted by somebody else."""


def back_up_daily(*, now: datetime) -> dict[str, int]:
    """Part of the daily work. Once a day; a failure is told to the administrators and raised again."""
    if not settings.BACKUP_DAILY or _is_done(now):
        return {}
    try:
        taken = back_up(Path(settings.BACKUP_DIR), now=now)
    except Exception as error:
        words = " ".join(error.messages) if isinstance(error, DomainError) else str(error)
        _tell(_("The backup failed"), words, now)
        raise
    if lost := [*taken.manifest.missing, *taken.manifest.damaged]:
        _tell(
            _("Files are missing from the backup or damaged: %(count)s") % {"count": len(lost)},
            "\n".join(lost[:20]),
            now,
        )
    return {"done": 1, "deleted": drop_old(now=now)}


def back_up(target: Path, *, now: datetime) -> Taken:
    """Takes a backup and reads it again. target: the file, or a folder in which it gets the usual name. Raises DomainError."""
    with only_one("backup") as mine:
        if not mine:
            raise DomainError(
                _("Another backup is being taken at this moment. Wait until it is done, then run it again.")
            )
        path = target / name_at(now) if target.is_dir() or target == Path(settings.BACKUP_DIR) else target
        with disk_in_words():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            for left in leftovers(path.parent):
                left.unlink(missing_ok=True)
        return gently(lambda: _take_and_check(path, now))


def _take_and_check(path: Path, now: datetime) -> Taken:
    """What cannot be read back is no backup: it goes, so that nobody relies on it."""
    taken = take(path, now=now)
    try:
        with checked(path, taken.fingerprint):
            return taken
    except Touched as error:
        path.unlink(missing_ok=True)
        raise DomainError(
            _("What was written could not be read again: this disk fails. Nothing was kept; choose another disk.")
        ) from error


def drop_old(*, now: datetime) -> int:
    """Deletes the backups of the folder that the rule does not keep. Other files there are nobody's business."""
    here = timezone.localtime(now)
    there = {timezone.localtime(backup.made_at): backup for backup in backups()}
    stay = kept(there, now=here, rule=Rule(*settings.BACKUP_KEEP))
    old = [backup for moment, backup in there.items() if moment not in stay]
    for backup in old:
        backup.path.unlink(missing_ok=True)
    return len(old)


def gently(work: Callable[[], T]) -> T:
    """Does it in a thread of its own that gives way to everybody else, and that can't hold up the rest of this process afterwards."""

    def step_back() -> None:
        with suppress(AttributeError, OSError):  # a system where threads have no rank of their own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)

    with ThreadPoolExecutor(1, initializer=step_back) as aside:
        return aside.submit(work).result()


def in_words(manifest: Manifest) -> str:
    return _("%(rows)s rows of %(tables)s tables, %(files)s photos and papers") % {
        "rows": f"{manifest.rows:,}",
        "tables": len(manifest.tables),
        "files": f"{manifest.files:,}",
    }


def _is_done(now: datetime) -> bool:
    return any(timezone.localdate(one.made_at) == timezone.localdate(now) for one in backups())


def _tell(title: str, text: str, now: datetime) -> None:
    day = timezone.localdate(now)
    holders = Post.objects.in_force(day).filter(role=Role.ADMIN)
    people = User.objects.filter(posts__in=holders, is_active=True).distinct()
    logger.error("%s: %s", title, text)
    tell(
        kind=BACKUP_FAILED,
        event=f"backup-{day}",
        users=people,
        title=title,
        text=text,
        path=path_of("system") or "",
        now=now,
    )
