"""What the loop tells people of, one line a kind (core/telling/notices.py)."""

from django.utils.translation import gettext_lazy as _

from core.telling.notices import NoticeKind

OFFICE, LEADERS = frozenset({"office"}), frozenset({"leader"})
UNITS, INSPECTORS = frozenset({"unit"}), frozenset({"inspector"})

# ---- a task goes a step further (services/telling.py) ----
ASSIGNED = NoticeKind("task_assigned", _("A task was assigned to my unit"), by_email=True, roles=UNITS)
SENT_BACK = NoticeKind("task_sent_back", _("A task was sent back for rework or reopened"), by_email=True, roles=UNITS)
CLOSED = NoticeKind("task_closed", _("A task of my unit was closed"), roles=UNITS)
PAUSED = NoticeKind("task_paused", _("A task was suspended, resumed or cancelled"), roles=UNITS | OFFICE)
HANDED_BACK = NoticeKind("task_handed_back", _("A unit handed a task back"), roles=OFFICE)
SUBMITTED = NoticeKind("task_submitted", _("A task waits for its recheck"), roles=OFFICE | INSPECTORS)
ASKED = NoticeKind("request_asked", _("An extension or a suspension is asked for"), roles=OFFICE | LEADERS)
DECIDED = NoticeKind("request_decided", _("What I asked for was decided"), roles=UNITS | OFFICE)
REMINDED = NoticeKind("reminded", _("The office reminds my unit of a task"), by_email=True, roles=UNITS)
CAME_BACK = NoticeKind("came_back", _("A problem came back after it was closed"), roles=OFFICE | LEADERS | INSPECTORS)

# ---- as time passes (the daily work) ----
DUE_SOON = NoticeKind("due_soon", _("Tasks are due soon"), roles=UNITS)
OVERDUE = NoticeKind("overdue", _("Tasks are overdue (once a day)"), by_email=True, roles=UNITS | OFFICE)
LOOK_AGAIN = NoticeKind("look_again", _("Suspended tasks are to be looked at again (once a day)"), roles=OFFICE)
ANSWER_OVERDUE = NoticeKind("answer_overdue", _("An authority's answer is overdue (once a day)"), roles=OFFICE)

# ---- supervision orders, talks, the calendar ----
ORDER_WAITS = NoticeKind("order_waits", _("Supervision orders wait for signature"), by_email=True, roles=LEADERS)
ORDER_SIGNED = NoticeKind("order_signed", _("A supervision order was signed"), by_email=True, roles=UNITS | OFFICE)
TALK_PROPOSED = NoticeKind("talk_proposed", _("A talk with a unit is proposed"), roles=OFFICE | LEADERS)
DEADLINES_MOVED = NoticeKind("deadlines_moved", _("The calendar moved deadlines"), roles=UNITS)

# ---- residents ----
REPORT_RECEIVED = NoticeKind("report_received", _("A resident reported a problem"), roles=OFFICE)
REPORT_NOT_FIXED = NoticeKind("report_not_fixed", _("A resident says that it is not fixed"), roles=OFFICE)
