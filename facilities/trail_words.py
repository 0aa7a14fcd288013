"""What the verbs of works and money are called in their trails; core.trail_text shows them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "project_approve": _("Approved"),
    "project_tender": _("Tendered"),
    "project_build": _("Work begun"),
    "project_accept": pgettext_lazy("stage of a project", "Accepted"),
    "project_use": _("Taken into use"),
    "project_stop": _("Stopped"),
    "project_go_on": _("Goes on"),
    "report_progress": _("Progress reported"),
    "plan_months": _("Planned by month"),
    "enter_money": _("Money entered"),
    "correct_money": _("Money corrected"),
    "log_upkeep": _("Upkeep entered"),
}
ICONS = {
    "project_accept": "check",
    "project_stop": "pause",
    "report_progress": "bar-chart",
    "plan_months": "calendar",
    "enter_money": "cash",
    "correct_money": "pencil",
    "log_upkeep": "check-circle",
}
FIELDS = {
    "planned": _("Planned (yuan)"),
    "secured": _("Secured (yuan)"),
    "paid": _("Paid (yuan)"),
    "work": _("what was done"),
    "clearance": _("clearance"),
}
