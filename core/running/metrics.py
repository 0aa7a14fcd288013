"""The figures of /metrics, for Prometheus.

Requests are counted by each web worker in files that all of them share (prometheus-client's multiprocess mode, in DATA_DIR/metrics;
config/settings.py names the folder before this module is read). The rest is read when it is asked for.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError
from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.running.health import database_answers, room
from core.running.metric_files import shared_folder
from core.running.release import revision, version
from core.running.system import State, state

__all__ = ["CONTENT_TYPE", "count", "exposition"]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"
"""Stands for addresses that no route answers: whoever tries a thousand of them makes one line."""

REQUESTS = Counter("campaign_requests", "Requests answered, without static files.", ["route", "method", "status"])
SECONDS = Histogram(
    "campaign_request_seconds",
    "Time until a page was made.",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def count(*, route: str, method: str, status: int, seconds: float) -> None:
    """One request more. route: the name of the route, '' where none answered."""
    REQUESTS.labels(route or NO_ROUTE, method if method in METHODS else "other", status).inc()
    SECONDS.labels(route or NO_ROUTE).observe(seconds)


def exposition(*, now: datetime) -> bytes:
    """Everything in Prometheus' text format, of all web workers together."""
    registry = CollectorRegistry()
    if folder := shared_folder():
        MultiProcessCollector(registry, path=str(folder))
    else:
        registry.register(_Requests())
    registry.register(_Figures(now))
    return generate_latest(registry)


class _Requests(Collector):
    """One process alone: its own counts, without what the library says of Python itself."""

    def collect(self):
        yield from (family for metric in (REQUESTS, SECONDS) for family in metric.collect())


class _Figures(Collector):
    """What is read at this moment. While the database does not answer, only what doesn't need it."""

    def __init__(self, now: datetime):
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _labelled("campaign_info", "The release that runs.", {"version": version(), "revision": revision()}, 1)
        yield _gauge("campaign_disk_free_bytes", "Room left on the disk of DATA_DIR.", room().free)
        yield _gauge("campaign_disk_bytes", "Size of the disk of DATA_DIR.", room().total)
        yield from _memory()
        is_up = database_answers()
        yield _gauge("campaign_database_up", "1 while the database answers.", int(is_up))
        if is_up:
            with suppress(DatabaseError):
                yield from _of_state(state(now=self.now))


def _of_state(found: State) -> Iterator[GaugeMetricFamily]:
    queue, now = found.queue, found.now
    yield _gauge("campaign_database_bytes", "Size of the database.", found.database.bytes)
    yield _gauge("campaign_migrations_pending", "Migrations of this release that are not applied.", len(found.pending))
    yield _gauge("campaign_jobs_waiting", "Background jobs that are due and not begun.", queue.waiting)
    yield _gauge("campaign_jobs_planned", "Background jobs for a later moment.", queue.planned)
    yield _gauge("campaign_jobs_running", "Background jobs at work.", queue.running)
    yield _gauge("campaign_jobs_failed", "Background jobs that failed and nobody dealt with.", queue.failed)
    yield _age("campaign_jobs_oldest_seconds", "Since when the longest waiting job is due.", queue.oldest, now, none=0)
    yield _gauge("campaign_worker_alive", "1 while the job worker beats.", int(found.worker_is_alive))
    yield _age("campaign_daily_run_age_seconds", "Since the end of the last daily work.", found.daily.finished_at, now)
    yield _gauge("campaign_daily_parts_failed", "Parts that failed in the last daily work.", len(found.daily.failed))
    yield _age("campaign_backup_age_seconds", "Since the last backup.", found.backup and found.backup.made_at, now)
    yield _gauge(
        "campaign_messages_failed", "Messages of the last 7 days that did not go out.", found.deliveries_failed
    )
    if found.photos:
        yield _gauge("campaign_photos_bytes", "Room that photos take, counted once a day.", found.photos.bytes)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, value=value)


def _labelled(name: str, text: str, labels: dict[str, str], value: float) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family


def _age(name: str, text: str, moment: datetime | None, now: datetime, none: float = float("nan")) -> GaugeMetricFamily:
    """Seconds since `moment`; NaN (or `none`) where there was none: no alarm on a number that nobody knows."""
    return _gauge(name, text, (now - moment).total_seconds() if moment else none)


def _memory() -> Iterator[GaugeMetricFamily]:
    """Of the web workers: this process and its siblings. Linux alone tells it."""
    pages = [found for pid in _workers() if (found := _resident_pages(pid))]
    if pages:
        size = sum(pages) * os.sysconf("SC_PAGE_SIZE")
        yield _gauge("campaign_web_workers", "Processes that make pages.", len(pages))
        yield _gauge("campaign_web_resident_bytes", "Memory of the processes that make pages.", size)


def _workers() -> list[int]:
    parent = os.getppid()
    try:
        named = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return [os.getpid()]
    return [int(pid) for pid in named] or [os.getpid()]


def _resident_pages(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
