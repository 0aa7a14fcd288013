"""A point with what was seen there."""

from datetime import datetime

from core.models import User
from facilities.models import Point
from inspections.models import Sheet
from rectification.models import RectificationTask

NEWEST = 20


def point_page(point: Point, user: User, now: datetime) -> dict:
    """The newest visits and tasks at a point that the user may see, each as many as a page bears, with how many there are."""
    sheets = Sheet.objects.visible_to(user).official().filter(point=point)
    tasks = RectificationTask.objects.visible_to(user).at_point(point)
    return {
        "responsibilities": point.responsibilities.select_related("unit"),
        "sheets": sheets.select_related("round").order_by("-submitted_at", "-pk")[:NEWEST],
        "sheet_count": sheets.count(),
        "tasks": tasks.reddest_first(now).select_related("finding", "responsible_unit")[:NEWEST],
        "task_count": tasks.count(),
        "is_keeper": user.access.covers(point.town.path, "office"),
    }
