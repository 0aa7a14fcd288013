"""Addresses of pages of results and of the records behind a figure."""

from django.urls import reverse
from django.utils.http import urlencode

from dashboards.boards import Board

AT_STAKE = {"source": "inspection", "sort": "stake"}
"""Tasks that an inspection led to, those first that would win most points back."""


def address(name: str, **params) -> str:
    """A page's address with these parameters; empty ones are left out."""
    query = {key: value for key, value in params.items() if value not in (None, "")}
    return reverse(name) + (f"?{urlencode(query)}" if query else "")


def board_address(name: str, board: Board, **params) -> str:
    """A page of results about the same level, year, round and kind."""
    return address(name, **(board_params(board) | params))


def board_params(board: Board) -> dict:
    number = board.round.number if board.round else None
    return {
        "level": board.level,
        "year": board.year,
        "series": board.series if number else None,
        "round": number,
        "kind": board.kind,
    }


def records_address(board: Board) -> str:
    """Where the board's figures come from: its round, or the rounds of the year."""
    return board.round.get_absolute_url() if board.round else reverse("inspections:rounds")


def tasks_address(**filters) -> str:
    """The list of rectification tasks, filtered."""
    return address("rectification:list", **filters)
