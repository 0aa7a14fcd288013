"""Work longer than a request. The worker is started by script/server."""

from django.utils import timezone
from django_tasks import task

from reports.writing_runs import work_off


@task()
def write_again(report_id: int) -> None:
    """Writes a report that was ordered. Taken up again after a worker was killed, it does nothing twice."""
    work_off(report_id=report_id, now=timezone.localtime())
