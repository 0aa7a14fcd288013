"""The rectification loop as one table (the domain rules, section 6). Buttons, filters, badges, tests and docs are made from it.

Pure: no database, no clock. Who may do what and what it needs stands here; doing it is rectification.services.
"""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    REPORTED = "reported", _("Reported")
    REGISTERED = "registered", _("Registered")
    REJECTED = "rejected", _("Not registered")
    DUPLICATE = "duplicate", _("Duplicate")
    TRANSFERRED = "transferred", _("Transferred")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Waiting for recheck")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", pgettext_lazy("task", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Light(TextChoices):
    """A light is always shape, word and colour together."""

    RED = "red", _("Overdue")
    AMBER = "amber", _("Due soon")
    GREEN = "green", _("On time")
    PAUSED = "paused", _("Suspended")


OPEN_STATES = (
    State.REPORTED,
    State.REGISTERED,
    State.TRANSFERRED,
    State.ASSIGNED,
    State.IN_PROGRESS,
    State.SUBMITTED,
    State.SUSPENDED,
)
"""Not at an end yet."""

VOID = (State.REJECTED, State.DUPLICATE, State.CANCELLED)
"""At an end without anything to put right: never due."""

WORKED_ON = (State.ASSIGNED, State.IN_PROGRESS)
"""A unit is at it: its clock leads to the stages of escalation, and time may be asked for."""

CLOCK_STATES = (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.TRANSFERRED)
"""A deadline is running."""

MAIN_PATH = (State.REPORTED, State.REGISTERED, State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.CLOSED)
"""The steps that a task's page draws."""


class Need(TextChoices):
    """What a transition asks for; each is a field of the form that performs it."""

    KIND = "kind", _("kind of problem")
    SEVERITY = "severity", _("severity")
    UNIT = "unit", _("responsible unit")
    NOTE = "note", _("note")
    REASON = "reason", _("reason")
    OTHER_TASK = "other_task", _("the other task")
    AUTHORITY = "authority", _("authority")
    REFERENCE = "reference", _("reference")
    AFTER_PHOTO = "after_photo", _("photo after")
    RECHECK_PHOTO = "recheck_photo", _("photo of the recheck")
    LOOK_AGAIN = "look_again", _("date to look again")
    UNTIL = "until", _("new deadline")


@dataclass(frozen=True)
class Transition:
    """One way from a state to another.

    verb: its name in addresses, trail and code. roles: posts that may do it. needs: what must come with it.
    separate: not by anyone who wrote progress in this pass or holds a post in the responsible unit or below it.
    main: the next step that a task's page offers as its one solid button.
    """

    verb: str
    label: Promise
    sources: tuple[State, ...]
    target: State
    roles: frozenset[str]
    needs: tuple[Need, ...] = ()
    separate: bool = False
    main: bool = False
    done: Promise | str = field(default="", compare=False)


def _by(*roles: str) -> frozenset[str]:
    return frozenset(roles)


REPORTER = "reporter"
"""Not a post: the resident who reported the problem, and only for the task of that report."""

S = State
# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition("register", _("Register"), (S.REPORTED,), S.REGISTERED, _by("office"),
               (Need.KIND, Need.SEVERITY), main=True, done=_("Registered")),
    Transition("reject", _("Don't register"), (S.REPORTED,), S.REJECTED, _by("office"),
               (Need.REASON,), done=_("Not registered")),
    Transition("mark_duplicate", _("Mark as duplicate"), (S.REPORTED,), S.DUPLICATE, _by("office"),
               (Need.OTHER_TASK,), done=_("Marked as duplicate")),
    Transition("transfer", _("Transfer"), (S.REPORTED, S.REGISTERED), S.TRANSFERRED, _by("office"),
               (Need.AUTHORITY, Need.REFERENCE), done=_("Transferred")),
    Transition("take_back", _("Came back"), (S.TRANSFERRED,), S.REGISTERED, _by("office"),
               (Need.REASON,), done=_("Came back")),
    Transition("close_on_answer", _("Close on the authority's answer"), (S.TRANSFERRED,), S.CLOSED, _by("office"),
               (Need.NOTE, Need.RECHECK_PHOTO), main=True, done=_("Closed on the authority's answer")),
    Transition("assign", _("Assign"), (S.REGISTERED,), S.ASSIGNED, _by("office"),
               (Need.UNIT,), main=True, done=_("Assigned")),
    Transition("hand_back", _("Not ours, hand back"), (S.ASSIGNED,), S.REGISTERED, _by("unit"),
               (Need.REASON,), done=_("Handed back")),
    Transition("start", _("Start"), (S.ASSIGNED,), S.IN_PROGRESS, _by("unit", "office"),
               (Need.NOTE,), main=True, done=_("Started")),
    Transition("submit", _("Done, please check"), (S.IN_PROGRESS,), S.SUBMITTED, _by("unit", "office"),
               (Need.NOTE, Need.AFTER_PHOTO), main=True, done=_("Handed in for recheck")),
    Transition("close", _("Passed, close"), (S.SUBMITTED,), S.CLOSED, _by("inspector", "office"),
               (Need.NOTE, Need.RECHECK_PHOTO), separate=True, main=True, done=_("Recheck passed, closed")),
    Transition("rework", _("Send back for rework"), (S.SUBMITTED,), S.IN_PROGRESS, _by("inspector", "office"),
               (Need.REASON,), separate=True, done=_("Sent back for rework")),
    Transition("suspend", _("Suspend"), (S.ASSIGNED, S.IN_PROGRESS), S.SUSPENDED, _by("leader"),
               (Need.REASON, Need.LOOK_AGAIN), done=_("Suspended")),
    Transition("resume", _("Resume"), (S.SUSPENDED,), S.IN_PROGRESS, _by("office"), main=True, done=_("Resumed")),
    Transition("cancel", _("Cancel the task"), OPEN_STATES, S.CANCELLED, _by("office"),
               (Need.REASON,), done=_("Cancelled")),
    Transition("reopen", _("Reopen"), (S.CLOSED,), S.IN_PROGRESS, _by("office", REPORTER),
               (Need.REASON,), done=_("Reopened")),
)
# fmt: on

