"""Addresses that a page writes by the dozen: of its rows, of its pictures."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def path_to(view: str, *arguments) -> str:
    """`reverse`, remembered: the rows at the top of a list are the same on every visit."""
    return reverse(view, args=arguments)
