"""Projects: the list, its filters, the board, the months and the money with few and with many of them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.bench import server
from tests.bench.measure import Page, medians_in_turn
from tests.bench.visitor import Visitor

FEW, MANY = 200, 5_000
"""A tenth of them is open, over ten years; each is planned and reported for a year, and has three sources of money."""
WORD = "铜雀台"
"""Stands in one project."""

QUERIES = {
    "projects": "/projects/",
    "projects, red": "/projects/?light=red",
    "projects, unreported": "/projects/?light=unreported",
    "projects, open": "/projects/?stage=open",
    "projects, search": f"/projects/?q={quote(WORD)}",
    "projects, by need": "/projects/?sort=-need",
    "projects, by unit": "/projects/?sort=unit",
    "board": "/projects/board/",
    "months": "/projects/months/",
    "money": "/funding/",
    "money by project": "/funding/?by=project",
    "money, all years": "/funding/?year=all",
    "chart by project": "/funding/chart/?by=project",
    "entries": "/funding/entries/",
    "entries, search": f"/funding/entries/?q={quote(WORD)}",
    "money, entered": "/funding/new/",
    "project, sought": f"/funding/new/?sought=project&words={quote(WORD)}",
}


def measured(kind: str, folder: Path, requests: int) -> tuple[str, list[str], list[list[str]]]:
    """Title, head and rows of the table: medians, both servers at once and asked in turn."""
    pages = [Page(name, "office", path) for name, path in QUERIES.items()]
    with ExitStack() as servers:
        offices = [{"office": servers.enter_context(_office(kind, folder, number))} for number in (FEW, MANY)]
        few, many = medians_in_turn(offices, pages, requests)
    rows = [[name, f"{few[name]:.1f}", f"{many[name]:.1f}", f"{many[name] / few[name]:.2f}"] for name in few]
    head = ["page", f"{FEW:,} projects, ms", f"{MANY:,} projects, ms", "last / first"]
    return f"Works, {kind}: median of {requests} requests", head, rows


@contextmanager
def _office(kind: str, folder: Path, number: int) -> Iterator[Visitor]:
    """The office, signed in to a demo town with so many projects."""
    url, data_dir = server.database_url(kind, f"works-{number}", folder), folder / f"works-{kind}-{number}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo")
    code = f"from tests.bench.many_works import fill; fill({number})"
    server.manage(url, data_dir, "shell", "--no-imports", "--command", code)
    with server.running(url, data_dir) as running:
        yield Visitor(running.address).sign_in("office", "demo")
