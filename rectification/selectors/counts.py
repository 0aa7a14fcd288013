"""What waits behind 'rectification tasks' in the navigation."""

from django.db.models import Count, Q
from django.utils import timezone

from core import navigation
from rectification.models import RectificationTask
from rectification.transitions import CLOCK_STATES


def waiting_tasks(user) -> navigation.Count:
    """This user's open tasks, and how many of them are overdue; one query."""
    late = Q(state__in=CLOCK_STATES, deadline__lt=timezone.now())
    counted = RectificationTask.objects.visible_to(user).open().aggregate(open=Count("pk"), late=Count("pk", filter=late))
    return navigation.Count(counted["open"], counted["late"])
