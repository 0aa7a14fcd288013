"""What people in the demo have read: everything but the last days' notices."""

from datetime import timedelta

from django.db.models import F

from config.demo.dates import Dates
from core.models import Notice

UNREAD_DAYS = 3


def read_old_notices(dates: Dates) -> None:
    """Marks what was told before the last days as read, some hours after it was told."""
    old = Notice.objects.unread().filter(at__lt=dates.now - timedelta(days=UNREAD_DAYS))
    old.update(read_at=F("at") + timedelta(hours=3))
