"""The loop's own verbs, for every other room."""

from rectification.services.permits import allowed_transitions, why_not
from rectification.services.requests import ask, decide, may_ask, may_decide
from rectification.services.tasks import add_progress, may_add_progress, perform, report_finding

__all__ = [
    "add_progress",
    "allowed_transitions",
    "ask",
    "decide",
    "may_add_progress",
    "may_ask",
    "may_decide",
    "perform",
    "report_finding",
    "why_not",
]
