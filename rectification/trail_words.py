"""What the verbs of orders, talks, root causes and kinds of problem are called in their trails; core.trail_text shows them."""

from django.utils.translation import gettext_lazy as _

from rectification import looks

OF_ORDERS = ("draft_order", "sign_order", "drop_order")
"""They stand in the trail of the task as well, and are called the same there."""
VERBS = {verb: looks.OTHER_VERBS[verb] for verb in OF_ORDERS} | {
    "propose_talk": _("Talk proposed"),
    "hold_talk": _("Talk held"),
    "drop_talk": _("Talk not held"),
    "propose_root_cause": _("Root cause asked for"),
    "write_root_cause": _("Root cause written"),
    "set_limits": _("Limits changed"),
    "change_rules": _("Definitions changed"),
}
ICONS = {verb: looks.ICONS[verb] for verb in OF_ORDERS} | {
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
