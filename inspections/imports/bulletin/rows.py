"""The rows of a bulletin of results, read and checked."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, cell_text, decimal_places
from core.files_in.columns import Header, find_header, guess_columns, guess_header_row, headings_of
from core.files_in.problems import FileProblem, Rejected
from core.files_in.workbook import Table
from inspections.imports.bulletin.words import Turn, read_date, read_rank, read_turn
from inspections.scoring import rounded

LONGEST_NAME, LONGEST_SERIES = 80, 40
MOST = 1000
WORDS = {
    "year": ("年度", "年份"),
    "turn": ("轮次", "次别", "批次"),
    "date": ("日期", "检查日期", "时间"),
    "parent": ("上级单位", "所属单位"),
    "unit": ("单位", "单位名称"),
    "score": ("得分", "成绩", "分数"),
    "rank": ("名次", "排名"),
}
NEEDED = ("year", "date", "unit")


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One unit's result in one round. score: two places; score and rank None: no result, which is not zero."""

    row: int
    year: int
    turn: Turn
    date: date
    unit: str
    parent: str
    score: Decimal | None
    rank: int | None

    @property
    def has_result(self) -> bool:
        return self.score is not None or self.rank is not None


@dataclass
class BulletinContent:
    """All that the table holds. headings: field -> what its column is called in the file."""

    headings: dict[str, str]
    count: int = 0
    rows: list[BulletinRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rounded: int = 0


class _Wrong(ValueError):
    def __init__(self, key: str, reason: str):
        super().__init__(reason)
        self.key, self.reason = key, reason


def read_bulletin(table: Table, columns: dict[str, str] | None = None) -> BulletinContent:
    """Reads a bulletin. columns: field -> heading, where a user chose them; else they are found by their usual names.

    Raises FileProblem where a needed column is missing or there is no row.
    """
    reader = _Reader(table, columns or guess_columns(headings_of(table), WORDS))
    for number, cells in enumerate(table.rows[reader.header.row :], start=reader.header.row + 1):
        reader.take(number, cells)
    if not reader.content.count:
        raise FileProblem(_("Below its headings the table has no row with content."))
    return reader.content


class _Reader:
    def __init__(self, table: Table, columns: dict[str, str]):
        self.table, self.headings = table, columns
        self.header: Header = _header(table, columns)
        self.columns = {key: self.header.columns[heading] for key, heading in columns.items()}
        self.content = BulletinContent(columns)

    def take(self, number: int, cells: list) -> None:
        values = {key: cells[column] if column < len(cells) else None for key, column in self.columns.items()}
        if not any(cell_text(value) for value in values.values()):
            return
        self.content.count += 1
        try:
            self._check_cells(number)
            self.content.rows.append(self._row(number, values))
        except _Wrong as wrong:
            value = cell_text(values.get(wrong.key))[:80]
            self.content.rejected.append(Rejected(number, self.headings[wrong.key], value, wrong.reason))

    def _check_cells(self, number: int) -> None:
        for key, column in self.columns.items():
            if fault := self.table.fault_at(number, column + 1):
                raise _Wrong(key, fault)

    def _row(self, number: int, values: dict) -> BulletinRow:
        turn = read_turn(values.get("turn"))
        if len(turn.series) > LONGEST_SERIES:
            raise _Wrong("turn", _("It has more than %(longest)s characters.") % {"longest": LONGEST_SERIES})
        return BulletinRow(
            row=number,
            year=_year(values["year"]),
            turn=turn,
            date=_date(values["date"]),
            unit=_name(values, "unit", needed=True),
            parent=_name(values, "parent", needed=False),
            score=self._score(values.get("score")),
            rank=_rank(values.get("rank")),
        )

    def _score(self, value) -> Decimal | None:
        try:
            score = cell_number(value)
        except ValueError as error:
            raise _Wrong("score", _("This is not a number. Leave it blank, or enter one.")) from error
        if score is None:
            return None
        if not 0 <= score <= MOST:
            raise _Wrong("score", _("It must lie between 0 and %(most)s.") % {"most": MOST})
        self.content.rounded += decimal_places(score) > 2
        return rounded(score)


def _header(table: Table, columns: dict[str, str]) -> Header:
    if missing := [WORDS[key][0] for key in NEEDED if key not in columns]:
        find_header(table, [*columns.values(), *missing])  # says which are missing, and what is there
    if "score" not in columns and "rank" not in columns:
        raise FileProblem(
            _("Row %(row)s has neither a column “得分” nor “名次”: there would be no result.")
            % {"row": guess_header_row(table)}
        )
    return find_header(table, columns.values())


def _year(value) -> int:
    text = cell_text(value).removesuffix("年度").removesuffix("年")
    if not text.isdecimal() or not 1990 <= int(text) <= 2200:
        raise _Wrong("year", _("It must be a year of four digits."))
    return int(text)


def _date(value) -> date:
    if (day := read_date(value)) is None:
        raise _Wrong("date", _("It must be a date like 2016-07-15."))
    return day


def _name(values: dict, key: str, needed: bool) -> str:
    text = cell_text(values.get(key))
    if needed and not text:
        raise _Wrong(key, _("It is blank."))
    if len(text) > LONGEST_NAME:
        raise _Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST_NAME})
    return text


def _rank(value) -> int | None:
    try:
        return read_rank(value)
    except ValueError as error:
        raise _Wrong("rank", _("A rank is a whole number from 1. Leave it blank where there is none.")) from error
