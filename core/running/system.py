"""How the installation stands, for the administrator's page and the metrics: each figure is read here once, by a fixed number of
queries, and nothing goes through the photos."""

import platform
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.db import connection
from django.utils import timezone

from core.models import DailyRun, DataFolder, Delivery
from core.running import clock, daily, heartbeat
from core.running.daily_schedule import moment_on
from core.running.data_folder import foreign_folder
from core.running.health import Room, pending_migrations, room
from core.running.job_queue import Queue, queue
from core.running.photo_space import PhotoSpace, photo_space
from core.running.release import revision, version
from core.running.safekeeping import Backup, latest_backup

LATE = timedelta(minutes=10)
"""So long a due job may wait, and the daily work may begin after its hour."""
BACKUP_OLD = timedelta(hours=48)
"""One is made every day: a second one that is missing is no accident any more."""
CLOCKS_APART = timedelta(seconds=30)
FAILED_WITHIN = timedelta(days=7)
"""Messages that were given up longer ago trouble nobody any more."""


@dataclass(frozen=True)
class DatabaseFacts:
    """kind: 'PostgreSQL' or 'SQLite'. ahead: by how much its clock is ahead of this server's; None where they are the same clock."""

    kind: str
    version: str
    bytes: int
    ahead: timedelta | None


def database_facts(*, now: datetime) -> DatabaseFacts:
    number = ".".join(str(part) for part in connection.get_database_version())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), clock_timestamp()")
            size, its_clock = cursor.fetchone()
            return DatabaseFacts("PostgreSQL", number, size, its_clock - now)
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return DatabaseFacts("SQLite", number, cursor.fetchone()[0], None)


@dataclass(frozen=True)
class Programs:
    version: str
    revision: str
    python: str
    django: str
    machine: str


def programs() -> Programs:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return Programs(version(), revision(), python, django.get_version(), f"{platform.system()} {platform.release()}")


@dataclass(frozen=True)
class DailyState:
    """last: the latest run. finished_at: when one came to its end last. failed: labels of the parts that failed in the latest.
    is_missing: today's is over its hour."""

    last: DailyRun | None
    finished_at: datetime | None
    failed: list[str]
    is_missing: bool


def daily_state(*, now: datetime) -> DailyState:
    rows = list(DailyRun.objects.until(timezone.localdate(now))[:2])
    last = rows[0] if rows else None
    finished_at = next((row.finished_at for row in rows if row.finished_at), None)
    failed = [part.label for part in daily.told(last) if part.failed] if last else []
    return DailyState(last, finished_at, failed, _is_missing(last, finished_at, now))


def _is_missing(last: DailyRun | None, finished_at: datetime | None, now: datetime) -> bool:
    """Without an hour of its own (a timer starts it) a whole day may pass."""
    today = timezone.localdate(now)
    if last and last.finished_at and last.day >= today:
        return False
    if due := moment_on(today):
        return now > due + LATE
    return finished_at is None or now - finished_at > timedelta(hours=25)


@dataclass(frozen=True)
class State:
    """entered_later: the latest of the trail's newest entries, where this machine's clock stands well before it: it was set back.
    other_folder: where the files of this database lie, if not in our DATA_DIR."""

    now: datetime
    programs: Programs
    database: DatabaseFacts
    room: Room
    photos: PhotoSpace | None
    queue: Queue
    worker_seen: datetime | None
    worker_is_alive: bool
    daily: DailyState
    backup: Backup | None
    deliveries_failed: int
    pending: list[str]
    entered_later: datetime | None
    other_folder: DataFolder | None

    @property
    def clocks_differ(self) -> bool:
        return self.database.ahead is not None and abs(self.database.ahead) > CLOCKS_APART

    @property
    def backup_is_old(self) -> bool:
        return self.backup is None or self.backup.age(self.now) > BACKUP_OLD

    @property
    def queue_is_stuck(self) -> bool:
        """Something is due for long and nothing is at work: a long job only makes the others wait."""
        return bool(self.queue.oldest and not self.queue.running and self.now - self.queue.oldest > LATE)


def state(*, now: datetime) -> State:
    """Everything at the moment `now`."""
    return State(
        now=now,
        programs=programs(),
        database=database_facts(now=now),
        room=room(),
        photos=photo_space(),
        queue=queue(now=now),
        worker_seen=heartbeat.last_beat(),
        worker_is_alive=heartbeat.is_alive(now=now),
        daily=daily_state(now=now),
        backup=latest_backup(now=now),
        deliveries_failed=Delivery.objects.failed_since(now - FAILED_WITHIN).count(),
        pending=pending_migrations(),
        entered_later=clock.set_back(now=now),
        other_folder=foreign_folder(),
    )
