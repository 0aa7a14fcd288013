"""A backup of a million item scores and five thousand photos: its time against copying the same bytes, and what people notice of it."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.bench import server
from tests.bench.measure import PAGES, WARM_UP, YARDSTICK
from tests.bench.visitor import Visitor

SCORES, PHOTOS = 1_000_000, 5_000
TIMES = 3
PIECE = 1 << 20
READERS = [page for page in PAGES if page != YARDSTICK]
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def measured(kind: str, folder: Path, requests: int) -> tuple[str, list[str], list[list[str]]]:
    """Title, head and rows: seconds, times copying, resident MB; then the visitors' times without and with a backup beside them."""
    url, data_dir = server.database_url(kind, "backup", folder), folder / f"backup-{kind}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    server.manage(url, data_dir, "load_demo", "--scale", str(SCORES))
    code = f"from tests.bench.many_photos import fill; fill({PHOTOS})"
    server.manage(url, data_dir, "shell", "--no-imports", "--command", code)
    with server.running(url, data_dir) as running:
        rows = _against_copying(url, data_dir, folder)
        rows += _beside_visitors(url, data_dir, folder, running, max(requests, 100))
    return f"Backup of {SCORES:,} item scores and {PHOTOS:,} photos, {kind}: medians of {TIMES}", HEAD, rows


HEAD = ["what", "seconds", "times copying", "peak MB"]


def _against_copying(url: str, data_dir: Path, folder: Path) -> list[list[str]]:
    """In turn, so that whatever else the machine does falls on all alike. Copying: the bytes of the backup, to the disk."""
    spent: dict[str, list[float]] = {"copying": [], "writing": [], "reading again": []}
    peaks: list[float] = []
    backup, copy = folder / "backup.tar", folder / "copy.tar"
    _in_a_process(url, data_dir, backup)  # the first one warms the disk's memory for all
    for _turn in range(TIMES):
        spent["copying"].append(_copied(data_dir, backup, copy))
        backup.unlink()
        times, peak = _in_a_process(url, data_dir, backup)
        for name, seconds in times.items():
            spent[name].append(seconds)
        peaks.append(peak)
    size = backup.stat().st_size / PIECE
    backup.unlink()
    alone = median(spent["copying"])
    rows = [
        [f"copying {size:,.0f} MB", f"{alone:.2f}", "1.00", ""],
        [
            "writing the backup",
            f"{median(spent['writing']):.2f}",
            f"{median(spent['writing']) / alone:.2f}",
            f"{max(peaks):.0f}",
        ],
    ]
    again = median(spent["reading again"])
    return [*rows, ["reading it again", f"{again:.2f}", f"{again / alone:.2f}", ""]]


def _copied(data_dir: Path, backup: Path, copy: Path) -> float:
    """Seconds for copying the same photos, file by file, and as many more bytes as the tables have, to the disk."""
    started = perf_counter()
    photos = 0
    with copy.open("wb") as out:
        for name in sorted((data_dir / "photos").rglob("*")):
            if name.is_file():
                content = name.read_bytes()
                photos += len(content)
                out.write(content)
        with backup.open("rb") as source:
            left = max(0, backup.stat().st_size - photos)
            while left and (piece := source.read(min(PIECE, left))):
                out.write(piece)
                left -= len(piece)
        out.flush()
        os.fsync(out.fileno())
    spent = perf_counter() - started
    copy.unlink()
    return spent


def _in_a_process(url: str, data_dir: Path, backup: Path) -> tuple[dict[str, float], float]:
    """Seconds of writing and of reading again, without the start of Python; and how many MB more than at its start it ever had."""
    command = [sys.executable, "-m", "tests.bench.backup", str(backup)]
    done = subprocess.run(
        command, cwd=server.ROOT, env=server.environment(url, data_dir), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    writing, reading, more = map(float, done.stdout.split()[-3:])
    return {"writing": writing, "reading again": reading}, more


def _beside_visitors(url: str, data_dir: Path, folder: Path, running: server.Server, requests: int) -> list[list[str]]:
    """95 % of all pages are there within: alone, and while one backup after the other is taken."""
    visitors = {role: Visitor(running.address).sign_in(role, "demo") for role in ("leader", "office", "inspector")}
    for page in READERS:
        for _time in range(WARM_UP):
            visitors[page.role].on_a_new_connection().get(page.path)
    stop = threading.Event()
    with ThreadPoolExecutor(1) as aside:
        alone = _visits(visitors, lambda seen: seen >= requests * len(READERS))
        backups = aside.submit(_again_and_again, url, data_dir, folder, stop)
        beside = _visits(visitors, lambda seen: seen >= requests * len(READERS))
        stop.set()
        backups.result()
    again = _visits(visitors, lambda seen: seen >= requests * len(READERS))
    usual = (_p95(alone) + _p95(again)) / 2
    return [
        ["pages, p95, ms", f"{usual:.1f}", "alone", ""],
        ["pages, p95, ms", f"{_p95(beside):.1f}", f"{_p95(beside) / usual:.2f} of that", ""],
    ]


def _again_and_again(url: str, data_dir: Path, folder: Path, stop: threading.Event) -> None:
    """The command as the worker or cron starts it; one file at a time stays."""
    path = folder / "beside.tar"
    while not stop.is_set():
        server.manage(url, data_dir, "backup", str(path))
        path.unlink()


def _visits(visitors: dict[str, Visitor], enough: Callable[[int], bool]) -> list[float]:
    """Milliseconds of all pages in turn until there are enough."""
    spent: list[float] = []
    while not enough(len(spent)):
        for page in READERS:
            answer = visitors[page.role].get(page.path)
            if answer.status != 200:
                raise SystemExit(f"{page.path} answers {answer.status}")
            spent.append(answer.milliseconds)
    return spent


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def _peak_mb() -> float:
    return int(PEAK.search(Path("/proc/self/status").read_text()).group(1)) / 1024


def main(path: str) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from config.backup.checking import checked
    from config.backup.taking import take

    before, started = _peak_mb(), perf_counter()
    taken = take(Path(path), now=timezone.now())
    written = perf_counter()
    with checked(taken.path, taken.fingerprint):
        print(written - started, perf_counter() - written, _peak_mb() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
