"""The lists that come back from Excel, by their code. Each app registers its own when it is ready."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from core.files_in.problems import Report
from core.models import User


class ListIn(Protocol):
    """A list that comes back: one of columns (`core.table_in.service.TableIn`), or one whose rows an app takes in its own way.

    code: at most 20 characters, in the address and in ImportRun.kind.
    """

    code: str
    label: str

    def take(
        self,
        *,
        path: Path,
        by: User | None,
        now: datetime,
        sheet: str = "",
        dry_run: bool = False,
        also: Callable[[Report], None] | None = None,
    ) -> Report:
        """All rows or none. also: called in the transaction that wrote them. Raises FileProblem for an unusable file."""


TABLES: dict[str, ListIn] = {}
Registered = TypeVar("Registered", bound=ListIn)


def register(list_in: Registered) -> Registered:
    """Adds a list; its code is in the address of its upload."""
    if list_in.code in TABLES:
        raise ValueError(f"The list '{list_in.code}' is registered twice.")
    TABLES[list_in.code] = list_in
    return list_in


def is_placed(code: str) -> bool:
    """Has the list of this code positions?"""
    return getattr(TABLES.get(code), "is_placed", False)
