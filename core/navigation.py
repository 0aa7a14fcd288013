"""Where a person can go: ONE table, from which the side navigation, the phone's bottom bar and the menu page are made.

A later page gets its place by one line here. Entries name a URL by its name; those that don't resolve are left out, so the
table may be ahead of the apps. Roles only decide what is offered: what is allowed, each view decides itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.kept import kept

EVERYONE = frozenset({"office", "leader", "inspector", "unit", "admin"})
KEEPERS = frozenset({"office", "admin"})


@dataclass(frozen=True, eq=False)
class Entry:
    """One place: the name of its URL, its word (a shorter one for the phone's bottom bar), its icon, and who is offered it.

    Entries and groups are compared as objects, each being written once: quick, where pages are looked up by them.
    """

    url: str
    label: str
    icon: str
    roles: frozenset[str] = EVERYONE
    short: str = ""


@dataclass(frozen=True, eq=False)
class Group:
    title: str
    entries: tuple[Entry, ...]


GROUPS = (
    Group(
        _("Scores and ranks"),
        (
            Entry("overview", _("Overview"), "grid"),
            Entry("rankings", _("Rankings"), "list-ol", short=_("Ranking")),
            Entry("compare", _("Year over year"), "arrow-left-right", short=_("Compare")),
            Entry("losses", _("Where points are lost"), "crosshair"),
            Entry("lasting", _("Lasting effect"), "hourglass"),
            Entry("inspections:bulletins", _("Bulletins"), "flag"),
            Entry("screen", _("Wall"), "display", frozenset({"office", "leader", "admin"})),
            Entry("reports:latest", _("Annual summary"), "journal"),
        ),
    ),
    Group(
        _("Work"),
        (
            Entry(
                "inspections:mine", _("My inspections"), "person-check", frozenset({"inspector"}), short=_("Inspect")
            ),
            Entry("inspections:rounds", _("Inspections"), "clipboard-check", EVERYONE - {"unit"}, short=_("Inspect")),
            Entry("rectification:list", _("Rectification tasks"), "list-check", short=_("Rectify")),
            Entry("rectification:report", _("Rectification indicators"), "bar-chart", EVERYONE - {"inspector"}),
            Entry("rectification:orders", _("Supervision orders"), "pen", EVERYONE - {"inspector"}),
            Entry("rectification:talks", _("Talks with units"), "people", frozenset({"office", "leader", "admin"})),
            Entry("inspections:appeals", _("Appeals"), "chat", EVERYONE - {"inspector"}),
            Entry("inspections:amendments", _("Corrections"), "pencil", EVERYONE - {"inspector", "unit"}),
            Entry("inspections:adjustments", _("Rewards and penalties"), "award"),
            Entry("inspections:standards", _("Standards"), "journal", short=_("The standard")),
            Entry("inspections:points", _("Inspection points"), "geo", short=_("Inspection points")),
            Entry("inspections:imports", _("Import"), "import", KEEPERS),
        ),
    ),
    Group(
        _("Works"),
        (
            Entry("facilities:projects", _("Projects"), "cone", EVERYONE - {"inspector"}),
            Entry("facilities:funding", _("Money"), "cash", EVERYONE - {"inspector", "unit"}),
            Entry("facilities:facilities", _("Facilities"), "bins"),
            Entry("campaign:drives", _("Drives"), "flag"),
            Entry("campaign:plans", _("Plans"), "map"),
        ),
    ),
    Group(
        pgettext_lazy("navigation", "Residents"),
        (
            Entry("campaign:honours", _("Honours"), "award"),
            Entry("campaign:activities", _("Activities"), "people"),
        ),
    ),
    Group(
        _("Settings"),
        (Entry("settings", _("All settings"), "sliders", KEEPERS),),
    ),
    Group("", (Entry("admin:index", _("System administration"), "gear", frozenset({"admin"})),)),
)

# The first places of the phone's bottom bar, by the first of these roles that the person holds. The last place is 'More'.
BOTTOM = {
    "inspector": ("inspections:mine", "rectification:list", "rankings", "inspections:standards"),
    "unit": ("rectification:list", "overview", "rankings", "inspections:standards"),
    "office": ("overview", "rankings", "inspections:rounds", "rectification:list"),
    "leader": ("overview", "rankings", "compare", "rectification:list"),
    "admin": ("overview", "rankings", "inspections:rounds", "rectification:list"),
}

# The first page after signing in, by the first of these roles that the person holds.
FIRST_PAGES = {
    "office": "rectification:list",
    "leader": "overview",
    "inspector": "inspections:mine",
    "unit": "rectification:list",
    "admin": "overview",
}


class Count(NamedTuple):
    """What stands beside an entry: all that is open, and how much of it is overdue. holds: for how long no more of it becomes overdue."""

    open: int
    overdue: int = 0
    holds: timedelta | None = None


# url name -> how many things wait there for this user. Apps register theirs when they are ready (AppConfig.ready);
# a counter is called at most once a page, and only when the page shows it. It may give a plain int, or a Count.
# What it counts writes the trail whenever it changes: the counts are kept until then.
counters: dict[str, Callable[..., "int | Count"]] = {}


@lru_cache(maxsize=256)
def path_of(url_name: str) -> str | None:
    """The path of a URL name without arguments; None if no app serves it. Asked once a process."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=64)
def offered(roles: frozenset[str]) -> tuple[Group, ...]:
    """The groups with the entries that these roles are offered and that exist; empty groups are left out."""
    groups = []
    for group in GROUPS:
        entries = tuple(e for e in group.entries if e.roles & roles and path_of(e.url))
        if entries:
            groups.append(Group(group.title, entries))
    return tuple(groups)


def bottom(roles: frozenset[str]) -> tuple[Entry, ...]:
    """The entries of the phone's bottom bar, at most four."""
    chosen = next((names for role, names in BOTTOM.items() if role in roles), ())
    by_url = {entry.url: entry for group in offered(roles) for entry in group.entries}
    return tuple(by_url[name] for name in chosen if name in by_url)


def first_page(roles: frozenset[str]) -> str:
    """The path of a person's first page; their account page while they hold no post."""
    for role, name in FIRST_PAGES.items():
        if role in roles and path_of(name):
            return path_of(name)
    return path_of("account") or "/"


def current(path: str, roles: frozenset[str]) -> str:
    """The URL name of the entry that a page belongs to: the longest path that the page's path starts with; '' if none.

    The overview's path '/' is the start of every path, so it counts for itself alone.
    """
    best, length = "", 0
    for group in offered(roles):
        for entry in group.entries:
            start = path_of(entry.url)
            if len(start) > length and (path == start if start == "/" else path.startswith(start)):
                best, length = entry.url, len(start)
    return best


Counts = tuple[tuple[str, Count], ...]
"""(URL name, what waits there)."""


def counts_for(user) -> Counts:
    """What waits for this user behind the entries that they are offered and that somebody counts."""
    names = [entry.url for group in offered(user.access.roles) for entry in group.entries if entry.url in counters]
    if not names:
        return ()
    counts, _holds = kept(
        ("navigation", user.pk, user.access.posts), lambda: _count(names, user), lambda found: found[1]
    )
    return counts


def _count(names: list[str], user) -> tuple[Counts, timedelta | None]:
    """The counts, and how long all of them hold."""
    given = [counters[name](user) for name in names]
    counts = [count if isinstance(count, Count) else Count(count) for count in given]
    holds = min((count.holds for count in counts if count.holds is not None), default=None)
    return tuple(zip(names, (count._replace(holds=None) for count in counts), strict=True)), holds
