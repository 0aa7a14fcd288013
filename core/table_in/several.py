"""A column with several records of another kind: the points on a route, the teams that held an activity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from core.files_in.cells import read_back, several
from core.models import User
from core.table_in.columns import Column, Named, Wrong
from core.trail import record


@dataclass(frozen=True)
class Several(Column):
    """Their names in one cell; a blank one leaves them as they are. of: what they are named by; relation: where the record has them;
    field: where a row keeps them until `lay`, the table's `carry_out`, puts them there.
    """

    of: Named | None = None
    relation: str = ""
    longest: int = 4000
    is_stored: bool = False

    def value(self, text, cell, known):
        found, names = known.named(self.of), [read_back(name) for name in several(cell)]
        if unknown := [name for name in names if name not in found]:
            words = {"names": "、".join(unknown)}
            raise Wrong(_("There is nothing of this name: %(names)s. Correct it, or add it first.") % words)
        return [found[name] for name in names]

    def write(self, record) -> str:
        return self.text(getattr(record, self.relation).all() if record.pk else ())

    def text(self, value: Iterable[models.Model]) -> str:
        return "、".join(sorted(self.of.text(one) for one in value))

    def lay(self, row: Any, by: User | None, now: datetime) -> None:
        """Gives the stored row what its cell names."""
        wanted, before = getattr(row, self.field, None), self.write(row)
        if wanted and before != self.text(wanted):
            getattr(row, self.relation).set(wanted)
            record(subject=row, by=by, verb="edit", at=now, changes={self.relation: [before, self.text(wanted)]})
