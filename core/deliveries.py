"""Messages on their way out of the site: sent once, tried again with growing pauses, given up after a while."""

from datetime import datetime


def send_due(*, now: datetime) -> int:
    """Sends the deliveries that are due; gives how many went out."""
    return 0
