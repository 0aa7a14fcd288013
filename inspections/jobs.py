"""Work longer than a request. The worker is started by script/server."""

from django.utils import timezone
from django_tasks import task

from inspections.imports.runs import work_off


@task()
def run_import(run_id: int) -> None:
    """Runs a queued import. Taken up again after a worker was killed, it does nothing twice."""
    work_off(run_id=run_id, now=timezone.now())
