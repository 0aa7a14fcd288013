"""What is measured: medians of pages in turn, so that whatever else the machine does falls on all of them alike."""

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from threading import Barrier
from time import perf_counter
from urllib.parse import quote

from config.demo.dates import Dates
from tests.bench.visitor import Answer, Visitor

WARM_UP = 6
"""Visits before the measured ones, each over a new connection: both workers have then seen the page."""


@dataclass(frozen=True)
class Page:
    name: str
    role: str
    path: str


YARDSTICK = Page("yardstick", "leader", "/bench/yardstick/")
PAGES = [
    YARDSTICK,
    Page("overview", "leader", "/"),
    Page("rankings", "leader", "/rankings/"),
    Page("compare", "leader", "/compare/"),
    Page("ranking of a round", "leader", "/rankings/?level=self_check&round=1"),
    Page("points lost", "leader", "/losses/"),
    Page("lasting effect", "leader", "/lasting/"),
    Page("money and score", "leader", "/funding/against-score/"),
    Page("wall", "leader", "/screen/"),
    Page("summary", "leader", f"/summary/{Dates(datetime.now()).report_year}/"),
    Page("public page", "leader", "/public/"),
    Page("task list", "office", "/rectification/"),
    Page("search", "office", f"/search/?q={quote('垃圾')}"),
    Page("my inspections", "inspector", "/inspections/mine/"),
]


def medians_in_turn(servers: list[dict[str, Visitor]], pages: list[Page], requests: int) -> list[dict[str, float]]:
    """Median milliseconds of each page, as its reader waits for it, for each server: [{name: ms}]. Every page must answer 200.

    servers: who is signed in, by role.
    """
    visits = [(at, page, visitors[page.role]) for at, visitors in enumerate(servers) for page in pages]
    for _, page, visitor in visits:
        for _ in range(WARM_UP):
            _checked(visitor.on_a_new_connection().get(page.path), page)
    spent: list[dict[str, list[float]]] = [{page.name: [] for page in pages} for _ in servers]
    for _ in range(requests):
        for at, page, visitor in visits:
            spent[at][page.name].append(_checked(visitor.get(page.path), page).milliseconds)
    return [{name: median(times) for name, times in server.items()} for server in spent]


def sizes(visitors: dict[str, Visitor], pages: list[Page]) -> dict[str, tuple[float, float]]:
    """KB of each page's HTML: as sent, and as a compressing proxy would send it."""
    bodies = {page.name: visitors[page.role].get(page.path).body for page in pages}
    return {name: (len(body) / 1024, len(gzip.compress(body)) / 1024) for name, body in bodies.items()}


def at_once(calls: list[Callable[[], Answer]]) -> tuple[float, list[Answer]]:
    """Starts all calls at the same moment, each in a thread of its own: seconds until the last has its answer, and the answers."""
    gate = Barrier(len(calls) + 1)

    def go(call: Callable[[], Answer]) -> Answer:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        waiting = [pool.submit(go, call) for call in calls]
        gate.wait()
        started = perf_counter()
        answers = [future.result() for future in waiting]
        return perf_counter() - started, answers


def _checked(answer: Answer, page: Page) -> Answer:
    if answer.status != 200:
        raise SystemExit(f"{page.path} answers {answer.status} to {page.role} instead of 200 {answer.location}")
    return answer
