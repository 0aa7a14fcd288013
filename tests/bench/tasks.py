"""The loop with ever more tasks: the list, its filters, its search and the report must hardly cost more."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import count, islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

from tests.bench import server
from tests.bench.measure import Page, at_once, medians_in_turn
from tests.bench.visitor import Visitor

FEW, MANY = 500, 50_000
"""A tenth of them is open."""

RARE_WORD = "铜雀台"
"""Stands in one ended task."""
RARE_OPEN_WORD = "望江亭"
"""Stands in one open task."""
COMMON_WORD = "垃圾"

SETTLES = 3
"""So many looks before the measured ones: after a start the whole year is worked out once."""
CROWD = {"postgresql": 100, "sqlite": 20}
"""So many people write at the same moment."""
UNIT = re.compile(rb'name="unit".*?<option value="(\d+)"', re.DOTALL)


TASK = re.compile(rb'class="task-title" href="/rectification/(\d+)/"')


Table = tuple[str, list[str], list[list[str]]]
"""Title, head and rows."""


def measured(kind: str, folder: Path, requests: int) -> Iterator[Table]:
    """Medians with few and with many tasks, both servers at once and asked in turn; and everybody writing at once among many."""
    with ExitStack() as servers:
        offices = [servers.enter_context(_office(kind, folder, number)) for number in (FEW, MANY)]
        yield _growth(kind, offices, requests)
        yield _first_looks(kind, offices, requests)
        yield _crowd(offices[-1], CROWD[kind])


def _growth(kind: str, offices: list[Visitor], requests: int) -> Table:
    measured_pages = pages(offices[0], date.today().year)
    few, many = medians_in_turn([{"office": office} for office in offices], measured_pages, requests)
    rows = [[name, f"{few[name]:.1f}", f"{many[name]:.1f}", f"{many[name] / few[name]:.2f}"] for name in few]
    head = ["page", f"{FEW:,} tasks, ms", f"{MANY:,} tasks, ms", "last / first"]
    return f"Tasks, {kind}: median of {requests} requests", head, rows


def _first_looks(kind: str, offices: list[Visitor], requests: int) -> Table:
    """The report as it is seen first after a change, when what was worked out before no longer holds."""
    year, tasks = date.today().year, [next(_in_progress(office)) for office in offices]
    rows = []
    for by in ("unit", "kind", "source"):
        spent: list[list[float]] = [[] for _ in offices]
        for number in range(SETTLES + requests):
            for office, task, times in zip(offices, tasks, spent, strict=True):
                office.post(f"/rectification/{task}/progress/", {"note": f"第{number}次到场"})
                times.append(office.get(f"/rectification/report/?period={year}&by={by}").milliseconds)
        few, many = (median(times[SETTLES:]) for times in spent)
        rows.append([f"report by {by}", f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}"])
    head = ["page", f"{FEW:,} tasks, ms", f"{MANY:,} tasks, ms", "last / first"]
    return f"First look after a change, {kind}: median of {requests} requests", head, rows


def _crowd(office: Visitor, people: int) -> Table:
    """Everybody enters progress at the same moment: each on a task of their own, then all on the same."""
    tasks = list(islice(_in_progress(office), people))
    rows = [_write(office, "a task each", tasks), _write(office, "all one task", tasks[:1] * people)]
    return f"{people} people write at once", ["on", "seconds for all", "slowest, ms", "kept"], rows


def _write(office: Visitor, name: str, tasks: list[str]) -> list[str]:
    visitors = [office.on_a_new_connection() for _ in tasks]
    calls = [
        lambda visitor=visitor, task=task, n=n: visitor.post(
            f"/rectification/{task}/progress/", {"note": f"第{n}人到场"}
        )
        for n, (visitor, task) in enumerate(zip(visitors, tasks, strict=True))
    ]
    seconds, answers = at_once(calls)
    if wrong := [answer.status for answer in answers if answer.status != 302]:
        raise SystemExit(f"{name}: {len(wrong)} of {len(answers)} were not taken: {sorted(set(wrong))}")
    pages = {task: office.get(f"/rectification/{task}/").body for task in set(tasks)}
    kept = sum(f"第{n}人到场".encode() in pages[task] for n, task in enumerate(tasks))
    if kept != len(tasks):
        raise SystemExit(f"{name}: {kept} of {len(tasks)} entries were kept")
    return [name, f"{seconds:.2f}", f"{max(answer.milliseconds for answer in answers):.0f}", f"{kept}/{len(tasks)}"]


def _in_progress(office: Visitor) -> Iterator[str]:
    for page in count(1):
        found = TASK.findall(office.get(f"/rectification/?state=in_progress&page={page}").body)
        yield from (key.decode() for key in found)


@contextmanager
def _office(kind: str, folder: Path, number: int) -> Iterator[Visitor]:
    """The office, signed in to a demo town with so many tasks."""
    url, data_dir = server.database_url(kind, f"tasks-{number}", folder), folder / f"tasks-{kind}-{number}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo")
    server.manage(
        url, data_dir, "shell", "--no-imports", "--command", f"from tests.bench.many_tasks import fill; fill({number})"
    )
    with server.running(url, data_dir) as running:
        yield Visitor(running.address).sign_in("office", "demo")


def pages(visitor: Visitor, year: int) -> list[Page]:
    """What is measured, as the office sees it; the unit is the first that the list offers."""
    unit = UNIT.search(visitor.get("/rectification/").body).group(1).decode()
    queries = {
        "list": "",
        "list, all stages": "?state=all",
        "list, closed": "?state=closed",
        "a unit": f"?unit={unit}",
        "overdue": "?light=red",
        "search, common": f"?q={quote(COMMON_WORD)}",
        "search, rare": f"?q={quote(RARE_OPEN_WORD)}",
        "all, common": f"?q={quote(COMMON_WORD)}&state=all",
        "all, rare": f"?q={quote(RARE_WORD)}&state=all",
        "report of a year": f"report/?period={year}",
        "report by kind": f"report/?period={year}&by=kind",
    }
    return [Page(name, "office", f"/rectification/{query}") for name, query in queries.items()]
