"""The reminder to open a year that has begun. Part of the daily work."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import CampaignYear
from campaign.notice_kinds import NEW_YEAR
from core.models import Post, Role, Unit
from core.telling.notices import tell


def remind_of_new_year(*, now: datetime) -> int:
    """Tells the office once that the present year isn't opened. Silent where no year ever was; gives how many were told."""
    today, town = timezone.localdate(now), Unit.objects.home()
    opened = set(CampaignYear.objects.opened().values_list("year", flat=True))
    if town is None or not opened or today.year in opened:
        return 0
    posts = Post.objects.in_force(today).covering(town).filter(role=Role.OFFICE, user__is_active=True)
    words = {"year": today.year}
    return tell(
        kind=NEW_YEAR,
        event=f"new-year-{today.year}",
        users={post.user for post in posts.select_related("user")},
        unit=town,
        title=_("Open the year %(year)s") % words,
        text=_(
            "Rounds, inspectors and recurring activities are copied in one step. Nothing is closed by it unless you say so."
        ),
        path=reverse("campaign:new_year"),
        now=now,
    )
