"""The job worker. There is one, started by script/server: what stands as running when it starts was cut off with the one
before it (killed, power lost) and is taken up again. Jobs are written so that this does nothing twice."""

from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult, TaskResultStatus


class Command(db_worker.Command):
    help = "Works off background jobs, first those that were cut off."

    def handle(self, **options):
        DBTaskResult.objects.running().update(status=TaskResultStatus.READY, started_at=None)
        super().handle(**options)
