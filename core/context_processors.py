"""What the shell of every page needs to know. Nothing is read before a template asks for it."""

from functools import cached_property, lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import navigation
from core.account.lockout import lock_minutes
from core.models import Role
from core.town import current_town_name

THEMES = ("light", "dark")
MOST_UNREAD = 99
"""More are not counted: nobody reads a hundred one by one."""


class Shell:
    """The shell's own view of a request: who, where, which theme, and where to go from here."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def user(self):
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def town(self) -> str:
        return current_town_name()

    @cached_property
    def theme(self) -> str:
        """The theme that was chosen; '' follows the system."""
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        return self.user.access.roles if self.user else frozenset()

    @property
    def keeps_settings(self) -> bool:
        """Whether an empty page may lead to what the office sets."""
        return bool(self.roles & navigation.KEEPERS)

    @cached_property
    def post(self) -> str:
        """The words under the person's name: a responsible unit's name, or the role."""
        main = self.user.access.main_post if self.user else None
        if main is None:
            return ""
        return main.unit_name if main.role == Role.UNIT else str(Role(main.role).label)

    @property
    def groups(self) -> list[dict]:
        """The places that the person is offered, for the page that lists them."""
        return places_of(navigation.offered(self.roles), self._current, self._counts)

    @property
    def side(self) -> SafeString:
        """The places of the side navigation."""
        return _side(navigation.offered(self.roles), self._current, self._counts, get_language())

    @property
    def bottom(self) -> SafeString:
        """The first places of the phone's bottom bar."""
        return _bottom(navigation.bottom(self.roles), self._current, self._counts, get_language())

    @cached_property
    def first_page(self) -> str:
        return navigation.first_page(self.roles) if self.user else navigation.path_of("login") or "/"

    @cached_property
    def unread(self) -> int:
        """Notices not read yet, counted up to MOST_UNREAD + 1: one query over an index that holds these alone."""
        if not self.user:
            return 0
        return len(self.user.notices.unread().order_by().values_list("pk", flat=True)[: MOST_UNREAD + 1])

    @cached_property
    def unread_figure(self) -> str:
        """'7'; '99+' where there are more."""
        return f"{MOST_UNREAD}+" if self.unread > MOST_UNREAD else str(self.unread)

    @cached_property
    def search_path(self) -> str | None:
        return navigation.path_of("search")

    @cached_property
    def report_path(self) -> str | None:
        """Where residents report a problem without an account."""
        return navigation.path_of("public_report_new")

    @cached_property
    def lockout(self) -> dict:
        """Said on the sign-in page before it happens."""
        return {"attempts": settings.AXES_FAILURE_LIMIT, "minutes": lock_minutes()}

    @cached_property
    def _current(self) -> str:
        return navigation.current(self.request.path, self.roles)

    @cached_property
    def _counts(self) -> navigation.Counts:
        return navigation.counts_for(self.user) if self.user else ()


def places_of(groups: tuple[navigation.Group, ...], current: str, counts: navigation.Counts) -> list[dict]:
    return [
        {"title": group.title, "places": [_place(entry, current, dict(counts)) for entry in group.entries]}
        for group in groups
    ]


def _place(entry: navigation.Entry, current: str, counts: dict[str, navigation.Count]) -> dict:
    return {
        "path": navigation.path_of(entry.url),
        "label": entry.label,
        "short": entry.short or entry.label,
        "icon": entry.icon,
        "current": entry.url == current,
        "count": counts.get(entry.url, navigation.Count(0)),
    }


# Every page has both navigations, and they are the same from page to page but for the counts: so they are drawn once for all that
# they depend on.


@lru_cache(maxsize=256)
def _side(groups: tuple, current: str, counts: navigation.Counts, _language: str) -> SafeString:
    return render_to_string("components/nav_side.html", {"groups": places_of(groups, current, counts)})


@lru_cache(maxsize=256)
def _bottom(entries: tuple, current: str, counts: navigation.Counts, _language: str) -> SafeString:
    places = [_place(entry, current, dict(counts)) for entry in entries]
    return render_to_string("components/nav_bottom.html", {"places": places})


def shell(request) -> dict:
    return {"shell": Shell(request)}
