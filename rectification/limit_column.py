"""A kind's own limit as a cell of the dictionary's file: '3个工作日'."""

import re
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.table_in.columns import Column, Wrong
from rectification.limit_units import LimitUnit
from rectification.models import ProblemKind, Severity
from rectification.services.limits import save_kind

UNIT_WORDS = MappingProxyType(
    {
        LimitUnit.WORKING_HOURS.value: "个工作小时",
        LimitUnit.WORKING_DAYS.value: "个工作日",
        LimitUnit.NATURAL_DAYS.value: "个自然日",
    }
)
_LIMIT = re.compile(rf"([1-9]\d{{0,2}}) ?({'|'.join(UNIT_WORDS.values())})")


@dataclass(frozen=True)
class LimitColumn(Column):
    """(amount, unit of time) of a severity; a blank cell leaves the kind's limit as it is. Set by the service, with its trail."""

    severity: str = ""

    def value(self, text, cell, known):
        if not text:
            return ""
        found = _LIMIT.fullmatch(text)
        if not found:
            raise Wrong(_("Write it as '3个工作日': %(choices)s.") % {"choices": "、".join(UNIT_WORDS.values())})
        return int(found[1]), next(unit for unit, word in UNIT_WORDS.items() if word == found[2])

    def write(self, record):
        return self.text(_limits(record).get(self.severity))

    def text(self, value):
        return f"{value[0]}{UNIT_WORDS[value[1]]}" if value else ""


def _limits(kind: ProblemKind) -> dict[str, tuple[int, str]]:
    return {limit.severity: (limit.amount, limit.unit) for limit in kind.limits.all()} if kind.pk else {}


LIMITS = tuple(
    LimitColumn(f"limit_{severity}", f"{word}时限", longest=12, is_stored=False, severity=severity)
    for severity, word in (
        (Severity.NORMAL.value, "一般"),
        (Severity.SERIOUS.value, "较重"),
        (Severity.URGENT.value, "紧急"),
    )
)


def set_limits(kind: ProblemKind, by: User | None, now: datetime) -> None:
    """What the row of a file says of its limits; those that it doesn't name stay."""
    said = {column.severity: getattr(kind, column.field, "") for column in LIMITS}
    wanted = {severity: limit for severity, limit in said.items() if limit}
    if not wanted:
        return
    if by is None:
        raise DomainError(_("Somebody of the office sets limits: import the file on its page."))
    save_kind(kind=kind, name=kind.name, limits=_limits(kind) | wanted, by=by, now=now)
