"""The job worker. There is one for a folder of data, started by script/server: what stands as running when it starts was cut off
with the one before it (killed, power lost) and is taken up again. Jobs are written so that this does nothing twice. It also sees to it
that the daily work is in the queue, also after the clock was set: a day that was planned by a wrong clock may lie years ahead."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.signals import task_finished
from django_tasks_db.management.commands import db_worker

from core.jobs import daily_run
from core.running import clock, data_folder, half_restored, heartbeat
from core.running.daily_schedule import next_day, schedule
from core.running.job_worker import put_back_after_outage, take_up_again, through_outages
from core.running.locks import only_one_here


def look_again(sender, task_result, **_more) -> None:
    put_back_after_outage(now=timezone.now(), job_id=task_result.id)


def plan_daily_work() -> None:
    schedule(daily_run, day=next_day(timezone.localdate()))


def plan_daily_work_anew() -> None:
    """In the thread of the heartbeat, which keeps no connection."""
    try:
        plan_daily_work()
    finally:
        connection.close()


class Command(db_worker.Command):
    help = "Works off background jobs, first those that were cut off; once a day the daily work."

    def handle(self, **options):
        with only_one_here("job-worker") as mine:
            if not mine:
                raise CommandError(
                    _("Another job worker is at work for this folder of data (DATA_DIR). One is enough.")
                )
            task_finished.connect(look_again, dispatch_uid="look_again")
            with heartbeat.beating(also=clock.Watch(plan_daily_work_anew).look):
                through_outages(lambda: self.work(options))

    def work(self, options: dict) -> None:
        self.refuse_foreign_ground()
        take_up_again()
        plan_daily_work()
        super().handle(**options)

    def refuse_foreign_ground(self) -> None:
        """A worker with another folder than the database's would miss what was uploaded and back up no photos; one that has a folder of
        its own isn't held off by the lock either. Elsewhere than in production it is said, as by `prepare`."""
        if half_restored.is_half_restored():
            raise CommandError(half_restored.in_words())
        folder = data_folder.foreign_folder() if data_folder.is_known() else None
        if folder and settings.PRODUCTION:
            raise CommandError(data_folder.in_words(folder))
        if folder:
            self.stderr.write(data_folder.in_words(folder))
