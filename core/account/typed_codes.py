"""Codes that somebody types from paper or a terminal: the one of the first run, one-time passwords, recovery codes."""

from django.utils.crypto import get_random_string

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another on paper: 0 and o, 1, i and l."""
LENGTH, GROUP = 12, 4
"""Twelve letters are 59 bits: nobody guesses that over a network."""


def new_code() -> str:
    """'kfm729wptx3c'; one that was shown in groups is typed as well without them."""
    return get_random_string(LENGTH, LETTERS)


def in_groups(code: str) -> str:
    """As it is shown: 'kfm7-29wp-tx3c'."""
    return "-".join(groups_of(code))


def groups_of(text: str) -> list[str]:
    """In groups of four."""
    return [text[at : at + GROUP] for at in range(0, len(text), GROUP)]
