"""The values in the rows of a standard's sheets, checked one by one."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from core.files_in.cells import cell_number, cell_text, decimal_places, match_key, several
from core.files_in.columns import find_header
from core.files_in.workbook import Table
from inspections.imports.standard.draft import GradeLine

LONGEST = {
    "section": 80,
    "alias": 80,
    "code": 40,
    "name": 120,
    "rule": 200,
    "scale": 40,
    "kinds": 40,
    "problem_kind": 40,
    "description": 120,
}
MOST = Decimal("99999.99")


class Wrong(ValueError):
    """Which field of a row is wrong, and why, in the user's words."""

    def __init__(self, key: str, reason: str):
        super().__init__(reason)
        self.key, self.reason = key, reason


def rows_of(table: Table, columns: Mapping[str, str], needed):
    """(row number, field -> value) of each row with content; optional columns may be missing."""
    header = find_header(table, [columns[key] for key in needed])
    headings = {match_key(cell_text(cell)): at for at, cell in reversed(list(enumerate(table.rows[header.row - 1])))}
    at = {key: headings[match_key(heading)] for key, heading in columns.items() if match_key(heading) in headings}
    for number, cells in enumerate(table.rows[header.row :], start=header.row + 1):
        values = {key: cells[column] for key, column in at.items() if column < len(cells)}
        if any(cell_text(value) for value in values.values()):
            yield number, values, {key: (number, column + 1) for key, column in at.items()}


def grade_line(key: str, label: str, share, description: str = "") -> GradeLine:
    try:
        number = cell_number(share)
    except ValueError:
        number = None
    if len(description) > LONGEST["description"]:
        raise Wrong("description", _("It has more than %(longest)s characters.") % {"longest": LONGEST["description"]})
    if not label or len(label) > 20 or number is None or not 0 <= number <= 1 or decimal_places(number) > 4:
        raise Wrong(key, _("A grade has a short label and a share between 0 and 1, with four decimals at most."))
    return GradeLine(label, number, description)


def with_grade(key: str, grades: tuple[GradeLine, ...], line: GradeLine) -> tuple[GradeLine, ...]:
    """The grades of a scale and one more."""
    if any(grade.label == line.label for grade in grades):
        raise Wrong(key, _("The grade '%(label)s' is there twice.") % {"label": line.label})
    return (*grades, line)


def text_of(values: dict, key: str, needed: bool = False) -> str:
    text = cell_text(values.get(key))
    if needed and not text:
        raise Wrong(key, _("It is blank."))
    if len(text) > LONGEST[key]:
        raise Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST[key]})
    return text


def names_of(values: dict, key: str) -> tuple[str, ...]:
    names = several(values.get(key))
    if any(len(name) > LONGEST[key] for name in names):
        raise Wrong(key, _("It has more than %(longest)s characters.") % {"longest": LONGEST[key]})
    return tuple(sorted(names))


def number_of(values: dict, key: str) -> Decimal | None:
    try:
        number = cell_number(values.get(key))
    except ValueError as error:
        raise Wrong(key, _("This is not a number. Leave it blank, or enter one.")) from error
    if number is not None and (not 0 <= number <= MOST or decimal_places(number) > 2):
        raise Wrong(key, _("It must be a number from 0 to %(most)s with two decimals at most.") % {"most": MOST})
    return number


def word_of(values: dict, key: str, words: Mapping[str, str], more: Mapping[str, str]) -> str:
    """The value that a word stands for, in the file's language or as the code itself."""
    text = cell_text(values.get(key))
    found = {word: value for value, word in words.items()} | {value: value for value in words} | dict(more)
    if text not in found:
        raise Wrong(
            key, _("It must be one of: %(choices)s.") % {"choices": "、".join(word for word in words.values() if word)}
        )
    return found[text]
