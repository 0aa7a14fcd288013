"""The job worker. There is one, started by script/server: what stands as running when it starts was cut off with the one
before it (killed, power lost) and is taken up again. Jobs are written so that this does nothing twice. It also sees to it that
the daily work is in the queue."""

from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus

from core.daily_schedule import next_day, schedule
from core.jobs import daily_run


class Command(db_worker.Command):
    help = "Works off background jobs, first those that were cut off; once a day the daily work."

    def handle(self, **options):
        DBTaskResult.objects.running().update(status=TaskResultStatus.READY, started_at=None)
        schedule(daily_run, day=next_day(timezone.localdate()))
        super().handle(**options)
