"""Work of the ground longer than a request. The worker is started by script/server."""

from django.utils import timezone
from django_tasks import task

from core.deliveries import send_due


@task()
def send_deliveries() -> None:
    """Sends what is due to go out of the site. Taken up again after a worker was killed, it sends nothing twice."""
    send_due(now=timezone.now())
