"""What year over year says: its tables of years and items in words, and all its tables as files, from the same rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.files_out.exports import Column
from core.formats import in_sentences, score, signed
from dashboards.addresses import board_address
from dashboards.boards import Board
from dashboards.forms import year_words
from dashboards.selectors.item_moves import ItemMove, ItemTable
from dashboards.selectors.sections import SectionTable
from dashboards.selectors.unit_years import UnitYears, YearCell, YearColumn
from dashboards.words.footing import cell_words
from dashboards.words.losses import item_address
from dashboards.words.notes import listed_with
from dashboards.words.rows import rank_words

ITEMS_SHOWN = 12
"""Items on the page; the file has all of them."""
PARTS = ("units", "years", "sections", "items")


@dataclass(frozen=True)
class YearHead:
    """A year's column. part: '部分年度：4/5次', '' for a whole year."""

    label: str
    href: str
    part: str


def year_heads(board: Board, found: UnitYears) -> list[YearHead]:
    here = board.of_year()
    return [
        YearHead(year_words(one.year), board_address("rankings", here, year=one.year), part_of(one))
        for one in found.years
    ]


def part_of(column: YearColumn) -> str:
    if not column.is_part:
        return ""
    return _("part of a year: {n} of {of} rounds").format(n=column.rounds, of=column.of)


def cell_note(cell: YearCell | None, name: str) -> str:
    """What is to be known of a unit's year: that it has fewer rounds than the year, and whose results it is made of."""
    if cell is None:
        return ""
    part = ngettext("{n} round only", "{n} rounds only", cell.rounds).format(n=cell.rounds) if cell.is_part else ""
    return _("; ").join(filter(None, [part, *cell_words(cell, name)]))


@dataclass(frozen=True)
class YearsLine:
    """A unit's row: (score, rank in words, note) of each year; None is a gap."""

    name: str
    own: bool
    cells: list[tuple[str, str, str] | None]


def years_groups(found: UnitYears) -> list[tuple[str, list[YearsLine]]]:
    return [
        (
            title,
            [
                YearsLine(row.name or _("None given"), row.own, [_cell(cell, row.name) for cell in row.cells])
                for row in rows
            ],
        )
        for title, rows in found.groups
    ]


def _cell(cell: YearCell | None, name: str) -> tuple[str, str, str] | None:
    return cell and (score(cell.score), rank_words(cell.rank, cell.tied), cell_note(cell, name))


@dataclass(frozen=True)
class ItemLine:
    """An item's row. note: why nothing is compared; href: where its points were lost."""

    move: ItemMove
    note: str
    href: str


def item_lines(board: Board, table: ItemTable) -> list[ItemLine]:
    """Those that moved the score most, then what one of the years lacks."""
    shown = [*table.compared[:ITEMS_SHOWN], *table.one_sided[:ITEMS_SHOWN]]
    return [item_line(board, move) for move in shown]


def item_line(board: Board, move: ItemMove) -> ItemLine:
    year = board.year if move.rate.this is not None else board.year - 1
    known = move.rate.this is not None or move.rate.last is not None
    return ItemLine(move, one_sided_words(board, move), item_address(board, move.code, year=year) if known else "")


def one_sided_words(board: Board, move: ItemMove) -> str:
    if move.is_common:
        return ""
    if move.rate.last is None and move.rate.this is not None:
        return _("not in {year}").format(year=board.year - 1)
    if move.rate.this is None and move.rate.last is not None:
        return _("not in {year}").format(year=board.year)
    return _("adds points only")


