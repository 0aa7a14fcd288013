"""What the shell of every page needs to know. Nothing is read before a template asks for it."""

from functools import cached_property

from django.conf import settings

from core import navigation
from core.models import Role
from core.town import current_town_name

THEMES = ("light", "dark")
MOST_UNREAD = 99
"""More are not counted: nobody reads a hundred one by one."""


class Shell:
    """The shell's own view of a request: who, where, which theme, and where to go from here."""

    def __init__(self, request):
        self.request = request
        self._counts: dict[str, navigation.Count] = {}

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

    @cached_property
    def post(self) -> str:
        """The words under the person's name: a responsible unit's name, or the role."""
        main = self.user.access.main_post if self.user else None
        if main is None:
            return ""
        return main.unit_name if main.role == Role.UNIT else str(Role(main.role).label)

    @cached_property
    def groups(self) -> list[dict]:
        return [
            {"title": group.title, "places": [self._place(entry) for entry in group.entries]}
            for group in navigation.offered(self.roles)
        ]

    @cached_property
    def bottom(self) -> list[dict]:
        return [self._place(entry) for entry in navigation.bottom(self.roles)]

    @cached_property
    def first_page(self) -> str:
        return navigation.first_page(self.roles) if self.user else navigation.path_of("login") or "/"

    @cached_property
    def unread(self) -> int:
        """Notices not read yet, counted up to MOST_UNREAD + 1: one query over an index that holds these alone."""
        return self.user.notices.unread().order_by()[: MOST_UNREAD + 1].count() if self.user else 0

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
        return {"attempts": settings.AXES_FAILURE_LIMIT, "minutes": round(settings.AXES_COOLOFF_TIME * 60)}

    @cached_property
    def _current(self) -> str:
        return navigation.current(self.request.path, self.roles)

    def _count(self, url_name: str) -> navigation.Count:
        if url_name not in self._counts:
            self._counts[url_name] = navigation.count_for(url_name, self.user)
        return self._counts[url_name]

    def _place(self, entry) -> dict:
        return {
            "path": navigation.path_of(entry.url),
            "label": entry.label,
            "short": entry.short or entry.label,
            "icon": entry.icon,
            "current": entry.url == self._current,
            "count": self._count(entry.url),
        }


def shell(request) -> dict:
    return {"shell": Shell(request)}
