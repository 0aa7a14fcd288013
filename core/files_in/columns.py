"""Finds the row of headings and which column is which; guesses where nobody has said it yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.files_in.cells import cell_text, match_key
from core.files_in.problems import FileProblem
from core.files_in.workbook import Table

HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True)
class Header:
    """Where the headings stand. row: from 1; columns: heading -> column, from 0."""

    row: int
    columns: Mapping[str, int]


def find_header(table: Table, wanted: Iterable[str]) -> Header:
    """The first row that has all wanted headings. Raises FileProblem naming those that the best row lacks."""
    wanted = list(dict.fromkeys(wanted))
    best, best_lacks = Header(1, {}), wanted
    for number, row in enumerate(table.rows[:HEADER_SEARCH_ROWS], start=1):
        header = Header(number, _headings(row))
        lacks = [name for name in wanted if match_key(name) not in header.columns]
        if len(lacks) < len(best_lacks):
            best, best_lacks = header, lacks
        if not lacks:
            return Header(number, {name: header.columns[match_key(name)] for name in wanted})
    found = [text for row in table.rows[best.row - 1 : best.row] for cell in row if (text := cell_text(cell))]
    raise FileProblem(
        _("The table has no column “%(missing)s”. Row %(row)s has: %(found)s.")
        % {"missing": "”“".join(best_lacks), "row": best.row, "found": "、".join(found[:20]) or _("nothing")}
    )


def _headings(row) -> dict[str, int]:
    headings: dict[str, int] = {}
    for column, cell in enumerate(row):
        if key := match_key(cell_text(cell)):
            headings.setdefault(key, column)
    return headings


def guess_header_row(table: Table) -> int:
    """The row, from 1, that looks like headings: the one of the first rows with the most different short texts."""

    def texts(row) -> int:
        return len({text for cell in row if isinstance(cell, str) and (text := cell_text(cell)) and len(text) <= 20})

    rows = table.rows[:HEADER_SEARCH_ROWS]
    return max(range(len(rows)), key=lambda index: (texts(rows[index]), -index), default=0) + 1


def headings_of(table: Table) -> list[str]:
    """The headings in the guessed row, each once."""
    row = table.rows[guess_header_row(table) - 1] if table.rows else []
    return list(dict.fromkeys(text for cell in row if (text := cell_text(cell))))


def guess_columns(headings: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """field -> heading: for each field the first heading that is, or else that contains, one of its words.

    A heading is given away once; the order of `words` decides who chooses first.
    """
    free, chosen = list(headings), {}
    for exact in (True, False):
        for name, candidates in words.items():
            if name not in chosen and (heading := _first_match(free, candidates, exact)):
                chosen[name] = heading
                free.remove(heading)
    return chosen


def _first_match(headings: list[str], words: tuple[str, ...], exact: bool) -> str | None:
    for word in words:
        for heading in headings:
            if match_key(heading) == word if exact else word in match_key(heading):
                return heading
    return None
