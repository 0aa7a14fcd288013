"""What the loop does each day (core/running/daily.py)."""

from django.utils.translation import gettext_lazy as _

from core.running import daily
from core.workdays.changes import learn_holidays
from rectification.services.escalation import escalate
from rectification.services.public_forgetting import forget_reporters
from rectification.services.reminders import remind_of_answers, remind_of_overdue, remind_to_look_again
from rectification.services.root_causes import propose_root_causes

TOLD = _("people told")

# What moves deadlines comes first, then the stages: the day's reminders agree with both.
daily.register(
    "holidays", _("Public holidays that have become known"), learn_holidays, words={"done": _("deadlines moved")}
)
daily.register(
    "escalation",
    _("Stages: due soon, overdue, supervision order, talk"),
    escalate,
    words={
        "amber": _("turned yellow"),
        "red": _("turned red"),
        "order": _("reached supervision"),
        "drafted": _("orders drafted"),
        "talks": _("talks proposed"),
    },
)
daily.register("overdue", _("Reminders of what is overdue"), remind_of_overdue, words={"told": TOLD})
daily.register(
    "look_again",
    _("Suspended tasks to look at again"),
    remind_to_look_again,
    words={"told": TOLD},
)
daily.register(
    "answers",
    _("Answers of other authorities"),
    remind_of_answers,
    words={"told": TOLD},
)
daily.register(
    "root_causes", _("Points where problems come back"), propose_root_causes, words={"done": _("root causes asked for")}
)
daily.register(
    "forgetting",
    _("Names and telephones of residents whose time is over"),
    forget_reporters,
    words={"done": _("reports without them now")},
)
