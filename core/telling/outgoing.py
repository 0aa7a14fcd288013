"""What every way out of the site shares: how a sending can fail, and how a link is written for somebody outside."""

from django.conf import settings


class NotSent(Exception):
    """Surely not sent: it may be tried again. The message is for the office and names no secret.

    way_is_shut: nothing else gets out this way just now either (server not reached, robot not known).
    """

    def __init__(self, words: str, *, way_is_shut: bool = False):
        super().__init__(words)
        self.way_is_shut = way_is_shut


class TooMany(NotSent):
    """Refused because too much was sent in a short time: the others of this way wait a little."""


class Unclear(Exception):
    """It left us and no answer came back: perhaps it arrived, perhaps it didn't. Never tried again by itself."""


def absolute(path: str) -> str:
    """The full address of a page of ours, for mails, groups and calendars; '' for no page."""
    return f"{settings.SITE_URL}{path}" if path else ""
