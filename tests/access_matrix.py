"""Who may open what: one line a route. tests/core/test_access_matrix.py visits every route as everybody and compares.

A route: its name, the arguments of its address, then for GET and for POST (sent without any field) the expected answer in the
order of ROLES: anonymous, office, leader, inspector, unit, other_unit, admin. The records of the scene belong to 马桥村, where
`unit` works; `other_unit` is a stranger to them.

An answer is a status, or `in`: sent to the login page. One answer stands for everybody; two stand for nobody signed in, and
everybody else. A method that is left out is expected to be refused: `in 405`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from core.photos import store_photo
from tests import factories

LOGIN = "in"
NOT_ALLOWED = "in 405"


@dataclass(frozen=True)
class Route:
    name: str
    arguments: Callable[["Scene"], dict]
    answers: dict[str, list[str]]
    query: str


def route(name: str, arguments: Callable[["Scene"], dict] = lambda scene: {}, *, get="", post="", query="") -> Route:
    """get, post: see the top of this file. query: what stands behind the address, with its question mark."""
    return Route(name, arguments, {"GET": _each(get or NOT_ALLOWED), "POST": _each(post or NOT_ALLOWED)}, query)


def _each(answers: str) -> list[str]:
    given = answers.split()
    if len(given) == 1:
        return given * 7
    return given[:1] + given[1:] * 6 if len(given) == 2 else given


class Scene:
    """The records that addresses name, made when a route asks for them. They belong to 马桥村."""

    def __init__(self, town, people):
        self.town = town
        self.people = people

    @cached_property
    def point(self):
        return factories.PointFactory(town=self.town.home, unit=self.town.village)

    @cached_property
    def round(self):
        """An open round in which `inspector` is to visit the point."""
        visited = factories.RoundFactory(territory=self.town.home)
        factories.ItemFactory(section__standard=visited.standard)
        factories.AssignmentFactory(round=visited, point=self.point, inspector=self.people["inspector"])
        return visited

    @cached_property
    def sheet(self):
        """A draft of `inspector`."""
        return factories.SheetFactory(round=self.round, point=self.point, inspector=self.people["inspector"])

    @cached_property
    def task(self):
        """In its first state, but already with the responsible unit 马桥村."""
        return factories.TaskFactory(
            finding=factories.FindingFactory(point=self.point), responsible_unit=self.town.village
        )

    @cached_property
    def photo(self):
        """A photo of the task."""
        picture = factories.make_picture()
        return store_photo(upload=picture, subject=self.task, purpose="problem", by=None, now=factories.NOW)


# fmt: off
ROUTES = [
    # ---- core: doors, account, look and language ----
    route("home", get="in 302", post="in 302"),
    route("menu", get="in 200"),
    route("healthz", get="200", post="405"),
    route("offline", get="200", post="405"),
    route("login", get="200 302", post="200 302"),
    route("logout", get="405", post="in"),
    route("password_change", get="in 200", post="in 200"),
    route("account", get="in 200"),
    route("theme", get="405", post="302"),
    route("set_language", get="405", post="302"),
    route("photo", lambda scene: {"key": scene.photo.key}, get="in 200 200 404 200 404 200"),
    route("photo_small", lambda scene: {"key": scene.photo.key}, get="in 200 200 404 200 404 200"),
]
# fmt: on
