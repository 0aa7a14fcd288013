"""Kinds of problem, with the time that each may take by severity."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dictionaries.book import Dictionary, register
from rectification.limit_column import LIMITS, set_limits
from rectification.models import ProblemKind, Severity
from rectification.services.changes import DEFAULT_LIMIT


def _limit(severity: str) -> Callable[[ProblemKind], object]:
    """Reads a kind's own limit of a severity; None for none."""
    return lambda kind: next((limit for limit in kind.limits.all() if limit.severity == severity), None)


def _note() -> str:
    amount, unit = DEFAULT_LIMIT
    default = f"{amount} {unit.label}"
    return _("Time allowed from assignment to handing in. Where none is given: %(default)s.") % {"default": default}


register(
    Dictionary(
        "problem-kinds",
        gettext_lazy("Kinds of problem and limits"),
        gettext_lazy("How long each kind may take, by severity."),
        ProblemKind,
        "clock",
        columns=tuple((severity.label, _limit(severity.value)) for severity in Severity),
        joins=("limits",),
        new_url="settings_limit_new",
        edit_url="settings_limit",
        note=_note,
        in_file=LIMITS,
        carry_out=set_limits,
    )
)
