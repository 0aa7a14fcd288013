"""The figures of the loop that the office sets itself (core/thresholds.py); the defaults are those of the domain rules."""

from django.utils.translation import gettext_lazy as _

from core.thresholds import Threshold

WARN_PERCENT = Threshold(
    "rectification.warn_percent", _("Yellow light from"), 75, low=1, high=99, unit=_("percent of the time used"),
    help_text=_("Counts for deadlines set from now on."),
)  # fmt: skip
ORDER_PERCENT = Threshold(
    "rectification.order_percent", _("Supervision order when overdue by"), 100, low=10, high=1000,
    unit=_("percent of the limit"),
)  # fmt: skip
ORDER_REWORKS = Threshold(
    "rectification.order_reworks", _("Supervision order after reworks"), 2, low=1, high=20, unit=_("times")
)
ORDER_ANSWER_DAYS = Threshold(
    "rectification.order_answer_days",
    _("A supervision order is answered within"),
    3,
    low=1,
    high=60,
    unit=_("working days"),
)
ANSWER_DAYS = Threshold(
    "rectification.answer_days",
    _("An authority outside the town answers within"),
    3,
    low=1,
    high=180,
    unit=_("working days"),
)
TALK_MISSED = Threshold(
    "rectification.talk_missed", _("Talk after missed deadlines in a row"), 3, low=2, high=20, unit=_("deadlines")
)
REOPEN_DAYS = Threshold(
    "rectification.reopen_days", _("A closed task is reopened within"), 15, low=1, high=365, unit=_("days")
)
RECURS_DAYS = Threshold(
    "rectification.recurs_days", _("A problem has come back within"), 90, low=7, high=730, unit=_("days after closing")
)
ROOT_CAUSE_TIMES = Threshold(
    "rectification.root_cause_times",
    _("Root cause asked for when come back"),
    3,
    low=2,
    high=20,
    unit=_("times at a point"),
)
FORGET_DAYS = Threshold(
    "rectification.forget_days", _("A resident's name and telephone are deleted"), 180, low=1, high=1095,
    unit=_("days after the report"),
)  # fmt: skip
REPORTS_PER_HOUR = Threshold(
    "rectification.reports_per_hour", _("Reports taken from one address"), 10, low=1, high=1000, unit=_("an hour")
)
REPORTS_IN_ALL = Threshold(
    "rectification.reports_in_all", _("Reports taken from everybody"), 100, low=10, high=10000, unit=_("an hour"),
    help_text=_("Holds off a flood; each report keeps a megabyte or two of photos."),
)  # fmt: skip
