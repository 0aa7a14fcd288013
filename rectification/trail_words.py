"""What the verbs of orders, talks, root causes and kinds of problem are called in their trails; core.trail_text shows them."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "draft_order": _("Supervision order drafted"),
    "sign_order": _("Supervision order signed"),
    "drop_order": _("Supervision order not issued"),
    "propose_talk": _("Talk proposed"),
    "hold_talk": _("Talk held"),
    "drop_talk": _("Talk not held"),
    "propose_root_cause": _("Root cause asked for"),
    "write_root_cause": _("Root cause written"),
    "set_limits": _("Limits changed"),
}
ICONS = {
    "draft_order": "file",
    "sign_order": "pen",
    "drop_order": "x",
    "hold_talk": "check",
    "drop_talk": "x",
    "propose_root_cause": "refresh",
    "write_root_cause": "pencil",
}
FIELDS = {
    "limit_normal": _("Limit, normal"),
    "limit_serious": _("Limit, serious"),
    "limit_urgent": _("Limit, urgent"),
}
