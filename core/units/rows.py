"""The rows of a list of units: what its columns are called, and how a row is read. Headings and words are the same in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key
from core.files_in.columns import find_header
from core.files_in.problems import Rejected, Report
from core.files_in.workbook import Table
from core.models import Unit, UnitKind
from core.table_in.columns import Day, Wrong
from core.units.names import tidy

KIND_WORDS = {
    UnitKind.CITY: "市", UnitKind.SUBDISTRICT: "街道", UnitKind.TOWN: "镇", UnitKind.VILLAGE: "村",
    UnitKind.COMMUNITY: "社区", UnitKind.ZONE: "片区", UnitKind.DEPARTMENT: "部门", UnitKind.CLEANING_TEAM: "保洁队伍",
}  # fmt: skip
ALSO = {
    "乡": UnitKind.TOWN,
    "行政村": UnitKind.VILLAGE,
    "居委会": UnitKind.COMMUNITY,
    "科室": UnitKind.DEPARTMENT,
    "保洁公司": UnitKind.CLEANING_TEAM,
}
HEADINGS = {
    "name": "名称", "kind": "类型", "above": "上级单位", "group": "考核分组", "starts_on": "起始", "ends_on": "截止",
}  # fmt: skip
ABOVE = HEADINGS["above"]
COLUMNS = {
    "name": lambda unit: unit.name,
    "kind": lambda unit: KIND_WORDS[unit.kind],
    "above": lambda unit: unit.above_name or "",
    "group": lambda unit: unit.ranking_group.name if unit.ranking_group_id else "",
    "starts_on": lambda unit: unit.starts_on.isoformat() if unit.starts_on else "",
    "ends_on": lambda unit: unit.ends_on.isoformat() if unit.ends_on else "",
}
"""How a unit's value is written; of rows with `with_above` and their group."""
EXPORT = tuple((HEADINGS[name], write) for name, write in COLUMNS.items())
_DAYS = {name: Day(name, HEADINGS[name]) for name in ("starts_on", "ends_on")}


@dataclass(frozen=True)
class Row:
    """said: the columns that the file has. above: a name, or several from the top down, '城区/马桥街道'."""

    number: int
    name: str
    kind: str
    above: str
    group: str
    starts_on: date | None
    ends_on: date | None
    said: frozenset[str]

    @property
    def key(self) -> str:
        return match_key(self.name)

    def word(self, name: str) -> str:
        """A value as `COLUMNS` writes it."""
        value = getattr(self, name)
        if name == "kind":
            return KIND_WORDS.get(value, "")
        return value.isoformat() if isinstance(value, date) else value


def read_rows(table: Table, report: Report) -> list[Row]:
    """The rows that can be read; the others are named in the report."""
    found = []
    for number, cells, faults in _rows(table):
        report.rows += 1
        try:
            found.append(_row(number, cells, faults))
        except _Refused as refused:
            report.rejected.append(
                Rejected(number, HEADINGS[refused.name], cell_text(cells.get(refused.name))[:80], str(refused))
            )
    return found


class _Refused(Exception):
    def __init__(self, name: str, reason: str):
        super().__init__(reason)
        self.name = name


def _rows(table: Table) -> Iterator[tuple[int, dict, dict[str, str]]]:
    """Row number, column > cell, column > why its cell says nothing."""
    header = find_header(table, [HEADINGS["name"], HEADINGS["kind"]])
    wanted = {match_key(heading): name for name, heading in HEADINGS.items()}
    places: dict[str, int] = {}
    for at, cell in enumerate(table.rows[header.row - 1]):
        if name := wanted.get(match_key(cell_text(cell))):
            places.setdefault(name, at)
    for number, row in enumerate(table.rows[header.row :], start=header.row + 1):
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        faults = {name: fault for name, at in places.items() if (fault := table.fault_at(number, at + 1))}
        if faults or any(cell_text(cell) for cell in cells.values()):
            yield number, cells, faults


def _row(number: int, cells: dict, faults: dict[str, str]) -> Row:
    for name, fault in faults.items():
        raise _Refused(name, fault)
    text = {name: cell_text(cell) for name, cell in cells.items()}
    name = tidy(text["name"])
    if not name:
        raise _Refused("name", _("It is blank."))
    if len(name) > (longest := Unit._meta.get_field("name").max_length):
        raise _Refused("name", _("It has more than %(longest)s characters.") % {"longest": longest})
    days = {one: _day(one, cells) for one in _DAYS}
    if days["starts_on"] and days["ends_on"] and days["ends_on"] < days["starts_on"]:
        raise _Refused("ends_on", _("A unit cannot end before it starts."))
    return Row(
        number, name, _kind(text["kind"]), text.get("above", ""), tidy(text.get("group", ""))[:60],
        days["starts_on"], days["ends_on"], frozenset(cells),
    )  # fmt: skip


def _kind(text: str) -> str:
    words = {match_key(word): kind for kind, word in KIND_WORDS.items()} | ALSO
    kind = words.get(match_key(text))
    if kind is None:
        raise _Refused("kind", _("It must be one of: %(choices)s.") % {"choices": "、".join(KIND_WORDS.values())})
    return kind


def _day(name: str, cells: dict) -> date | None:
    cell = cells.get(name)
    try:
        return _DAYS[name].value(cell_text(cell), cell, None)
    except Wrong as wrong:
        raise _Refused(name, str(wrong)) from wrong
