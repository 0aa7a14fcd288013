"""What the overview says of projects, money, residents, drives and of what moved the score, in words with their records."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import cn_day, score, signed, wan
from dashboards.addresses import address, board_address
from dashboards.figures import Figure
from dashboards.selectors.beside import Beside, Money, Projects, Residents
from dashboards.selectors.item_moves import ItemMove
from dashboards.selectors.movers import Movers
from dashboards.words import name_of
from facilities.lag import LagLight
from facilities.project_filters import UNREPORTED
from facilities.project_words import month_name
from facilities.selectors.projects import ProjectRow

MOVED = 3
"""Items, and units, that are named on each side."""


@dataclass(frozen=True)
class MoveLine:
    """What moved: its name with its records, from what to what, by how many points ('+0.42')."""

    name: str
    sub: str
    points: str
    href: str


@dataclass(frozen=True)
class MoveSide:
    """One side: what got better, or worse."""

    title: str
    icon: str
    items: list[MoveLine]
    units: list[MoveLine]
    nothing: str


def move_sides(moved: Movers) -> list[MoveSide]:
    items = moved.items
    return [
        MoveSide(
            _("Better"),
            "arrow-up",
            [_item_line(moved, move) for move in items.better(MOVED)] if items else [],
            [_unit_line(moved, row) for row in moved.units_better(MOVED)],
            _("Nothing got better."),
        ),
        MoveSide(
            _("Worse"),
            "arrow-down",
            [_item_line(moved, move) for move in items.worse(MOVED)] if items else [],
            [_unit_line(moved, row) for row in moved.units_worse(MOVED)],
            _("Nothing got worse."),
        ),
    ]


def _item_line(moved: Movers, move: ItemMove) -> MoveLine:
    sub = _("{section}: {last} → {this} of 100").format(
        section=move.section, last=score(move.rate.last), this=score(move.rate.this)
    )
    return MoveLine(move.name, sub, signed(move.moved), board_address("compare", moved.board) + "#items")


def _unit_line(moved: Movers, row) -> MoveLine:
    sub = _("{last} → {this} points").format(last=score(row.pair.last), this=score(row.pair.this))
    return MoveLine(name_of(row), sub, signed(row.pair.difference), board_address("compare", moved.board) + "#table")


def moved_note(moved: Movers) -> str:
    """'街道自查，两年相同11次'."""
    level = moved.board.round.name if moved.board.round else dict(_levels())[moved.board.level]
    rounds = len(moved.board.book.published)
    same = len({(r.series, r.number) for r in moved.board.book.published} & _keys_of_last(moved))
    if not same:
        return str(level)
    words = ngettext("{level}, {n} same round of both years", "{level}, {n} same rounds of both years", same)
    return words.format(level=level, n=same if rounds else 0)


def _levels():
    from inspections.models import Level

    return Level.choices


def _keys_of_last(moved: Movers) -> set:
    return {(r.series, r.number) for r in moved.board.book.last_published}
