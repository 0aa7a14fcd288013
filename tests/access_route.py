"""How a line of the access matrix is written (tests/access_matrix.py)."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.access_scene import Scene

LOGIN = "in"
NOT_ALLOWED = "in 405"


@dataclass(frozen=True)
class Route:
    name: str
    arguments: Callable[[Scene], dict]
    answers: dict[str, list[str]]
    query: str


def route(
    name: str, arguments: Callable[[Scene], dict] = lambda scene: {}, *, get="", post="", both="", query=""
) -> Route:
    """get, post, or both: see the top of this file. query: what stands behind the address, with its question mark."""
    answers = {"GET": _each(get or both or NOT_ALLOWED), "POST": _each(post or both or NOT_ALLOWED)}
    return Route(name, arguments, answers, query)


def _each(answers: str) -> list[str]:
    given = answers.split()
    if len(given) == 1:
        return given * 7
    return given[:1] + given[1:] * 6 if len(given) == 2 else given


def pk_of(name: str) -> Callable[[Scene], dict]:
    """The arguments of an address that names one record of the scene by its number."""
    return lambda scene: {"pk": getattr(scene, name).pk}