def items_foot(board: Board, table: ItemTable, pooled_with: Sequence[str] = ()) -> str:
    """How the points add up, and what is left out. pooled_with: units that went into the one that the table is about."""
    said = [
        _(
            "Moved = change of the item’s own rate × its share of the points possible (mean of both years). All common items: "
            "{common} points; {mix} of them because items were seen in other proportions or added points."
        ).format(common=signed(table.common.difference), mix=signed(table.mix))
    ]
    if table.one_sided:
        n = len(table.one_sided)
        words = ngettext(
            "{n} item that only one year has is a gap; with it the difference is {raw} points.",
            "{n} items that only one year has are gaps; with them the difference is {raw} points.",
            n,
        )
        said.append(words.format(n=n, raw=signed(table.whole.difference)))
    if not table.compared:
        said.append(_("The two standards have no item in common: nothing is compared item by item."))
    if pooled_with:
        said.append(_("Before the merger: pooled from {names}.").format(names=listed_with().join(pooled_with)))
    if (more := len(table.compared) - ITEMS_SHOWN) > 0:
        said.append(ngettext("{n} more item is in the file.", "{n} more items are in the file.", more).format(n=more))
    return in_sentences(said)


def years_foot(found: UnitYears) -> str:
    """Which years are parts, and that they are not set against whole ones."""
    partial = [year_words(one.year) for one in found.partial]
    if not partial:
        return ""
    return _(
        "{years}: a part of a year is not to be set against a whole one; the same rounds are compared above."
    ).format(years=listed_with().join(partial))


def year_columns(found: UnitYears) -> list[Column]:
    """Of UnitYears.rows: score, rank and note of each year."""
    columns: list[Column] = [(_("Group"), lambda row: row.group), (_("Unit"), lambda row: row.name or _("None given"))]
    for at, one in enumerate(found.years):
        year = {"year": one.year}
        columns += [
            (_("Score of %(year)s") % year, _of_cell(at, lambda cell: cell.score)),
            (_("Rank of %(year)s") % year, _of_cell(at, lambda cell: cell.rank)),
            (_("Note on %(year)s") % year, _note_of(at, part_of(one))),
        ]
    return columns


def _of_cell(at: int, value):
    return lambda row: value(row.cells[at]) if row.cells[at] else None


def _note_of(at: int, part: str):
    return lambda row: listed_with().join(filter(None, (part, cell_note(row.cells[at], row.name))))


def section_columns(table: SectionTable, year: int) -> list[Column]:
    """Of SectionTable.all_rows."""
    this, last = {"year": year}, {"year": year - 1}
    columns: list[Column] = [
        (_("Section"), lambda row: row.name or _("All sections")),
        (_("Won of 100, %(year)s") % this, lambda row: row.raw.this),
        (_("Won of 100, %(year)s") % last, lambda row: row.raw.last),
        (_("Difference (points)"), lambda row: row.raw.difference),
        (_("Common items, %(year)s") % this, lambda row: row.common.this),
        (_("Common items, %(year)s") % last, lambda row: row.common.last),
        (_("Difference over common items"), lambda row: row.common.difference),
    ]
    for at, one in enumerate(table.earlier):
        columns.append((earlier_words(one), lambda row, at=at: row.earlier[at]))
    return columns


def earlier_words(one) -> str:
    """'2024年' or '2024年（部分年度：4/5次）'."""
    if not one.is_part:
        return year_words(one.year)
    part = _("part of a year: {n} of {of} rounds").format(n=one.rounds, of=one.of)
    return pgettext("year and what is to be known of it", "{year} ({part})").format(
        year=year_words(one.year), part=part
    )


def item_columns(board: Board) -> list[Column]:
    """Of ItemTable.rows."""
    this, last = {"year": board.year}, {"year": board.year - 1}
    return [
        (_("Code"), "code"),
        (_("Item"), "name"),
        (_("Section"), "section"),
        (_("Won of 100, %(year)s") % this, lambda row: row.rate.this),
        (_("Won of 100, %(year)s") % last, lambda row: row.rate.last),
        (_("Difference (points)"), lambda row: row.rate.difference),
        (_("Moved the score by (points)"), "moved"),
        (_("Note"), lambda row: one_sided_words(board, row)),
    ]


def files(board: Board, parts: Iterable[str]) -> dict[str, str]:
    """part -> the address of its Excel file."""
    return {part: board_address("compare", board, part=part, format="xlsx") for part in parts}
