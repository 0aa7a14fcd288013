"""What waits behind the places of the loop in the navigation."""

from django.utils import timezone

from core import navigation
from rectification.models import RectificationTask, SupervisionOrder, Talk
from rectification.selectors.orders import waiting_for_signature
from rectification.selectors.rows import open_and_overdue


def waiting_tasks(user) -> navigation.Count:
    """This user's open tasks, and how many of them are overdue; one query."""
    return navigation.Count(*open_and_overdue(RectificationTask.objects.visible_to(user), timezone.now()))


def waiting_orders(user) -> int:
    """Orders that wait for a signature, for office and leaders; for a unit those that it has to answer. One query."""
    if user.access.has("office", "leader"):
        return waiting_for_signature(user)
    return SupervisionOrder.objects.visible_to(user).to_be_answered().count()


def waiting_talks(user) -> int:
    """Talks that somebody has yet to hold or drop; one query."""
    return Talk.objects.visible_to(user).waiting().count()
