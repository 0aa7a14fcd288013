"""The inventory with ever more facilities: the list, its filters, its search and the clearance must hardly cost more."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import quote

from tests.bench import server
from tests.bench.measure import Page, medians_in_turn
from tests.bench.visitor import Visitor

FEW, MANY = 200, 20_000
RARE_WORD = "铜雀台"
COMMON_WORD = "果壳箱"

UNIT = re.compile(rb'name="unit">.*?<option value="(\d+)"', re.DOTALL)

Table = tuple[str, list[str], list[list[str]]]


def measured(kind: str, folder: Path, requests: int) -> Table:
    """Medians with few and with many facilities, both servers at once and asked in turn."""
    with ExitStack() as servers:
        offices = [servers.enter_context(_office(kind, folder, number)) for number in (FEW, MANY)]
        few, many = medians_in_turn([{"office": office} for office in offices], pages(offices[0]), requests)
    rows = [[name, f"{few[name]:.1f}", f"{many[name]:.1f}", f"{many[name] / few[name]:.2f}"] for name in few]
    head = ["page", f"{FEW:,} facilities, ms", f"{MANY:,} facilities, ms", "last / first"]
    return f"Facilities, {kind}: median of {requests} requests", head, rows


@contextmanager
def _office(kind: str, folder: Path, number: int) -> Iterator[Visitor]:
    """The office, signed in to a demo town with so many facilities."""
    url, data_dir = server.database_url(kind, f"inventory-{number}", folder), folder / f"inventory-{kind}-{number}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo")
    command = f"from tests.bench.many_facilities import fill; fill({number})"
    server.manage(url, data_dir, "shell", "--no-imports", "--command", command)
    with server.running(url, data_dir) as running:
        yield Visitor(running.address).sign_in("office", "demo")


def pages(visitor: Visitor) -> list[Page]:
    """The unit is the first that the list offers."""
    today = date.today()
    unit = UNIT.search(visitor.get("/facilities/").body).group(1).decode()
    paths = {
        "list": "",
        "list, last page": "?page=8",
        "by unit": "?sort=unit",
        "worn": "?condition=worn",
        "by name": "?sort=name",
        "of a unit": f"?unit={unit}",
        "map": "map/",
        "search, common": f"?q={quote(COMMON_WORD)}",
        "search, rare": f"?q={quote(RARE_WORD)}",
        "a day's clearance": f"clearance/{today.isoformat()}/",
        "a month's clearance": "clearance/month/",
    }
    return [Page(name, "office", f"/facilities/{path}") for name, path in paths.items()]
