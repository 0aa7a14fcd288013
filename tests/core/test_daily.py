"""The daily work: parts one after the other, one run at a time, what it did in numbers, and when the worker does it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from core.jobs import daily_run
from core.management.commands.run_jobs import plan_daily_work
from core.models import DailyRun, Unit
from core.running import clock, daily
from core.running.daily_schedule import moment_on, next_day, schedule
from core.running.locks import only_one
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(monkeypatch):
    """An empty list of parts, to which a test adds its own."""
    own: list[daily.Part] = []
    monkeypatch.setattr(daily, "parts", own)
    return own


def run_daily(*arguments) -> str:
    out = StringIO()
    call_command("run_daily", *arguments, stdout=out)
    return out.getvalue()


def test_parts_run_in_their_order_with_the_same_moment(parts, now):
    seen = []
    daily.register("first", "1", lambda *, now: seen.append(("first", now)))
    daily.register("second", "2", lambda *, now: seen.append(("second", now)) or {"told": 3})
    kept = daily.run(now=now)
    assert seen == [("first", now), ("second", now)]
    assert kept.day == date(2026, 11, 23) and kept.finished_at >= now
    assert kept.outcome == {"first": {"done": 0}, "second": {"told": 3}}


def test_a_part_that_fails_is_undone_and_stops_no_other(parts, now, town):
    def half_done(*, now):
        UnitFactory(name="半途")
        raise ValueError("no")

    daily.register("broken", "1", half_done)
    daily.register("sound", "2", lambda *, now: 1)
    with pytest.raises(CommandError, match="broken"):
        run_daily("--now", now.isoformat())
    kept = DailyRun.objects.get()
    assert kept.outcome == {"broken": {"failed": "ValueError"}, "sound": {"done": 1}}
    assert daily.failed_parts(kept) == ["broken"]
    assert not Unit.objects.filter(name="半途").exists()


def test_a_second_run_of_the_day_adds_its_numbers_and_clears_a_failure(parts, now):
    numbers = iter([{"told": 2}, {"told": 1}])
    works = iter([False, True])

    def sometimes(*, now):
        if not next(works):
            raise ValueError
        return 4

    daily.register("tell", "1", lambda *, now: next(numbers))
    daily.register("sometimes", "2", sometimes)
    daily.run(now=now)
    kept = daily.run(now=now + timedelta(hours=1))
    assert kept.outcome == {"tell": {"told": 3}, "sometimes": {"done": 4}}
    assert DailyRun.objects.count() == 1


def test_a_name_stands_for_one_part(parts):
    daily.register("one", "1", lambda *, now: 0)
    with pytest.raises(ValueError, match="twice"):
        daily.register("one", "1", lambda *, now: 0)


def test_the_command_takes_a_moment_of_local_time(parts, now):
    seen = []
    daily.register("one", "1", lambda *, now: seen.append(now) or {"told": 2})
    assert "one: told 2" in run_daily("--now", "2026-11-23T07:30")
    assert timezone.localtime(seen[0]).isoformat() == "2026-11-23T07:30:00+08:00"
    with pytest.raises(CommandError):
        run_daily("--now", "today")


def elsewhere(work):
    """What `work` gives in another thread, which has a connection of its own as another process would."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_are_one(parts, now):
    said = []
    daily.register("slow", "1", lambda *, now: said.append(elsewhere(lambda: run_daily("--now", now.isoformat()))) or 1)
    daily.run(now=now)
    assert said == ["每日任务正在执行，本次没有执行。\n"]
    assert DailyRun.objects.get().outcome == {"slow": {"done": 1}}


def test_a_lock_is_free_again_after_its_block():
    for _time in range(2):
        with only_one("test") as mine:
            assert mine


def waiting() -> list:
    return list(DBTaskResult.objects.filter(task_path=daily_run.module_path, status=TaskResultStatus.READY))


def test_the_worker_does_today_first_and_then_tomorrow(settings, now):
    settings.DAILY_AT = time(7, 30)
    today = timezone.localdate(now)
    assert next_day(today) == today
    DailyRun.objects.create(day=today, started_at=now)
    assert next_day(today) == today, "a run that was cut off is no run"
    DailyRun.objects.update(finished_at=now)
    assert next_day(today) == today + timedelta(days=1)
    assert timezone.localtime(moment_on(today)).isoformat() == "2026-11-23T07:30:00+08:00"


def test_one_daily_run_waits_in_the_queue_however_often_it_is_put_there(settings, now):
    settings.DAILY_AT = time(7, 30)
    for _time in range(2):
        schedule(daily_run, day=timezone.localdate(now))
    settings.DAILY_AT = time(6, 0)
    schedule(daily_run, day=timezone.localdate(now))
    assert [timezone.localtime(job.run_after).time() for job in waiting()] == [time(6, 0)]
    settings.DAILY_AT = None
    schedule(daily_run, day=timezone.localdate(now))
    assert waiting() == []


def test_the_job_does_the_day_once_and_queues_the_next(parts, settings, frozen_now):
    settings.DAILY_AT = time(7, 30)
    done = []
    daily.register("one", "1", lambda *, now: done.append(now) or 0)
    for _time in range(2):
        daily_run.func()
    assert done == [frozen_now]
    assert [timezone.localtime(job.run_after).date() for job in waiting()] == [date(2026, 11, 24)]


def test_a_day_that_a_clock_running_ahead_planned_is_planned_anew_once_the_clock_is_right(
    parts, settings, frozen_now, monkeypatch
):
    settings.DAILY_AT = time(7, 30)
    monkeypatch.setattr(clock, "_ahead_of_the_machine", lambda: 0)
    watch = clock.Watch(plan_daily_work)
    schedule(daily_run, day=date(2028, 1, 1))
    watch.look()
    assert timezone.localtime(waiting()[0].run_after).year == 2028, "nobody set the clock"
    monkeypatch.setattr(clock, "_ahead_of_the_machine", lambda: -400 * 86400)
    watch.look()
    assert [timezone.localtime(job.run_after).date() for job in waiting()] == [timezone.localdate(frozen_now)]


def test_what_failed_after_the_clock_was_set_is_tried_at_the_next_look_and_then_no_more(monkeypatch):
    tries = []

    def works_the_second_time():
        tries.append(1)
        if len(tries) < 2:
            raise OSError

    monkeypatch.setattr(clock, "_ahead_of_the_machine", lambda: 0)
    watch = clock.Watch(works_the_second_time)
    monkeypatch.setattr(clock, "_ahead_of_the_machine", lambda: 3600)
    for _look in range(4):
        watch.look()
    assert len(tries) == 2
