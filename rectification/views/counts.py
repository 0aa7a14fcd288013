"""What waits behind 'rectification tasks' in the navigation."""

from django.utils import timezone

from core import navigation
from rectification.models import RectificationTask
from rectification.selectors.rows import open_and_overdue


def waiting_tasks(user) -> navigation.Count:
    """This user's open tasks, and how many of them are overdue; one query."""
    return navigation.Count(*open_and_overdue(RectificationTask.objects.visible_to(user), timezone.now()))
