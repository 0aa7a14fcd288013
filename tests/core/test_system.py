"""The administrator's page: what it says of the machine, the queue and what failed; and that it costs the same however long the lists."""

import time
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, TaskResultStatus, get_date_max

from core.errors import DomainError, NotAllowed
from core.models import DailyRun, Delivery, DeliveryState, TrailEntry
from core.running import heartbeat, job_queue
from core.running.health import MB, Room
from core.running.photo_space import count_photo_space, photo_space
from core.running.safekeeping import name_at
from core.running.system import state
from core.running.system_troubles import troubles
from core.trail import record
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db
TRACEBACK = 'Traceback (most recent call last):\n  File "jobs.py", line 3\nValueError: no such column 得分\n'


@pytest.fixture(autouse=True)
def data_of_its_own(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "photos"


def job(status=TaskResultStatus.READY, **fields) -> DBTaskResult:
    given = {"run_after": get_date_max(), "task_path": "core.jobs.send_deliveries", "backend_name": "default"}
    texts = {"args_kwargs": {"args": [], "kwargs": {}}, "traceback": "", "exception_class_path": ""}
    return DBTaskResult.objects.create(status=status, **given | texts | fields)


def failed_job(now) -> DBTaskResult:
    return job(TaskResultStatus.FAILED, finished_at=now, traceback=TRACEBACK, worker_ids=["a"])


def all_well(now) -> None:
    """What an installation looks like an hour after its daily work."""
    heartbeat.beat_file().touch()
    DailyRun.objects.create(day=now.date(), started_at=now, finished_at=now, outcome={})


class TestQueue:
    def test_due_planned_running_and_failed_are_told_apart(self, now):
        job()
        job(run_after=now - timedelta(minutes=3))
        job(run_after=now + timedelta(hours=1))
        job(TaskResultStatus.RUNNING, started_at=now - timedelta(minutes=2))
        job(TaskResultStatus.SUCCESSFUL, finished_at=now)
        failed_job(now)
        DBTaskResult.objects.update(enqueued_at=now - timedelta(minutes=1))
        found = job_queue.queue(now=now)
        assert (found.waiting, found.planned, found.running, found.failed) == (2, 1, 1, 1)
        assert found.oldest == now - timedelta(minutes=3)
        assert found.running_since == now - timedelta(minutes=2)

    def test_a_failed_job_is_done_again_from_the_start(self, admin, now):
        row = failed_job(now)
        job_queue.do_again(pk=row.pk, by=admin, now=now)
        row.refresh_from_db()
        assert (row.status, row.traceback, row.finished_at) == (TaskResultStatus.READY, "", None)
        assert job_queue.queue(now=now).waiting == 1
        with pytest.raises(DomainError):
            job_queue.do_again(pk=row.pk, by=admin, now=now)

    def test_what_is_done_with_leaves_its_reason_in_the_trail(self, admin, town, now):
        row = failed_job(now)
        job_queue.done_with(pk=row.pk, by=admin, now=now)
        assert job_queue.failed_jobs() == []
        entry = TrailEntry.objects.about(town.home).get()
        assert (entry.verb, entry.by) == ("job_done_with", admin)
        assert "no such column 得分" in entry.reason

    def test_every_job_has_a_name_for_the_page(self):
        found = [import_module(f"{app.name}.jobs") for app in apps.get_app_configs() if find_spec(f"{app.name}.jobs")]
        jobs = {one.module_path for module in found for one in vars(module).values() if isinstance(one, Task)}
        assert jobs == set(job_queue.LABELS)

    def test_only_the_administrator_deals_with_jobs(self, office, now):
        row = failed_job(now)
        for act in (job_queue.do_again, job_queue.done_with):
            with pytest.raises(NotAllowed):
                act(pk=row.pk, by=office, now=now)
        assert DBTaskResult.objects.failed().count() == 1


class TestTroubles:
    def test_an_installation_without_trouble_has_none_to_tell(self, now, settings, monkeypatch):
        all_well(now)
        monkeypatch.setattr("core.running.heartbeat.is_alive", lambda now: True)
        monkeypatch.setattr(
            "core.running.health.shutil.disk_usage", lambda _folder: SimpleNamespace(total=10**12, free=10**12)
        )
        monkeypatch.setattr("core.running.system.State.clocks_differ", False)
        settings.BACKUP_DIR.mkdir()
        (settings.BACKUP_DIR / name_at(now)).touch()
        assert troubles(state(now=now)) == []

    def test_a_backup_is_missed_after_two_days(self, settings, now):
        assert state(now=now).backup_is_old
        settings.BACKUP_DIR.mkdir()
        (settings.BACKUP_DIR / name_at(now - timedelta(hours=47))).touch()
        assert not state(now=now).backup_is_old
        assert state(now=now + timedelta(hours=2)).backup_is_old

    def test_a_silent_worker_is_said_and_is_grave(self, now):
        first = troubles(state(now=now))[0]
        assert first.is_grave and "campaign-worker" in first.todo

    def test_a_job_that_waits_long_is_said_unless_another_one_is_at_work(self, now):
        job(run_after=now - timedelta(hours=1))
        assert state(now=now).queue_is_stuck
        job(TaskResultStatus.RUNNING, started_at=now)
        assert not state(now=now).queue_is_stuck

    def test_the_disk_is_short_before_it_is_full(self, settings):
        settings.DISK_WARN_MB = 1000
        assert not Room(1001 * MB, 10**12).is_short
        assert Room(999 * MB, 10**12).is_short and not Room(999 * MB, 10**12).is_full
        assert Room(99 * MB, 10**12).is_full

    def test_a_clock_set_back_shows_in_the_trail(self, office, town, now):
        record(subject=town.home, by=office, verb="edit", at=now + timedelta(hours=2))
        assert state(now=now).entered_later == now + timedelta(hours=2)
        assert state(now=now + timedelta(hours=3)).entered_later is None

    def test_the_daily_work_is_missed_after_its_hour(self, settings, now):
        settings.DAILY_AT = None
        assert state(now=now).daily.is_missing
        run = DailyRun.objects.create(day=now.date(), started_at=now, outcome={"lights": {"failed": "ValueError"}})
        assert state(now=now).daily.failed == ["lights"]
        run.finished_at = now
        run.save()
        assert not state(now=now + timedelta(hours=24)).daily.is_missing
        assert state(now=now + timedelta(hours=26)).daily.is_missing
        DailyRun.objects.create(day=now.date() + timedelta(days=400), started_at=now, finished_at=now)
        assert state(now=now + timedelta(hours=26)).daily.is_missing, "a clock that ran ahead does no work beforehand"

    def test_messages_that_did_not_go_out_count_for_a_week(self, office, now):
        made = {"event": "a", "user": office, "title": "t", "next_try_at": now, "state": DeliveryState.GIVEN_UP}
        Delivery.objects.create(made_at=now - timedelta(days=6), **made)
        Delivery.objects.create(made_at=now - timedelta(days=8), **made | {"event": "b"})
        assert state(now=now).deliveries_failed == 1


def test_photos_are_counted_by_the_daily_work_and_not_by_the_page(settings, now):
    assert photo_space() is None
    (settings.MEDIA_ROOT / "ab").mkdir(parents=True)
    (settings.MEDIA_ROOT / "ab" / "one.jpg").write_bytes(b"x" * 700)
    (settings.MEDIA_ROOT / "ab" / "two.jpg").write_bytes(b"x" * 300)
    count_photo_space(now=now)
    found = photo_space()
    assert (found.bytes, found.files, found.at) == (1000, 2, now)


def test_a_photo_that_is_deleted_while_they_are_counted_is_no_failure(now, monkeypatch):
    monkeypatch.setattr(Path, "rglob", lambda folder, _pattern: [folder / "gone.jpg"])
    count_photo_space(now=now)
    assert photo_space().files == 0


def test_a_beating_worker_is_alive_and_a_beat_from_the_future_is_none(now):
    assert heartbeat.last_beat() is None
    with heartbeat.beating():
        for _ in range(100):
            if heartbeat.last_beat():
                break
            time.sleep(0.02)
    beat = heartbeat.last_beat()
    assert heartbeat.is_alive(now=beat + timedelta(seconds=50))
    assert not heartbeat.is_alive(now=beat + timedelta(minutes=2))
    assert not heartbeat.is_alive(now=beat - timedelta(minutes=2))


class TestPage:
    def test_it_shows_a_failed_job_and_does_it_again(self, client_for, town, now):
        row = failed_job(now)
        client = client_for("admin")
        page = client.get(reverse("system")).content.decode()
        assert "ValueError: no such column 得分" in page and "发送消息" in page
        assert client.post(reverse("job_again", args=[row.pk])).status_code == 302
        assert job_queue.queue(now=now).failed == 0

    def test_its_cost_does_not_grow_with_failed_jobs(self, client_for, town, now):
        assert_same_query_count(client_for("admin"), reverse("system"), lambda: failed_job(now), n2=15)
