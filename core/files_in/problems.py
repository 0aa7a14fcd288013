"""What can be wrong with a file, and the report of an import. The same report is printed, stored and shown."""

from dataclasses import dataclass, field

from django.utils.translation import pgettext_lazy

from core.errors import DomainError

CREATED_WORDS = {
    "rounds": pgettext_lazy("what was made", "rounds"),
    "standard": pgettext_lazy("what was made", "standard"),
    "town": pgettext_lazy("what was made", "town"),
    "units": pgettext_lazy("what was made", "units"),
    "departments": pgettext_lazy("what was made", "departments"),
    "points": pgettext_lazy("what was made", "points"),
    "kinds": pgettext_lazy("what was made", "kinds of point"),
}
"""What `created` of a report may list, in words."""


class FileProblem(DomainError):
    """The file or its mapping cannot be used at all. The message says what was expected and what to do."""


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken. row: as Excel counts (the header is row 1); field: the column's name in the file."""

    row: int
    field: str
    value: str
    reason: str

    def as_json(self) -> dict:
        return {"row": self.row, "field": self.field, "value": self.value, "reason": self.reason}


@dataclass
class Report:
    """What an import did, or would do. rows = imported + unchanged + rejected.

    When `written` is false nothing was stored: a dry run, or rows that are rejected or unmatched stopped it. `imported`
    is then what would have been taken.
    """

    rows: int = 0
    imported: int = 0
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    created: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    written: bool = False

    def note_created(self, what: str, name: str) -> None:
        self.created.setdefault(what, []).append(name)

    def say(self, note: str) -> None:
        """A remark; once, and not at all where there is nothing to say."""
        if note and note not in self.notes:
            self.notes.append(note)

    @property
    def stopped(self) -> bool:
        """Is there a row that keeps the import from being written?"""
        return bool(self.rejected)

    def as_json(self) -> dict:
        return {
            "rows": self.rows,
            "imported": self.imported,
            "unchanged": self.unchanged,
            "rejected": [row.as_json() for row in self.rejected],
            "created": self.created,
            "notes": self.notes,
            "written": self.written,
        }
