"""The performance table: `script/bench`. Ratios of one run can be compared, milliseconds of two machines cannot."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import backup, clients, imports, inventory, opening, server, sheets, tasks, weight, works
from tests.bench.measure import PAGES, YARDSTICK, Page, medians_in_turn, sizes
from tests.bench.visitor import Visitor

PASSWORD = "demo"
SUBMIT, WRITTEN = "submit of 40 items", "the summary, written"
OTHERS = ("yardstick", "task list", "my inspections")
"""Pages beside those whose cost must not grow with the number of scores."""
AT_ONCE = {"postgresql": 100, "sqlite": 20}
"""So many inspectors hand in at the same moment."""


@dataclass
class Demo:
    """A server on a loaded demo, who is signed in to it, and the phones of inspectors with forty items to judge.

    reader: one that hands nothing in.
    """

    server: server.Server
    url: str
    data_dir: Path
    visitors: dict[str, Visitor]
    phones: list[sheets.Phone]
    reader: sheets.Phone

    @property
    def pages(self) -> list[Page]:
        return [*PAGES, Page("sheet of 40 items", "field", self.reader.page)]


def sign_in(running: server.Server, url: str, data_dir: Path, phones: int) -> Demo:
    visitors = {role: Visitor(running.address).sign_in(role, PASSWORD) for role in ("leader", "office", "inspector")}
    *others, last = json.loads(server.call(url, data_dir, "make"))
    *hands, reader = [sheets.Phone(Visitor(running.address, {"sessionid": key})) for key in [*others[:phones], last]]
    return Demo(running, url, data_dir, visitors | {"field": reader.visitor}, hands, reader)


def table(title: str, head: list[str], rows: Iterable[list[str]]) -> None:
    print(f"\n{title}")
    for first, *others in [head, *rows]:
        print(f"  {first:<20}" + "".join(f"{other:>22}" for other in others), flush=True)


def bench_demo(kind: str, folder: Path, requests: int) -> None:
    """The demo as it is: medians against the yardstick, what a page weighs, memory, many submits at once."""
    url, data_dir = server.database_url(kind, "demo", folder), folder / f"demo-{kind}"
    with server.running(url, data_dir) as running:
        demo = sign_in(running, url, data_dir, AT_ONCE[kind])
        rush = sheets.rush(demo.phones, lambda: int(server.call(url, data_dir, "count_differences")))
        [spent] = medians_in_turn([demo.visitors], demo.pages, requests)
        [submit] = sheets.submit_medians_in_turn([demo.phones], requests)
        unit = spent[YARDSTICK.name]
        rows = [[name, f"{time:.1f}", f"{time / unit:.2f}"] for name, time in (spent | {SUBMIT: submit}).items()]
        table(f"Demo town, {kind}: median of {requests} requests", ["page", "ms", "times the yardstick"], rows)
        print(f"  {rush}")
        print_opening(demo)
        print_weights(demo)
        print_memory(running)
    with server.running(url, data_dir) as again:
        print(
            f"\nStarts, {kind}: the first with the demo town {running.started_in:.1f} s, the second {again.started_in:.1f} s"
        )


def print_opening(demo: Demo) -> None:
    found = opening.openings(demo.server.url, demo.reader.visitor.cookies, 6)
    print(f"\nA sheet of 40 items without a network, Chromium {opening.SLOWDOWN}x slower: {opening.in_words(found)}")


def print_weights(demo: Demo) -> None:
    html = sizes(demo.visitors, demo.pages)
    readers = {page.name: (page.path, demo.visitors[page.role].cookies) for page in demo.pages if page != YARDSTICK}
    first = weight.first_visits(demo.server.url, readers)
    rows = [
        [name, *(f"{kb:.0f}" for kb in (first[name].everything, first[name].code, *html[name]))] for name in readers
    ]
    head = ["page", "all as sent", "CSS and JS as sent", "HTML as sent", "HTML gzipped"]
    table("First visit on a phone, KB without photos", head, rows)


def print_memory(running: server.Server) -> None:
    parts = running.memory()
    rows = [[part, ", ".join(f"{mb:.0f}" for mb in sizes_mb)] for part, sizes_mb in parts.items()]
    table("Resident memory after all pages were visited, MB", ["part", "each process"], rows)


def bench_scales(kind: str, folder: Path, scales: list[int], requests: int) -> None:
    """The same pages with ever more item scores: what they cost must hardly grow. All servers run at once and are asked in turn."""
    pages = [page for page in PAGES if page.name not in OTHERS]
    with ExitStack() as servers:
        demos = [servers.enter_context(demo_at_scale(kind, folder, scale)) for scale in scales]
        spent = medians_in_turn([demo.visitors for demo in demos], pages, requests)
        submits = sheets.submit_medians_in_turn([demo.phones for demo in demos], requests)
        written = [1000 * float(server.call(demo.url, demo.data_dir, "write_summary")) for demo in demos]
    others = [{SUBMIT: submit, WRITTEN: took} for submit, took in zip(submits, written, strict=True)]
    columns = [times | other for times, other in zip(spent, others, strict=True)]
    rows = [
        [name, *(f"{column[name]:.1f}" for column in columns), f"{columns[-1][name] / columns[0][name]:.2f}"]
        for name in columns[0]
    ]
    head = ["page", *(f"{scale:,} scores, ms" for scale in scales), "last / first"]
    table(f"Growth, {kind}: median of {requests} requests", head, rows)


@contextmanager
def demo_at_scale(kind: str, folder: Path, scale: int) -> Iterator[Demo]:
    url, data_dir = server.database_url(kind, f"scale-{scale}", folder), folder / f"scale-{kind}-{scale}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo", "--scale", str(scale))
    with server.running(url, data_dir) as running:
        yield sign_in(running, url, data_dir, 1)


def bench_tasks(kind: str, folder: Path, requests: int) -> None:
    for found in tasks.measured(kind, folder, requests):
        table(*found)


def bench_clients(kind: str, folder: Path, _requests: int) -> None:
    """On PostgreSQL alone: a town that has so many people runs on it."""
    if kind == "postgresql":
        url, data_dir = server.database_url(kind, "clients", folder), folder / "clients"
        with server.running(url, data_dir) as running:
            demo = sign_in(running, url, data_dir, clients.PHONES)
            for found in clients.measured(demo.visitors["office"], demo.phones, running):
                table(*found)


PARTS: dict[str, Callable[[str, Path, int], None]] = {
    "demo": bench_demo,
    "tasks": bench_tasks,
    "facilities": lambda *ground: table(*inventory.measured(*ground)),
    "imports": lambda kind, folder, _requests: table(*imports.measured(kind, folder)),
    "works": lambda *ground: table(*works.measured(*ground)),
    "clients": bench_clients,
    "backup": lambda *ground: table(*backup.measured(*ground)),
}
"""What each measures on one database: its kind, a folder of its own, requests a page."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description="The performance table of the product.")
    parser.add_argument("--requests", type=int, default=60, help="measured requests a page (60)")
    parser.add_argument("--scale", default="", help="also with so many item scores, e.g. 100000,1000000")
    parser.add_argument("--database", choices=["postgresql", "sqlite"], action="append", help="only this one")
    parser.add_argument("--part", choices=[*PARTS, "none"], action="append", help="only this one; none: growth alone")
    options = parser.parse_args()
    scales = [int(scale) for scale in options.scale.split(",") if scale]
    for kind in options.database or ["postgresql", "sqlite"]:
        with TemporaryDirectory(prefix="campaign-bench-") as folder:
            for part in [part for part in options.part or PARTS if part in PARTS]:
                PARTS[part](kind, Path(folder), options.requests)
            if scales:
                bench_scales(kind, Path(folder), scales, options.requests)


if __name__ == "__main__":
    main()
