"""Reminders of recurring activities: before a term ends in which one was not held, and once it was missed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import ActivitySeries
from campaign.notice_kinds import ACTIVITY_DUE
from campaign.recurrence import TermCourse, TermState, course
from campaign.selectors.activities import held_days
from campaign.thresholds import REMIND_BEFORE, TELL_MISSED
from core.formats import cn_date
from core.models import Post, Role, User
from core.telling.notices import tell


def remind_of_series(*, now: datetime) -> dict[str, int]:
    """Tells the office once of each term that ends soon, and once of each that was missed lately. Part of the daily work."""
    today = timezone.localdate(now)
    series = list(ActivitySeries.objects.present().select_related("town"))
    held, told = held_days(series), {"due": 0, "missed": 0}
    for one in series:
        for term in course(one.starts_on, one.every_months, held[one.pk], today, one.ends_on)[-2:]:
            if is_worth_telling(term, today):
                told["due" if term.state == TermState.DUE else "missed"] += _tell(one, term, today, now)
    return told


def is_worth_telling(term: TermCourse, today: date) -> bool:
    """Due within the days that the office set, or missed not longer ago than that: nobody is told of old years."""
    if term.state == TermState.DUE:
        return term.term.ends_on - today <= timedelta(days=REMIND_BEFORE.value())
    return term.state == TermState.MISSED and today - term.term.ends_on <= timedelta(days=TELL_MISSED.value())


def _tell(series: ActivitySeries, term: TermCourse, today: date, now: datetime) -> int:
    words = {"name": series.name, "day": cn_date(term.term.ends_on)}
    title = (
        _("To be held by %(day)s: %(name)s")
        if term.state == TermState.DUE
        else _("Missed, the term ended %(day)s: %(name)s")
    )
    return tell(
        kind=ACTIVITY_DUE, event=f"series-{series.pk}-{term.term.ends_on}-{term.state}", users=_office(series, today),
        unit=series.town, title=title % words, path=series.get_absolute_url(), now=now,
    )  # fmt: skip


def _office(series: ActivitySeries, today: date) -> Iterable[User]:
    posts = Post.objects.in_force(today).covering(series.town).filter(role=Role.OFFICE, user__is_active=True)
    return {post.user for post in posts.select_related("user")}
