"""When the job worker does the daily work by itself: once a day at DAILY_AT, and at once after a day on which it could not."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from core.models import DailyRun


def is_done(day: date) -> bool:
    """Did the daily work of this day come to its end?"""
    return DailyRun.objects.filter(day=day, finished_at__isnull=False).exists()


def next_day(today: date) -> date:
    """The day whose work is to be done next: today until that is done."""
    return today + timedelta(days=1) if is_done(today) else today


def moment_on(day: date) -> datetime | None:
    """When the worker does that day's work; None where the setting is off."""
    return settings.DAILY_AT and timezone.make_aware(datetime.combine(day, settings.DAILY_AT))


@transaction.atomic
def schedule(job: Task, *, day: date) -> None:
    """Puts `job` into the queue for that day's hour (at once where it has passed), in place of one that waits there."""
    DBTaskResult.objects.filter(task_path=job.module_path, status=TaskResultStatus.READY).delete()
    if moment := moment_on(day):
        job.using(run_after=moment).enqueue()
