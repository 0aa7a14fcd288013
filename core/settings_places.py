"""What the office keeps itself, as the page of settings lists it: ONE table. A later page gets its place by one line here.

Entries name a URL by its name; those that don't resolve are left out, so the table may be ahead of the apps.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.navigation import KEEPERS, path_of


@dataclass(frozen=True)
class Place:
    url: str
    label: Promise
    text: Promise
    icon: str
    roles: frozenset[str] = KEEPERS

    @property
    def path(self) -> str | None:
        return path_of(self.url)


PLACES = (
    Place(
        "settings_thresholds", _("Thresholds"), _("When lights change, what follows, how long data is kept."), "sliders"
    ),
    Place(
        "settings_calendar",
        _("Working calendar"),
        _("Holidays and make-up days, corrected where ours differ."),
        "calendar",
    ),
    Place("dictionaries", _("Dictionaries"), _("Kinds, measures and sources that stand in every form."), "list"),
    Place(
        "inspections:effects",
        _("Expected effects"),
        _("Which items a kind of project should move."),
        "arrow-left-right",
    ),
    Place("rectification:report_rules", _("Indicators"), _("How the rates of rectification are defined."), "bar-chart"),
    Place("robots", _("Group robots"), _("WeCom and DingTalk groups that are told."), "chat"),
    Place("deliveries", _("Messages sent out"), _("E-mails and messages to groups, and their trouble."), "send"),
    Place(
        "removed", _("Removed records"), _("What was removed, and bringing it back."), "trash", frozenset({"office"})
    ),
)


def places(user) -> list[Place]:
    """Those that exist and that this user may open."""
    return [place for place in PLACES if place.path and user.access.has(*place.roles)]
