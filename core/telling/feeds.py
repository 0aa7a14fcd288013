"""The calendar of deadlines (iCalendar, RFC 5545) that a person's calendar program reads under a secret address.

What stands in it is known on the floors above; each registers its source once:

    feeds.add_source(deadlines_of)       # deadlines_of(user, now) gives FeedEntry rows

Deadlines are events and no to-dos: phones and most desktop programs leave to-dos of a subscribed calendar out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from core.models import CalendarFeed, User
from core.models.notices import new_feed_token
from core.telling.outgoing import absolute
from core.town import current_town_name
from core.trail import record

MOST_ENTRIES = 1000
"""Of one calendar; more would help nobody and stop some phones."""
READ_AGAIN = timedelta(hours=1)
"""How often a calendar program is asked to look."""
DAY_BEGINS = timedelta(hours=9)
"""When one is reminded of what is due on a day without an hour."""


@dataclass(frozen=True)
class FeedEntry:
    """One event. key: the same for the same thing for ever. at: an aware moment, or a date for the whole day. sequence: grows
    with each change. changed_at: when that was. path: the page of the record. remind: how long before `at`."""

    key: str
    at: datetime | date
    summary: str
    description: str
    path: str
    sequence: int
    changed_at: datetime
    remind: timedelta = timedelta(days=1)


Source = Callable[[User, datetime], Iterable[FeedEntry]]

sources: list[Source] = []


def add_source(source: Source) -> None:
    """Registers what an app knows of deadlines; once, however often the module is imported."""
    if source not in sources:
        sources.append(source)


def calendar_of(user: User, now: datetime) -> bytes:
    """The person's calendar as a file; at most MOST_ENTRIES entries of each source."""
    calendar = Calendar()
    name = _("%(town)s: deadlines") % {"town": current_town_name()}
    calendar.add("prodid", "-//civilization campaign//deadlines//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for source in sources:
        for entry in islice(source(user, now), MOST_ENTRIES):
            calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: FeedEntry) -> Event:
    """Moments stand in UTC, which needs no time zone beside it; China has had no summer time since 1991."""
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", absolute(entry.path))
    event.add("transp", "TRANSPARENT")  # a deadline takes nobody's time
    if isinstance(entry.at, datetime):
        event.add("dtstart", entry.at.astimezone(UTC))
        event.add_component(_alarm(entry, -entry.remind))
    else:
        event.add("dtstart", entry.at)
        event.add("dtend", entry.at + timedelta(days=1))
        event.add_component(_alarm(entry, DAY_BEGINS))
    return event


def _alarm(entry: FeedEntry, trigger: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", trigger)
    return alarm


# ---- the address ----


@transaction.atomic
def make_feed(*, user: User, now: datetime) -> CalendarFeed:
    """A secret address for this person; a new one where there is one already, and the old one is worth nothing from then on."""
    token = new_feed_token()
    feed, is_new = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token": token, "made_at": now, "read_at": None}
    )
    record(subject=user, by=user, verb="make_feed" if is_new else "renew_feed", at=now)
    return feed


@transaction.atomic
def revoke_feed(*, user: User, now: datetime) -> None:
    """The address is worth nothing any more; nothing happens where there is none."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        record(subject=user, by=user, verb="revoke_feed", at=now)


def read_feed(*, token: str, now: datetime) -> bytes | None:
    """The calendar behind an address; None where there is none, or its person is not in use any more."""
    feed = CalendarFeed.objects.filter(token=token, user__is_active=True).select_related("user").first()
    if feed is None:
        return None
    if feed.read_at is None or now - feed.read_at > READ_AGAIN / 2:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
    return calendar_of(feed.user, now)