BY_VERB = {transition.verb: transition for transition in TRANSITIONS}


@dataclass(frozen=True)
class Ask:
    """What is asked for and decided by somebody else. takes: the transition that granting it takes; '' where the state stays
    and the deadline moves."""

    kind: str
    label: Promise
    sources: tuple[State, ...]
    asked_by: frozenset[str]
    decided_by: frozenset[str]
    needs: tuple[Need, ...]
    takes: str = ""


ASKS = {
    "extension": Ask("extension", _("Extend"), WORKED_ON, _by("unit"), _by("office"), (Need.REASON, Need.UNTIL)),
    "suspension": Ask(
        "suspension", BY_VERB["suspend"].label, BY_VERB["suspend"].sources, _by("unit", "office"), BY_VERB["suspend"].roles,
        BY_VERB["suspend"].needs, takes="suspend",
    ),
}  # fmt: skip
"""By kind (rectification.models.RequestKind). An open one ends with the work that it is about."""


def from_state(state: str) -> list[Transition]:
    """The ways out of a state, the main one first."""
    ways = [transition for transition in TRANSITIONS if state in transition.sources]
    return sorted(ways, key=lambda transition: not transition.main)


STATE_TAG = {
    S.REPORTED: "plain", S.REGISTERED: "plain", S.ASSIGNED: "plain", S.IN_PROGRESS: "plain", S.SUSPENDED: "plain",
    S.TRANSFERRED: "plain", S.SUBMITTED: "brand", S.CLOSED: "done", S.REJECTED: "muted", S.DUPLICATE: "muted",
    S.CANCELLED: "muted",
}  # fmt: skip
"""The look of a state's tag (never a light's colour)."""
