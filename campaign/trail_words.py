"""What the campaign's verbs of the trail are called (core/trail_words.py)."""

from django.utils.translation import gettext_lazy as _

TOOK_STEP = "taken_on"
"""Under which name the trail keeps the day of a plan's step that sets no day of the plan."""
VERBS = {
    "honour_nominate": _("Nominated"),
    "honour_publicise": _("Approved and publicised"),
    "honour_award": _("Awarded"),
    "honour_decline": _("Not awarded"),
    "honour_revoke": _("Revoked"),
    "honour_objection": _("An objection came in"),
    "honour_uphold": _("The objection was upheld"),
    "honour_overrule": _("The objection was not upheld"),
    "drive_result": _("Results entered"),
    "close_drive": _("Final sheet made"),
    "reopen_drive": _("Final sheet taken back"),
    "look_after": _("Looked at afterwards"),
    "plan_draw_up": _("Begun to be drawn up"),
    "plan_review": _("Sent for review"),
    "plan_send_back": _("Sent back to be drawn up"),
    "plan_approve": _("Approved"),
    "plan_carry_out": _("Begun to be carried out"),
    "plan_stall": _("Not carried out"),
    "plan_take_up": _("Taken up again"),
    "plan_end": _("Out of force"),
    "take_off_part": _("Taken off"),
    "bring_back_part": _("Brought back"),
    "open_year": _("Year opened"),
    "close_year": _("Year closed"),
    "reopen_year": _("Year opened again"),
}
ICONS = {
    "honour_nominate": "person-check",
    "honour_publicise": "eye",
    "honour_award": "award",
    "honour_decline": "x",
    "honour_revoke": "x",
    "honour_objection": "chat",
    "drive_result": "plus",
    "close_drive": "lock",
    "reopen_drive": "unlock",
    "look_after": "eye",
    "plan_approve": "check",
    "plan_stall": "pause",
    "open_year": "flag",
    "close_year": "lock",
    "reopen_year": "unlock",
}
FIELDS = {TOOK_STEP: _("On")}
