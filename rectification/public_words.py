"""Every word that the public is told about a report: stages and events, by the verbs of the loop. Never names, units, notes or
reasons, which may speak about people; of a refusal there is its category alone (rectification.models.Refusal)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rectification.transitions import State


class Stage(NamedTuple):
    title: Promise
    text: Promise
    icon: str


STAGES: dict[str, Stage] = {
    State.REPORTED: Stage(
        pgettext_lazy("public report", "Received"),
        _("Thank you. Your report has arrived, the office looks at it next."),
        "check",
    ),
    State.REGISTERED: Stage(
        pgettext_lazy("public report", "Accepted"),
        _("The office has accepted it and finds out who puts it right."),
        "clipboard-check",
    ),
    State.ASSIGNED: Stage(
        pgettext_lazy("public report", "Accepted"),
        _("It has been given to those who put it right."),
        "clipboard-check",
    ),
    State.IN_PROGRESS: Stage(
        _("Being worked on"),
        _("It is being put right."),
        "cone",
    ),
    State.SUBMITTED: Stage(
        _("Waiting for a check"),
        _("The work is done. Somebody else goes and looks whether it is good."),
        "eye",
    ),
    State.SUSPENDED: Stage(
        pgettext_lazy("public report", "Put off"),
        _("It cannot be put right at once. The office looks at it again on a set day."),
        "pause",
    ),
    State.CLOSED: Stage(
        pgettext_lazy("public report", "Put right"),
        _("It was put right, and somebody else looked at it."),
        "check-circle",
    ),
    State.TRANSFERRED: Stage(
        _("Handed to an authority"),
        _("It is a matter of an authority outside the town. The office follows it up."),
        "arrow-right",
    ),
    State.REJECTED: Stage(
        pgettext_lazy("public report", "Not accepted"),
        _("The office did not take it up."),
        "x",
    ),
    State.CANCELLED: Stage(
        pgettext_lazy("public report", "Ended"),
        _("The office ended it."),
        "x",
    ),
    State.DUPLICATE: Stage(
        pgettext_lazy("public report", "Joined"),
        _("Somebody had reported the same before."),
        "files",
    ),
}
"""By the state of the task."""

EVENTS: dict[str, Promise] = {
    "report": pgettext_lazy("public report", "Received"),
    "register": pgettext_lazy("public report", "Accepted"),
    "reject": pgettext_lazy("public report", "Not accepted"),
    "mark_duplicate": _("Joined to an earlier report of the same problem"),
    "transfer": _("Handed to an authority outside the town"),
    "take_back": _("Back from the authority, the town deals with it"),
    "close_on_answer": _("Ended by the authority's answer"),
    "assign": _("Given to those who put it right"),
    "start": _("Work began"),
    "submit": _("Work done, waiting for a check"),
    "close": _("Checked: put right"),
    "rework": _("Checked: not good yet, work goes on"),
    "suspend": pgettext_lazy("public report", "Put off"),
    "resume": _("Work goes on"),
    "reopen": _("Not fixed: taken up again"),
    "cancel": pgettext_lazy("public report", "Ended"),
}
"""What the public timeline says of a verb; a verb that is not here is not shown."""
