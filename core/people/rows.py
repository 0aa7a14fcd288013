"""The columns of the list of people: how a row is read, and how it is written. A list that went out comes back unchanged."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key, read_back
from core.files_in.columns import HEADER_SEARCH_ROWS
from core.files_in.problems import FileProblem
from core.files_in.workbook import Table
from core.models import Post, Role, User
from core.people.checks import checked_name
from core.people.names import clean_account, clean_name
from core.table_in.columns import Day
from core.table_in.columns import Wrong as WrongDay

HEADINGS = {
    "name": ("姓名", "名字"),
    "account": ("账号", "帐号", "登录名", "用户名"),
    "role": ("岗位", "角色", "岗位/角色", "岗位（角色）"),
    "unit": ("单位", "所在单位", "部门"),
    "parent": ("上级单位",),
    "starts_on": ("起始日期", "开始日期", "任职日期"),
    "ends_on": ("截止日期", "结束日期", "离岗日期"),
}
"""field > its headings; the first one is that of the export."""
NEEDED = ("name", "account")

ROLE_WORDS = {
    Role.OFFICE: ("创建办", "创建办工作人员"),
    Role.LEADER: ("领导",),
    Role.INSPECTOR: ("检查员",),
    Role.UNIT: ("责任单位", "单位人员", "联络员"),
    Role.ADMIN: ("系统管理员", "管理员"),
}
"""role > its words in a file; the first one is that of the export."""

_FIELDS = {match_key(word): name for name, words in HEADINGS.items() for word in words}
_ROLES = {match_key(word): role for role, words in ROLE_WORDS.items() for word in (*words, role.value)}


class Wrong(ValueError):
    """Why a row cannot be taken, in the user's words. field: the column that it is about."""

    def __init__(self, field: str, value: str, reason: str):
        super().__init__(reason)
        self.field, self.value = field, value


@dataclass(frozen=True)
class PersonRow:
    """What one row says, names and account cleaned. role: '' where it gives no post. today: the day of the import."""

    number: int
    name: str
    account: str
    role: str
    unit: str
    parent: str
    starts_on: date | None
    ends_on: date | None
    today: date


def heading_of(name: str) -> str:
    return HEADINGS[name][0]


def rows_of(table: Table) -> Iterator[tuple[int, Mapping[str, object], Mapping[str, int]]]:
    """(row number, field > cell, field > column from 1) of each row below the headings that has any content.

    Raises FileProblem where the headings cannot be found.
    """
    row, places = _heads(table)
    for number, cells in enumerate(table.rows[row:], start=row + 1):
        found = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        if any(cell_text(cell) for cell in found.values()):
            yield number, found, {name: at + 1 for name, at in places.items()}


def _heads(table: Table) -> tuple[int, dict[str, int]]:
    best: dict[str, int] = {}
    for number, row in enumerate(table.rows[:HEADER_SEARCH_ROWS], start=1):
        places: dict[str, int] = {}
        for at, cell in enumerate(row):
            if name := _FIELDS.get(match_key(cell_text(cell))):
                places.setdefault(name, at)
        if all(name in places for name in NEEDED):
            return number, places
        best = max(best, places, key=len)
    missing = "”“".join(heading_of(name) for name in NEEDED if name not in best)
    raise FileProblem(
        _("The list has no column “%(missing)s”. It needs %(needed)s; further it takes %(more)s.")
        % {
            "missing": missing,
            "needed": "、".join(heading_of(name) for name in NEEDED),
            "more": "、".join(heading_of(name) for name in HEADINGS if name not in NEEDED),
        }
    )


def read_row(
    table: Table, number: int, cells: Mapping[str, object], places: Mapping[str, int], today: date
) -> PersonRow:
    """Raises Wrong."""
    _refuse_faulty(table, number, cells, places)
    texts = {name: read_back(cells.get(name)) for name in HEADINGS}
    for name in NEEDED:
        if not texts[name]:
            raise Wrong(name, "", _("It is blank."))
    role = _role(texts)
    return PersonRow(
        number=number, name=_name(texts["name"]), account=clean_account(texts["account"]), role=role,
        unit=clean_name(texts["unit"]), parent=clean_name(texts["parent"]),
        starts_on=_day("starts_on", texts), ends_on=_day("ends_on", texts), today=today,
    )  # fmt: skip


def _refuse_faulty(table: Table, number: int, cells: Mapping[str, object], places: Mapping[str, int]) -> None:
    for name, column in places.items():
        if fault := table.fault_at(number, column):
            raise Wrong(name, cell_text(cells[name]), fault)


def _name(text: str) -> str:
    try:
        return checked_name(text)
    except ValidationError as error:
        raise Wrong("name", text, " ".join(error.messages)) from error


def _role(texts: Mapping[str, str]) -> str:
    """A role needs its unit, and a unit its role: half a post is no post."""
    text = texts["role"]
    if not text:
        if texts["unit"]:
            raise Wrong("role", "", _("It is blank."))
        return ""
    role = _ROLES.get(match_key(text))
    if role is None:
        choices = "、".join(words[0] for words in ROLE_WORDS.values())
        raise Wrong("role", text, _("It must be one of: %(choices)s.") % {"choices": choices})
    if not texts["unit"]:
        raise Wrong("unit", "", _("It is blank."))
    return role


_DAY = Day("day", "")
_SPACE_BESIDE_WORD = re.compile(r"\s+(?=\D)|(?<=\D)\s+")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
NO_END = frozenset({"至今", "长期", "无", "-", "—", "/"})


def _day(name: str, texts: Mapping[str, str]) -> date | None:
    """Also '２０２６ 年 11 月 23 日', '2026.11.23', '20261123', and '至今' for no day."""
    text = _SPACE_BESIDE_WORD.sub("", unicodedata.normalize("NFKC", texts[name]))
    try:
        return None if text in NO_END else _DAY.value(_EIGHT.sub(r"\1-\2-\3", text), None, None)
    except WrongDay as wrong:
        raise Wrong(name, texts[name], str(wrong)) from wrong


# ---- out ----


@dataclass(frozen=True)
class ExportRow:
    """A post of a person; of a person without one, the person alone."""

    person: User
    post: Post | None
    parent: str

    def name_of_role(self) -> str:
        return ROLE_WORDS[Role(self.post.role)][0] if self.post else ""


EXPORT_COLUMNS = (
    ("姓名", "person.display_name"),
    ("账号", "person.username"),
    ("岗位", "name_of_role"),
    ("单位", "post.unit.name"),
    ("上级单位", "parent"),
    ("起始日期", "post.starts_on"),
    ("截止日期", "post.ends_on"),
    ("账号状态", lambda row: _("In use") if row.person.is_active else _("Account ended")),
)
"""The last one goes out alone."""


def export_rows(people, unit_names: Mapping[str, str]) -> Iterator[ExportRow]:
    """people: with `all_posts`. unit_names: the name of each unit by its tree path."""
    for person in people:
        for post in person.all_posts or [None]:
            parent = unit_names.get(post.unit.parent_path, "") if post else ""
            yield ExportRow(person, post, parent)
