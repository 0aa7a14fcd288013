"""The report of an imported assessment form."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import ngettext

from core.files_in.problems import Report
from inspections.imports.form.dictionary import split_branch
from inspections.imports.form.rows import FormContent, FormRow, Unmatched


@dataclass
class FormReport(Report):
    """amendments: rows that are in the round with other points; each is a proposed correction, counted as imported."""

    unmatched: list[Unmatched] = field(default_factory=list)
    amendments: list[dict] = field(default_factory=list)
    round_id: int | None = None
    accepted: bool = False

    @classmethod
    def of(cls, content: FormContent, accepted: bool) -> "FormReport":
        """The report as far as the rows alone tell: what would be taken if nothing in the database stands against it."""
        return cls(
            rows=content.count,
            imported=len(content.rows),
            rejected=list(content.rejected),
            notes=list(content.notes),
            unmatched=list(content.unmatched),
            accepted=accepted,
        )

    @property
    def undecided(self) -> list[Unmatched]:
        """Unmatched rows that nobody has decided on: proposals were not accepted, or there is nothing near to propose."""
        return [row for row in self.unmatched if not (self.accepted and row.proposal)]

    @property
    def decided(self) -> dict[str, str]:
        """The proposals that were taken: the form's name (without a branch number) -> dictionary entry."""
        return {split_branch(row.value)[0]: row.proposal for row in self.unmatched if self.accepted and row.proposal}

    @property
    def stopped(self) -> bool:
        return bool(self.rejected or self.undecided)

    def note_amendment(self, row: FormRow, old: Decimal) -> None:
        self.amendments.append(
            {"row": row.row, "item": row.item, "point": row.point, "old": plain(old), "new": plain(row.awarded)}
        )

    def note_gone(self, count: int) -> None:
        if count:
            words = ngettext(
                "%(count)s row that was imported earlier is not in this file; it stays as it is.",
                "%(count)s rows that were imported earlier are not in this file; they stay as they are.",
                count,
            )
            self.notes.append(words % {"count": count})

    def as_json(self) -> dict:
        report = super().as_json()
        return report | {
            "unmatched": [row.as_json() for row in self.unmatched],
            "amendments": self.amendments,
            "round_id": self.round_id,
        }


def plain(number: Decimal) -> str:
    """A number without needless zeros: 0.50 is '0.5', 10.00 is '10'."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
