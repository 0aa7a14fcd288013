"""A ledger (整改台账) as offices keep it in Excel: which column is which, and what stands in a row. Knows nothing stored.

The columns are 序号, 问题, 点位, 责任单位, 责任人, 整改措施, 整改时限, 整改情况, 完成时间, 复查结果; our own export adds 任务编号.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key, read_back
from core.files_in.columns import HEADER_SEARCH_ROWS
from core.files_in.problems import FileProblem
from core.files_in.workbook import Table

HEADINGS: dict[str, tuple[str, ...]] = {
    "serial": ("序号", "编号", "No."),
    "problem": ("问题", "存在问题", "问题描述", "问题内容", "Problem"),
    "place": ("点位", "点位名称", "地点", "位置", "Point"),
    "unit": ("责任单位", "整改责任单位", "整改单位", "Responsible unit"),
    "person": ("责任人", "整改责任人", "Person responsible"),
    "measure": ("整改措施", "措施", "Measure"),
    "limit": ("整改时限", "整改期限", "完成时限", "时限", "Time limit"),
    "progress": ("整改情况", "整改进展", "进展情况", "完成情况", "State of the work"),
    "done": ("完成时间", "整改完成时间", "完成日期", "Done at"),
    "result": ("复查结果", "核查结果", "复核结果", "Recheck"),
    "number": ("任务编号", "Task number"),
    "kind": ("问题类别", "类别", "Kind"),
}
"""What the columns are called; the first name is the usual one. 任务编号 is of our own export, 问题类别 of some offices."""

NEEDED = ("problem", "place", "unit")
LONGEST = {"problem": 200, "place": 120, "person": 40, "measure": 300, "progress": 300, "result": 300}
AT_ONCE_WORDS = ("立行立改", "立即整改", "立整立改", "即知即改")
"""In place of a time limit: as soon as can be. The limit of the kind of problem counts then."""

_ALIASES = {match_key(name): field for field, names in HEADINGS.items() for name in names}
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]?(\d{1,2}):(\d{2})(?::\d{2})?)?(?:日?(?:之前|以前|前))?"
)
_NOT_PASSED = re.compile(r"不|未|待|返工|重开|重新|Waiting|Sent back|Reopened")


class Wrong(ValueError):
    """Why a row cannot be taken: which column, what stands there, and what is wrong with it, in the user's words."""

    def __init__(self, field: str, value: str, reason: str):
        super().__init__(reason)
        self.heading, self.value = HEADINGS[field][0], value[:80]


@dataclass(frozen=True)
class Moment:
    """A day, and the time of day where the file says one."""

    day: date
    at: time | None = None


@dataclass(frozen=True)
class LedgerRow:
    """What one row says. result: the words; passed: whether they say that the recheck was passed."""

    number: str
    problem: str
    place: str
    unit: str
    person: str
    measure: str
    limit: Moment | None
    progress: str
    done: Moment | None
    result: str
    kind: str

    @property
    def passed(self) -> bool:
        """Done on a day, with a result that says no 'not', 'not yet' or 'again'. What is doubtful counts as open."""
        return bool(self.done and self.result and not _NOT_PASSED.search(self.result))

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same problem when the ledger is sent again: not its number in the list, nor how far it has come."""
        limit = self.limit.day.isoformat() if self.limit else ""
        return tuple(match_key(text) for text in (self.problem, self.place, self.unit, limit))


def rows_of(table: Table) -> Iterator[tuple[int, Mapping[str, object], Mapping[str, int]]]:
    """(row number, field -> cell, field -> column from 1) of each row below the headings that has any content.

    Raises FileProblem where the headings cannot be found.
    """
    row, places = _heads(table)
    for number, cells in enumerate(table.rows[row:], start=row + 1):
        found = {field: cells[at] if at < len(cells) else "" for field, at in places.items()}
        if any(cell_text(cell) for cell in found.values()):
            yield number, found, {field: at + 1 for field, at in places.items()}


def _heads(table: Table) -> tuple[int, dict[str, int]]:
    """The row of headings, from 1, and the columns, from 0: the first row that has all that are needed."""
    best: dict[str, int] = {}
    for number, row in enumerate(table.rows[:HEADER_SEARCH_ROWS], start=1):
        places: dict[str, int] = {}
        for at, cell in enumerate(row):
            if field := _ALIASES.get(match_key(cell_text(cell))):
                places.setdefault(field, at)
        if all(field in places for field in NEEDED):
            return number, places
        best = max(best, places, key=len)
    missing = "”“".join(HEADINGS[field][0] for field in NEEDED if field not in best)
    raise FileProblem(_("The ledger has no column “%(missing)s”.") % {"missing": missing})


def is_only_a_note(cells: Mapping[str, object]) -> bool:
    """A line below the table ('填表人：…'): nothing but the first column has words in it."""
    return not any(cell_text(cell) for field, cell in cells.items() if field != "serial")


def read_row(table: Table, number: int, cells: Mapping[str, object], places: Mapping[str, int]) -> LedgerRow:
    """Raises Wrong. A row with a task's number is only compared, so that it may lack what a new one needs."""
    for field, column in places.items():
        if fault := table.fault_at(number, column):
            raise Wrong(field, cell_text(cells[field]), fault)
    texts = {field: text_of(cells.get(field)) for field in HEADINGS}
    for field, text in texts.items() if not texts["number"] else ():
        if field in NEEDED and not text:
            raise Wrong(field, "", _("It is blank."))
        if len(text) > (longest := LONGEST.get(field, len(text))):
            raise Wrong(field, text, _("It has more than %(longest)s characters.") % {"longest": longest})
    moments = {field: _moment(field, texts[field]) for field in ("limit", "done")}
    del texts["serial"]
    return LedgerRow(**(texts | moments))


def text_of(cell) -> str:
    """A cell's text, without the apostrophe that an export puts before a formula's sign."""
    return read_back(cell)


def moment_in(text: str) -> Moment | None:
    """'2026-11-30', '2026年11月30日前', '2026-11-30 17:30'; None for what is no day."""
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return Moment(day, time(int(found[4]), int(found[5])) if found[4] else None)
    except ValueError:
        return None


def _moment(field: str, text: str) -> Moment | None:
    if not text or (field == "limit" and text in AT_ONCE_WORDS):
        return None
    if (moment := moment_in(text)) is None:
        raise Wrong(field, text, _("This is not a day. Write it as 2026-11-23."))
    return moment


def as_moment(value: datetime) -> Moment:
    """A local moment to the minute, as a file tells it."""
    return Moment(value.date(), value.time().replace(second=0, microsecond=0))
