"""What an upload looks like before it is imported: its sheets and headings, guesses, first rows, and what stands against it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.files_in.cells import cell_text
from core.files_in.columns import guess_columns, guess_header_row
from core.files_in.workbook import Table
from inspections.imports.form.dictionary import split_branch
from inspections.imports.form.rows import Unmatched

SHOWN_ROWS = 12
FORM_WORDS = {
    "serial": ("序号", "编号"),
    "item": ("项目", "测评项目", "测评内容", "指标"),
    "point": ("考察点位", "点位", "点位名称", "地点"),
    "deducted": ("扣分", "扣分值"),
    "score": ("得分", "分数"),
    "unit": ("区域", "所属区域", "社区", "村(社区)", "单位"),
}
DEPARTMENT_WORD = "责任"


@dataclass(frozen=True)
class Cell:
    """A cell to show. filled: it is part of a merged cell and has that one's value."""

    text: str
    filled: bool = False


@dataclass
class Sample:
    """The first rows of a table below its headings, with the row numbers that Excel shows."""

    headings: list[str]
    rows: list[tuple[int, list[Cell]]]
    total: int


@dataclass
class Question:
    """A name that the dictionary does not have: where it stands, and what is proposed."""

    name: str
    rows: list[int] = field(default_factory=list)
    proposal: str | None = None
    chosen: str = ""


def guess_form_columns(headings: Iterable[str]) -> dict:
    """field -> heading, as far as the usual words tell; departments: all headings about who answers."""
    departments = [heading for heading in headings if DEPARTMENT_WORD in heading]
    return guess_columns([name for name in headings if name not in departments], FORM_WORDS) | {
        "departments": departments
    }


def sample_of(table: Table) -> Sample:
    start = guess_header_row(table)
    shown = table.rows[start : start + SHOWN_ROWS]
    width = max((len(row) for row in [*table.rows[start - 1 : start], *shown]), default=0)
    headings = [cell_text(cell) for cell in table.rows[start - 1]] if table.rows else []
    filled = table.filled()
    rows = [
        (number, [_cell(table, filled, number, column, value) for column, value in enumerate(row, start=1)])
        for number, row in enumerate(shown, start=start + 1)
        if any(cell_text(cell) for cell in row)
    ]
    return Sample(headings + [""] * (width - len(headings)), rows, len(table.rows) - start)


def _cell(table: Table, filled: set, row: int, column: int, value) -> Cell:
    """A formula without a result is shown as the formula: it must not look blank."""
    text = table.formulas[row, column] if (row, column) in table.uncached else cell_text(value)
    return Cell(text, (row, column) in filled)


def questions_of(unmatched: Iterable[Unmatched]) -> list[Question]:
    """Unmatched rows gathered by the name that has to be decided on (without branch numbers), in the form's order."""
    questions: dict[str, Question] = defaultdict(lambda: Question(""))
    for row in unmatched:
        name = split_branch(row.value)[0]
        question = questions[name]
        question.name, question.proposal = name, row.proposal
        question.rows.append(row.row)
    return list(questions.values())
