"""A form of a hundred thousand rows: importing it against reading it alone, each in a process of its own.

As a script (`python -m tests.bench.imports WHAT FORM ROUND`) it is that process: it does one thing once, and prints how long it
took and the most memory that was resident.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import server

ROWS, ITEMS_A_POINT, TIMES = 100_000, 40, 3
HEADINGS = ["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位2", "责任单位3"]
SECTIONS = {
    "公共环境": ("城管中队", None),
    "公共秩序": ("派出所", "交警中队"),
    "公共服务": ("政务办", None),
    "社区管理": (None, None),
    "宣传氛围": ("宣传办", "文明办"),
}
DEDUCTED = (None, None, 0.1, None, 0.25, None, None, 0.5, 1)
MAPPING = {
    "year": 2024,
    "date": "2024-05-20",
    "town": "平桥街道",
    "standard": "测评细则",
    "sheet": "模板",
    "columns": {
        "serial": "序号", "item": "项目", "point": "考察点位", "deducted": "扣分", "score": "得分", "unit": "区域",
        "departments": ["责任单位2", "责任单位3"],
    },
}  # fmt: skip


def form_rows(rows: int = ROWS) -> Iterator[list]:
    """Forty items at each point, fifty points a community; who answers differs from section to section, as in real forms."""
    sections = list(SECTIONS)
    for number in range(rows):
        point, item = divmod(number, ITEMS_A_POINT)
        section, branch = sections[item % len(sections)], item // len(sections) + 1
        deducted = DEDUCTED[(point * 7 + item) % len(DEDUCTED)]
        place = [f"第{point + 1}号点位", deducted, None, f"第{point // 50 + 1}社区"]
        yield [number + 1, f"{section}{branch}", *place, *SECTIONS[section]]


def write_form(path: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet(MAPPING["sheet"])
        for number, row in enumerate([HEADINGS, *form_rows()]):
            page.write_row(number, 0, row)
    return path


def measured(kind: str, folder: Path) -> tuple[str, list[str], list[list[str]]]:
    """Title, head and rows of the table: seconds, times what reading alone takes, resident MB."""
    form = write_form(folder / "form.xlsx")
    url, data_dir = server.database_url(kind, "imports", folder), folder / f"imports-{kind}"
    server.manage(url, data_dir, "migrate", "--verbosity", "0")
    ways = [("read", "reading alone"), ("import", "import")]
    spent: dict[str, list[dict]] = {name: [] for _, name in ways}
    for turn in range(TIMES):  # in turn, so that whatever else the machine does falls on both alike
        for way, name in ways:
            spent[name].append(_in_a_process(url, data_dir, way, form, f"第{turn + 1}轮"))
    spent["the same file again"] = [_in_a_process(url, data_dir, "import", form, f"第{TIMES}轮")]
    spent["dry run"] = [_in_a_process(url, data_dir, "try", form, "试导入")]
    spent["reading by openpyxl"] = [_in_a_process(url, data_dir, "read-openpyxl", form, "")]
    seconds = {name: median(one["seconds"] for one in times) for name, times in spent.items()}
    peaks = {name: max(one["peak_mb"] for one in times) for name, times in spent.items()}
    alone = seconds["reading alone"]
    rows = [[name, f"{time:.2f}", f"{time / alone:.2f}", f"{peaks[name]:.0f}"] for name, time in seconds.items()]
    title = f"Import of {ROWS:,} item scores from Excel, {kind}: the first two are medians of {TIMES}"
    return title, ["what", "seconds", "times reading alone", "peak MB"], rows


def _in_a_process(url: str, data_dir: Path, *arguments) -> dict:
    command = [sys.executable, "-m", "tests.bench.imports", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=server.ROOT, env=server.environment(url, data_dir), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def _reading(form: Path, engine: str) -> Callable[[], object]:
    import pandas

    return lambda: pandas.read_excel(form, engine=engine)


def _importing(form: Path, round: str, dry_run: bool = False) -> Callable[[], object]:
    import django

    django.setup()
    from inspections.imports.form.mapping import FormMapping
    from inspections.imports.form.service import import_form

    mapping = FormMapping.from_dict(MAPPING | {"round": round})

    def work():
        report = import_form(path=form, mapping=mapping, by=None, now=datetime.now(UTC), dry_run=dry_run)
        if report.rejected or report.imported + report.unchanged != ROWS:
            raise SystemExit(f"Not all rows were taken: {report.imported} and {report.unchanged} of {ROWS}")

    return work


def _peak_mb() -> float:
    """The most memory this process had resident: VmHWM, for ru_maxrss would count what its parent had before."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


def main(what: str, form: str, round: str) -> None:
    path = Path(form)
    ways: dict[str, Callable[[], Callable[[], object]]] = {
        "read": lambda: _reading(path, "calamine"),
        "read-openpyxl": lambda: _reading(path, "openpyxl"),
        "import": lambda: _importing(path, round),
        "try": lambda: _importing(path, round, dry_run=True),
    }
    work = ways[what]()
    started = perf_counter()
    work()
    print(json.dumps({"seconds": perf_counter() - started, "peak_mb": _peak_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
